import { resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { poolTasks } from '../../../src/shared/contract/pool.ts'
import { type BuiltPool, buildPool } from '../../support/build-pool.ts'
import { decodePixels } from '../../support/pixels.ts'
import { HostProcess } from '../support/host-process.ts'
import { limits, optimizeJob, photograph, plannedFor, Workspace } from '../support/workspace.ts'

const samples = ['Aqua', 'Garden', 'LadyBird', 'YellowFlower'].map((name) =>
  resolve(import.meta.dirname, `../../../samples/${name}.jpg`),
)

let pool: BuiltPool
beforeAll(async () => {
  pool = await buildPool()
})
afterAll(() => pool.dispose())

describe('the pool host', () => {
  it('is ready once its workers have loaded their codecs', async () => {
    const host = HostProcess.start(pool.entry)
    const { pid, threads, versions } = await host.ready()
    expect(threads).toBe(2)
    expect(pid).toBeGreaterThan(0)
    expect(versions.node).toBe(process.versions.node)
    expect(Object.keys(versions)).toEqual(
      expect.arrayContaining(['sharp', 'vips', 'aom', 'heif', 'webp', 'mozjpeg', 'rsvg']),
    )
  })

  it('works on as many images at a time as it has workers', async () => {
    const workspace = await Workspace.create()
    const host = HostProcess.start(pool.entry)
    const makeJob = async (input: string, jobId: number) => {
      const outputs = workspace
        .plan(
          ['webp', 'jpeg'],
          [
            [640, 400],
            [320, 200],
          ],
        )
        .map((output) => {
          const path = workspace.path(`${jobId}-${output.index}`)
          return { ...output, path, partPath: `${path}.part` }
        })
      return { jobId, payload: optimizeJob(outputs, { input, planned: await plannedFor(input) }) }
    }
    const jobs = await Promise.all(samples.map(makeJob))
    for (const { jobId, payload } of jobs) host.send({ type: 'run', jobId, task: 'optimize', payload })

    for (const { jobId, payload } of jobs) {
      const reply = await host.settled(jobId)
      if (reply.type === 'failed') throw new Error(reply.error.detail)
      const { outputs } = poolTasks.optimize.result.parse(reply.result)
      // Every output was reported before the job was.
      expect([...host.outputsOf(jobId)].sort((a, b) => a.index - b.index)).toEqual(outputs)
      expect(outputs.map(({ path }) => path)).toEqual(payload.outputs.map(({ path }) => path))
      for (const { path, width, height } of outputs) {
        expect(await decodePixels(path)).toMatchObject({ width, height })
      }
    }
    expect(mostAtOnce(host)).toBe(2)
    expect(host.stderr).toBe('')
  })

  it('probes and makes previews', async () => {
    const workspace = await Workspace.create()
    const host = HostProcess.start(pool.entry)
    host.send({ type: 'run', jobId: 1, task: 'probe', payload: { input: photograph, limits } })
    host.send({
      type: 'run',
      jobId: 2,
      task: 'preview',
      payload: { input: photograph, limits, side: 64, path: workspace.path('preview.webp') },
    })
    expect(await host.settled(1)).toMatchObject({ type: 'done', result: { format: 'jpeg', width: 2560 } })
    expect(await host.settled(2)).toMatchObject({ type: 'done', result: { width: 64, height: 40 } })
  })

  it('gives errors as data', async () => {
    const workspace = await Workspace.create()
    const host = HostProcess.start(pool.entry)
    host.send({ type: 'run', jobId: 1, task: 'probe', payload: { input: workspace.path('gone'), limits } })
    const reply = await host.settled(1)
    expect(reply).toMatchObject({ type: 'failed', error: { code: 'INPUT_MISSING' } })
    expect(reply.type === 'failed' && reply.error.detail).toContain('ENOENT')
  })
})

describe('cancelling', () => {
  it('ends a job before its next output and leaves complete files only', async () => {
    const workspace = await Workspace.create()
    const host = HostProcess.start(pool.entry)
    const outputs = workspace.plan(
      ['jpeg', 'webp', 'avif'],
      [
        [1280, 800],
        [640, 400],
        [320, 200],
      ],
    )
    host.send({
      type: 'run',
      jobId: 1,
      task: 'optimize',
      payload: optimizeJob(outputs),
    })
    await host.until((reply) => (reply.type === 'progress' && reply.progress.output ? reply : undefined))
    host.send({ type: 'cancel', jobId: 1 })

    expect(await host.settled(1)).toMatchObject({ type: 'failed', error: { code: 'CANCELLED' } })
    const finished = host.outputsOf(1).map(({ path }) => path)
    expect(finished.length).toBeLessThan(outputs.length)
    expect((await workspace.list()).map((name) => workspace.path(name))).toEqual([...finished].sort())
    for (const path of finished) expect((await decodePixels(path)).width).toBeGreaterThan(0)
  })

  it('ends a job that waits for a worker before it opens anything', async () => {
    const workspace = await Workspace.create()
    const host = HostProcess.start(pool.entry, { WHITTLE_THREADS: '1' })
    const outputs = workspace.plan(['webp'], [[1280, 800]])
    const payload = optimizeJob(outputs)
    host.send({ type: 'run', jobId: 1, task: 'optimize', payload })
    host.send({ type: 'run', jobId: 2, task: 'probe', payload: { input: photograph, limits } })
    host.send({ type: 'cancel', jobId: 2 })
    host.send({ type: 'cancel', jobId: 99 })
    expect(await host.settled(2)).toMatchObject({ type: 'failed', error: { code: 'CANCELLED' } })
    expect(host.replies.some((reply) => reply.type === 'progress' && reply.jobId === 2)).toBe(false)
    expect(await host.settled(1)).toMatchObject({ type: 'done' })
  })
})

describe('a message that makes no sense', () => {
  it('is refused, and the host goes on', async () => {
    const host = HostProcess.start(pool.entry)
    host.send({ hello: 'there' })
    host.send({ type: 'run', jobId: 1, task: 'rotate', payload: {} })
    host.send({ type: 'run', jobId: 2, task: 'probe', payload: { input: 7 } })
    const log = await host.until((reply) =>
      reply.type === 'log' && reply.level === 'error' ? reply : undefined,
    )
    expect(log.message).toContain('not understood')
    for (const jobId of [1, 2]) {
      expect(await host.settled(jobId)).toMatchObject({ type: 'failed', error: { code: 'BAD_REQUEST' } })
    }
    host.send({ type: 'run', jobId: 3, task: 'probe', payload: { input: photograph, limits } })
    expect(await host.settled(3)).toMatchObject({ type: 'done' })
  })

  it('does not end the job whose number it repeats', async () => {
    const workspace = await Workspace.create()
    const host = HostProcess.start(pool.entry)
    const outputs = workspace.plan(['webp'], [[640, 400]])
    const payload = optimizeJob(outputs)
    host.send({ type: 'run', jobId: 1, task: 'optimize', payload })
    host.send({ type: 'run', jobId: 1, task: 'probe', payload: { input: photograph, limits } })
    await host.until((reply) => (reply.type === 'log' && reply.message.includes('twice') ? reply : undefined))
    expect(await host.settled(1)).toMatchObject({ type: 'done', result: { outputs: [{ index: 0 }] } })
  })
})

/** The largest number of jobs that had started and not ended. */
function mostAtOnce(host: HostProcess): number {
  let running = 0
  let most = 0
  for (const { type } of host.replies) {
    if (type === 'started') running += 1
    if (type === 'done' || type === 'failed') running -= 1
    most = Math.max(most, running)
  }
  return most
}
