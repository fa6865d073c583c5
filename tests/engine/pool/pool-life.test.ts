import { afterEach, describe, expect, it, vi } from 'vitest'
import { isAlive } from '../../../src/engine/home/main-lock.ts'
import type { Lifecycle } from '../../../src/shared/lifecycle.ts'
import { ample, poolSetup, whenStarted } from './support.ts'

const setup = poolSetup()
afterEach(() => vi.useRealTimers())

/** Lets the waits between two starts pass at once, and notes how long they would have been. */
function skipWaits(): number[] {
  const waits: number[] = []
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  setup.onLifecycle = (lifecycle: Lifecycle) => {
    if (lifecycle.state !== 'restarting') return
    waits.push(lifecycle.retryInMs)
    queueMicrotask(() => vi.advanceTimersByTime(lifecycle.retryInMs))
  }
  return waits
}

describe('starting', () => {
  it('is asked for by whoever wants the pool to be ready, once for all', async () => {
    const pool = setup.open()
    await Promise.all([pool.ready(), pool.ready()])
    await pool.ready()
    expect(setup.lifecycles.map(({ state }) => state)).toEqual(['starting', 'ready'])
    await expect.poll(() => pool.usage()).toMatchObject({ cpuMs: 12, residentBytes: 3_456, peakBytes: 4_567 })
  })

  it('is tried again, after longer waits, until it succeeds', async () => {
    setup.jobs.starts('exit', 'exit', 'exit', 'ready')
    const waits = skipWaits()
    expect(await setup.open().run('probe', setup.jobs.probe('answer'), ample)).toMatchObject({ width: 1 })
    expect(waits).toEqual([500, 1_000, 2_000])
  })

  it('is given up after five failures; who asks next tries again', async () => {
    setup.jobs.starts('exit', 'exit', 'exit', 'exit', 'exit', 'ready')
    const waits = skipWaits()
    const pool = setup.open()
    const outcomes = [
      expect(pool.run('probe', setup.jobs.probe('answer'), ample)).rejects.toMatchObject({
        code: 'POOL_UNAVAILABLE',
        detail: 'it ended with code 5',
      }),
      expect(pool.ready()).rejects.toMatchObject({ code: 'POOL_UNAVAILABLE' }),
    ]
    await Promise.all(outcomes)
    expect(waits).toEqual([500, 1_000, 2_000, 4_000])
    expect(pool.lifecycle()).toMatchObject({ state: 'failed', error: { code: 'POOL_UNAVAILABLE' } })
    expect(pool.load()).toMatchObject({ busy: 0, queued: 0 })
    expect(await pool.run('probe', setup.jobs.probe('answer'), ample)).toMatchObject({ width: 1 })
  })

  it('is given up for a host that dies as soon as it is ready, though nobody gave it a job', async () => {
    setup.jobs.starts('ready-and-exit')
    const waits = skipWaits()
    const pool = setup.open()
    const failed = new Promise<void>((resolve) => {
      const skip = setup.onLifecycle
      setup.onLifecycle = (lifecycle) => {
        skip(lifecycle)
        if (lifecycle.state === 'failed') resolve()
      }
    })
    await pool.ready()
    await failed
    expect(waits).toEqual([500, 1_000, 2_000, 4_000])
  })

  it('ends a host that does not become ready in time', async () => {
    setup.jobs.starts('hang', 'ready')
    const pool = setup.open({ startLimitMs: 500 })
    await pool.ready()
    expect(setup.logs).toContainEqual(expect.stringContaining('not ready after 500 ms'))
    expect(setup.lifecycles).toContainEqual({
      state: 'restarting',
      attempt: 2,
      retryInMs: 500,
      reason: 'it was ended by SIGKILL',
    })
  })

  it.each([
    ['entry', { entry: '/nowhere/pool-host.js' }, /ended with code 1/],
    ['Node', { execPath: '/nowhere/node' }, /could not be started: .*ENOENT/],
    ['argument', { execPath: 'no\0de' }, /could not be started: .*null bytes/],
  ])('fails for good where there is no such %s', async (_, options, detail) => {
    skipWaits()
    await expect(setup.open(options).ready()).rejects.toMatchObject({
      code: 'POOL_UNAVAILABLE',
      detail: expect.stringMatching(detail),
    })
  })
})

