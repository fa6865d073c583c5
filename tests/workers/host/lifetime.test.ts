import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import type { OutputJob } from '../../../src/shared/contract/pool.ts'
import { type BuiltPool, buildPool } from '../../support/build-pool.ts'
import { decodePixels } from '../../support/pixels.ts'
import { HostProcess } from '../support/host-process.ts'
import { limits, optimizeJob, photograph, Workspace } from '../support/workspace.ts'

let pool: BuiltPool
beforeAll(async () => {
  pool = await buildPool()
})
afterAll(() => pool.dispose())

/** Starts a job and resolves when its `step` has begun for the `count`th time. */
async function runUntil(host: HostProcess, outputs: OutputJob[], step: string, count = 1): Promise<void> {
  host.send({
    type: 'run',
    jobId: 1,
    task: 'optimize',
    payload: optimizeJob(outputs),
  })
  let seen = 0
  await host.until((reply) => {
    if (reply.type !== 'progress' || reply.progress.output !== undefined) return undefined
    seen += reply.progress.step === step ? 1 : 0
    return seen === count ? reply : undefined
  })
}

/** An encode that takes minutes. */
function endless(workspace: Workspace): OutputJob[] {
  return workspace.plan(['avif'], [[2560, 1600]]).map((output) => ({ ...output, effort: 9 }))
}

describe('without its parent the pool host', () => {
  it('ends', async () => {
    const host = HostProcess.start(pool.entry)
    await host.ready()
    host.disconnect()
    expect(await host.exit).toEqual({ code: 0, signal: null })
  })

  it('ends at once, also in the middle of an encode that nothing can stop', async () => {
    const workspace = await Workspace.create()
    const host = HostProcess.start(pool.entry)
    await runUntil(host, endless(workspace), 'encode')
    host.disconnect()
    expect(await host.exit).toEqual({ code: null, signal: 'SIGKILL' })
    expect(await workspace.list()).toEqual([])
  })
})

describe('killed, the pool host', () => {
  it.each([
    ['decode', 1],
    ['encode', 2],
    ['write', 1],
    ['write', 2],
    ['write', 4],
    ['resize', 1],
  ])(
    'while it is about to %s (%i) leaves no file under its name that is not complete',
    async (step, count) => {
      const workspace = await Workspace.create()
      const outputs = workspace.plan(
        ['jpeg', 'webp', 'avif'],
        [
          [640, 400],
          [320, 200],
        ],
      )
      const host = HostProcess.start(pool.entry)
      await runUntil(host, outputs, step, count)
      host.kill('SIGKILL')
      expect(await host.exit).toMatchObject({ signal: 'SIGKILL' })

      const there = (await workspace.list()).map((name) => workspace.path(name))
      const complete = outputs.filter(({ path }) => there.includes(path))
      expect(complete.length).toBeGreaterThanOrEqual(host.outputsOf(1).length)
      for (const { path, width, height } of complete) {
        expect(await decodePixels(path)).toMatchObject({ width, height })
      }
      // What else is there is a part, and the next run takes it away.
      const again = HostProcess.start(pool.entry)
      again.send({
        type: 'run',
        jobId: 1,
        task: 'optimize',
        payload: optimizeJob(outputs),
      })
      expect(await again.settled(1)).toMatchObject({ type: 'done' })
      const names = outputs.map(({ path }) => path)
      expect((await workspace.list()).map((name) => workspace.path(name))).toEqual(names.sort())
    },
  )
})

describe('the pool host', () => {
  it('tells once a second what it uses', async () => {
    const workspace = await Workspace.create()
    const host = HostProcess.start(pool.entry)
    await runUntil(host, endless(workspace), 'encode')
    const { cpuMs, residentBytes } = await host.until((reply) =>
      reply.type === 'usage' && reply.busy === 1 ? reply : undefined,
    )
    expect(cpuMs).toBeGreaterThan(10)
    expect(residentBytes).toBeGreaterThan(20 * 2 ** 20)
  })

  it('leaves Ctrl+C to its parent', async () => {
    const host = HostProcess.start(pool.entry)
    await host.ready()
    host.kill('SIGINT')
    host.send({ type: 'run', jobId: 1, task: 'probe', payload: { input: photograph, limits } })
    expect(await host.settled(1)).toMatchObject({ type: 'done' })
  })

  it('warns when libuv has fewer threads than there are workers', async () => {
    const host = HostProcess.start(pool.entry, { WHITTLE_THREADS: '2', UV_THREADPOOL_SIZE: '1' })
    const warning = await host.until((reply) =>
      reply.type === 'log' && reply.level === 'warn' ? reply : undefined,
    )
    expect(warning.message).toContain('UV_THREADPOOL_SIZE')
  })

  it('ends with a reason when it is told nonsense in the environment', async () => {
    const host = HostProcess.start(pool.entry, { WHITTLE_THREADS: 'many' })
    expect(await host.exit).toEqual({ code: 1, signal: null })
    expect(host.stderr).toContain('WHITTLE_THREADS')
  })

  it('ends with a reason when its workers cannot start', async () => {
    const folder = dirname(pool.entry)
    const broken = await mkdtemp(join(import.meta.dirname, '../../../node_modules/.cache/broken-pool-'))
    onTestFinished(() => rm(broken, { recursive: true, force: true }))
    await cp(folder, broken, { recursive: true })
    const worker = join(broken, 'worker.js')
    await writeFile(worker, `throw new Error('No codec for this machine')\n${await readFile(worker, 'utf8')}`)

    const host = HostProcess.start(join(broken, 'pool-host.js'))
    const log = await host.until((reply) => (reply.type === 'log' ? reply : undefined))
    expect(log).toMatchObject({ level: 'error' })
    expect(log.message).toContain('No codec for this machine')
    expect(await host.exit).toEqual({ code: 1, signal: null })
  })
})
