import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import sharp from 'sharp'

const cli = resolve(import.meta.dirname, '../../out/main/cli.js')
const manifest = 'whittle-manifest.json'
const options = ['--formats', 'webp,jpeg', '--sizes', '48x48,original', '--effort', '0']

/**
 * Repeatable random numbers in [0, 1) (mulberry32).
 *
 * @param {number} seed
 */
export function randomFrom(seed) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/**
 * Makes small images, each of its own; every tenth in a folder of its own.
 *
 * @param {string} folder
 * @param {number} count
 * @param {() => number} random
 */
export async function makeImages(folder, count, random) {
  for (let index = 0; index < count; index += 1) {
    const place = index % 10 === 0 ? join(folder, `part ${index}`) : folder
    await mkdir(place, { recursive: true })
    const width = 64 + Math.floor(random() * 64)
    const height = 64 + Math.floor(random() * 64)
    const pixels = Buffer.alloc(width * height * 3)
    for (let at = 0; at < pixels.length; at += 1) pixels[at] = (at * (index + 3)) % 251
    const image = sharp(pixels, { raw: { width, height, channels: 3 } })
    const name = join(place, `image ${String(index).padStart(4, '0')}`)
    if (index % 2 === 0) await image.jpeg().toFile(`${name}.jpg`)
    else await image.png().toFile(`${name}.png`)
  }
}

/**
 * Runs the command line until it ends, or is killed.
 *
 * @param {{ input: string, out: string, home: string, resume?: boolean, killAfterMs?: number }} run
 * @returns {Promise<{ code: number | null, stderr: string, ms: number }>} `code` is `null` when it was killed.
 */
export async function runCli({ input, out, home, resume = false, killAfterMs }) {
  const startedAt = Date.now()
  const more = resume ? ['--resume', '--retry-failed'] : []
  const child = spawn(process.execPath, [cli, 'optimize', input, '--out', out, ...options, ...more], {
    env: { ...process.env, WHITTLE_HOME: home },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let stderr = ''
  child.stderr.on('data', (chunk) => {
    stderr += chunk
  })
  const ended = new Promise((done) => child.on('close', done))
  const timer = killAfterMs === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfterMs)
  const code = await ended
  clearTimeout(timer)
  return { code: child.signalCode === null ? Number(code) : null, stderr, ms: Date.now() - startedAt }
}

/**
 * SHA-256 of every file below a folder, by relative path; the manifest, which holds times, is left out.
 *
 * @param {string} folder
 */
export async function hashesOf(folder) {
  /** @type {Map<string, string>} */
  const hashes = new Map()
  for (const name of (await readdir(folder, { recursive: true })).sort()) {
    const path = join(folder, name)
    if (name === manifest || (await stat(path)).isDirectory()) continue
    hashes.set(
      name,
      createHash('sha256')
        .update(await readFile(path))
        .digest('hex'),
    )
  }
  return hashes
}

/**
 * What is wrong with the results, compared with an undisturbed run; empty when nothing is.
 *
 * @param {string} out
 * @param {string} home
 * @param {ReadonlyMap<string, string>} expected
 */
export async function faultsOf(out, home, expected) {
  const found = await hashesOf(out)
  const faults = [...expected].flatMap(([name, hash]) => {
    const there = found.get(name)
    if (there === hash) return []
    return [there === undefined ? `missing: ${name}` : `different: ${name}`]
  })
  for (const name of found.keys()) if (!expected.has(name)) faults.push(`stray: ${name}`)
  for (const name of await readdir(join(home, 'journal'))) faults.push(`journal left: ${name}`)
  const listed = JSON.parse(await readFile(join(out, manifest), 'utf8')).images.flatMap(
    (/** @type {{ outputs: unknown[] }} */ image) => image.outputs,
  )
  if (listed.length !== expected.size) faults.push(`the manifest lists ${listed.length} outputs`)
  return faults
}

/**
 * Kills the command line at random instants over one batch after the other until it was killed often enough, resumes
 * each time, and compares every batch with an undisturbed run.
 *
 * @param {{ folder: string, images: number, kills: number, seed: number, log: (line: string) => void }} task
 * @returns {Promise<{ kills: number, rounds: number, setAside: number, faults: string[] }>}
 */
export async function tortureCli({ folder, images, kills, seed, log }) {
  const random = randomFrom(seed)
  const input = join(folder, 'in')
  await makeImages(input, images, random)
  const calm = { input, out: join(folder, 'calm'), home: join(folder, 'calm-home') }
  const undisturbed = await runCli(calm)
  if (undisturbed.code !== 0)
    throw new Error(`The undisturbed run ended with ${undisturbed.code}: ${undisturbed.stderr}`)
  const expected = await hashesOf(calm.out)
  log(`undisturbed: ${expected.size} files in ${undisturbed.ms} ms`)

  const result = { kills: 0, rounds: 0, setAside: 0, faults: /** @type {string[]} */ ([]) }
  while (result.kills < kills) {
    result.rounds += 1
    const run = {
      input,
      out: join(folder, `out ${result.rounds}`),
      home: join(folder, `home ${result.rounds}`),
    }
    let code = /** @type {number | null} */ (null)
    while (code === null) {
      const resume =
        existsSync(join(run.home, 'journal')) && (await readdir(join(run.home, 'journal'))).length > 0
      const enough = result.kills >= kills
      // Anywhere from the first moment to a little beyond where it starts to work; the rest is for the next time.
      const killAfterMs = Math.floor(random() * undisturbed.ms * 0.8)
      const ended = await runCli({ ...run, resume, ...(enough ? {} : { killAfterMs }) })
      result.setAside += ended.stderr.split('is set aside').length - 1
      if (ended.code === null) result.kills += 1
      if (ended.code !== null && ended.code !== 0)
        result.faults.push(`ended with ${ended.code}: ${ended.stderr}`)
      code = ended.code
    }
    const faults = await faultsOf(run.out, run.home, expected)
    result.faults.push(...faults.map((fault) => `round ${result.rounds}: ${fault}`))
    log(`round ${result.rounds}: ${result.kills} kills so far, ${faults.length} faults`)
    await rm(run.out, { recursive: true, force: true })
  }
  // The workers of the last one that was killed end with it.
  await sleep(0)
  return result
}