describe('closing', () => {
  it('rejects what runs and what waits, and leaves no process', async () => {
    const pool = setup.open({ threads: 1 })
    const { onStart, started } = whenStarted()
    const outcomes = [
      pool.run('probe', setup.jobs.probe('hang'), { ...ample, onStart }),
      pool.run('probe', setup.jobs.probe('answer'), ample),
    ].map((run) => expect(run).rejects.toMatchObject({ code: 'INTERRUPTED' }))
    await started
    const { pid = 0 } = pool.usage()
    await pool.close()
    await Promise.all(outcomes)
    expect(isAlive(pid)).toBe(false)
    expect(pool.lifecycle()).toEqual({ state: 'stopped' })
    expect(pool.usage()).toEqual({ pid: undefined, cpuMs: 0, residentBytes: 0, peakBytes: 0 })
  })

  it('is final: nothing starts a host again', async () => {
    const pool = setup.open()
    await pool.close()
    await expect(pool.run('probe', setup.jobs.probe('answer'), ample)).rejects.toMatchObject({
      code: 'INTERRUPTED',
    })
    await expect(pool.ready()).rejects.toMatchObject({ code: 'INTERRUPTED' })
    expect(setup.lifecycles).toEqual([{ state: 'stopped' }])
  })

  it('may be asked for twice', async () => {
    const pool = setup.open()
    await pool.ready()
    await Promise.all([pool.close(), pool.close()])
    await pool.close()
  })

  it('stops a host that is starting', async () => {
    setup.jobs.starts('hang')
    const pool = setup.open()
    const ready = expect(pool.ready()).rejects.toMatchObject({ code: 'INTERRUPTED' })
    const { pid = 0 } = pool.usage()
    expect(isAlive(pid)).toBe(true)
    await pool.close()
    await ready
    expect(isAlive(pid)).toBe(false)
  })

  it('starts no host that was waiting for its turn', async () => {
    const pool = setup.open()
    const restarting = new Promise<void>((resolve) => {
      setup.onLifecycle = ({ state }) => state === 'restarting' && resolve()
    })
    const run = expect(pool.run('probe', setup.jobs.probe('exit', 'answer'), ample)).rejects.toMatchObject({
      code: 'INTERRUPTED',
    })
    await restarting
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    await pool.close()
    await run
    expect(vi.getTimerCount()).toBe(0)
    expect(setup.lifecycles.map(({ state }) => state)).toEqual(['starting', 'ready', 'restarting', 'stopped'])
  })
})

describe('a priority', () => {
  it('is given to the host at once, and to those after it', async () => {
    const applied: [number, string][] = []
    const pool = setup.open({ applyPriority: (pid, priority) => applied.push([pid, priority]) > 0 })
    pool.setPriority('low')
    expect(applied).toEqual([])
    await pool.ready()
    pool.setPriority('below')
    const { pid = 0 } = pool.usage()
    expect(applied).toEqual([
      [pid, 'low'],
      [pid, 'below'],
    ])
  })

  it('that cannot be raised again is that of a new host, once the jobs of the old one are done', async () => {
    const pool = setup.open({ applyPriority: (_, priority) => priority === 'low' })
    await pool.ready()
    const { pid: first } = pool.usage()
    pool.setPriority('low')
    const { onStart, started } = whenStarted()
    const running = pool.run('probe', setup.jobs.probe('answer'), { ...ample, onStart })
    await started
    pool.setPriority('normal')
    expect(await pool.run('probe', setup.jobs.probe('answer'), ample)).toMatchObject({ width: 1 })
    await running
    expect(pool.usage().pid).not.toBe(first)
    expect(setup.lifecycles.map(({ state }) => state)).toEqual(['starting', 'ready', 'starting', 'ready'])
  })
})
