import { spawn } from 'node:child_process'
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import process from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import { electronCommand } from '../../scripts/launch.mjs'
import { faultsOf, hashesOf, makeImages, randomFrom, runCli } from './torture.mjs'

const root = resolve(import.meta.dirname, '../..')

/**
 * As `tortureCli`, with the whole app: every process of it is killed at once, at random instants from its first moment
 * on; when it starts again it goes on by itself. The batch is begun by the command line, which is killed as well.
 *
 * @param {{ folder: string, images: number, kills: number, seed: number, log: (line: string) => void }} task
 * @returns {Promise<{ kills: number, rounds: number, setAside: number, faults: string[] }>}
 */
export async function tortureApp({ folder, images, kills, seed, log }) {
  const random = randomFrom(seed + 1)
  const input = join(folder, 'app in')
  await makeImages(input, images, random)
  const calm = { input, out: join(folder, 'app calm'), home: join(folder, 'app calm-home') }
  const undisturbed = await runCli(calm)
  const expected = await hashesOf(calm.out)
  const result = { kills: 0, rounds: 0, setAside: 0, faults: /** @type {string[]} */ ([]) }
  while (result.kills < kills) {
    result.rounds += 1
    const run = {
      input,
      out: join(folder, `app out ${result.rounds}`),
      home: join(folder, `app home ${result.rounds}`),
    }
    await beginBatch(run, undisturbed.ms)
    while ((await openJournals(run.home)) > 0 && result.kills < kills) {
      // Starting takes some seconds; most kills are to come when it works.
      const killed = await runApp(run.home, 1_500 + Math.floor(random() * 5_000))
      if (killed) result.kills += 1
      log(`app, round ${result.rounds}: ${result.kills} kills so far`)
    }
    // What was set aside is tried again by hand; the rest, if any, goes on.
    const resume = (await openJournals(run.home)) > 0
    const last = await runCli({ ...run, resume })
    result.setAside += last.stderr.split('is set aside').length - 1
    if (last.code !== 0) result.faults.push(`the last run ended with ${last.code}: ${last.stderr}`)
    const faults = await faultsOf(run.out, run.home, expected)
    result.faults.push(...faults.map((fault) => `app, round ${result.rounds}: ${fault}`))
    await rm(run.out, { recursive: true, force: true })
  }
  return result
}

/**
 * Leaves a batch that was accepted and hardly begun.
 *
 * @param {{ input: string, out: string, home: string }} run
 * @param {number} wholeMs
 */
async function beginBatch(run, wholeMs) {
  await mkdir(join(run.home, 'window'), { recursive: true })
  await writeFile(
    join(run.home, 'window', 'window.json'),
    JSON.stringify({ startup: { unfinished: 'resume' } }),
  )
  for (let share = 0.4; (await openJournals(run.home)) === 0; share += 0.05) {
    await rm(run.out, { recursive: true, force: true })
    await runCli({ ...run, killAfterMs: wholeMs * Math.min(share, 0.9) })
  }
}

/**
 * Runs the app until it has nothing left to do or is killed; tells whether it was killed.
 *
 * @param {string} home
 * @param {number} killAfterMs
 */
async function runApp(home, killAfterMs) {
  const { executablePath, args, env } = electronCommand(process.env.WHITTLE_ELECTRON ?? '')
  const child = spawn(executablePath, [...args, root], {
    env: { ...env, WHITTLE_HOME: home },
    stdio: 'ignore',
    detached: true,
  })
  const ended = new Promise((done) => child.on('close', done))
  const end = Date.now() + killAfterMs
  while (Date.now() < end && (await openJournals(home)) > 0) await sleep(20)
  const killed = (await openJournals(home)) > 0
  if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
  await ended
  if (child.pid !== undefined) await groupGone(child.pid)
  return killed
}

/**
 * Resolves when none of the killed processes is left: until then the engine among them counts as alive, and whoever
 * starts meanwhile rightly keeps its hands off the engine's batches.
 *
 * @param {number} leader
 */
async function groupGone(leader) {
  for (const end = Date.now() + 30_000; Date.now() < end; await sleep(20)) {
    try {
      process.kill(-leader, 0)
    } catch {
      return
    }
  }
}

/** @param {string} home */
async function openJournals(home) {
  const names = await readdir(join(home, 'journal')).catch(() => [])
  return names.length
}
