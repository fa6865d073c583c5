import { getEventListeners } from 'node:events'
import { describe, expect, it, vi } from 'vitest'
import { ample, poolSetup, whenStarted } from './support.ts'

const setup = poolSetup()

describe('pool', () => {
  it('starts its host with the first job and gives back the result', async () => {
    const pool = setup.open()
    expect(pool.lifecycle()).toEqual({ state: 'stopped' })
    const result = await pool.run('probe', setup.jobs.probe('answer'), ample)
    expect(result).toMatchObject({ format: 'jpeg', width: 1 })
    expect(setup.lifecycles).toEqual([{ state: 'starting' }, { state: 'ready', pid: result.bytes }])
    expect(pool.usage().pid).toBe(result.bytes)
  })

  it('tells when a job starts and how far it is, in this order', async () => {
    const news: string[] = []
    await setup.open().run('probe', setup.jobs.probe('progress'), {
      ...ample,
      onStart: () => news.push('started'),
      onProgress: ({ step }) => news.push(step),
    })
    expect(news).toEqual(['started', 'decode'])
  })

  it('gives the host the threads it needs and keeps the options of this process to itself', async () => {
    vi.stubEnv('NODE_OPTIONS', '--no-warnings')
    const pool = setup.open({ threads: 3 })
    await pool.ready()
    vi.unstubAllEnvs()
    expect(pool.versions()).toEqual({
      UV_THREADPOOL_SIZE: '5',
      MALLOC_ARENA_MAX: '2',
      WHITTLE_THREADS: '3',
      NODE_OPTIONS: '',
    })
    expect(pool.load()).toEqual({ size: 3, busy: 0, queued: 0 })
  })

  it('runs no more jobs at once than there are threads, and every one of them', async () => {
    const pool = setup.open({ threads: 3 })
    const runs = Array.from({ length: 40 }, () => pool.run('probe', setup.jobs.probe('answer'), ample))
    const company = (await Promise.all(runs)).map((result) => result.height)
    expect(company).toHaveLength(40)
    expect(Math.max(...company)).toBeLessThanOrEqual(3)
    expect(pool.load()).toEqual({ size: 3, busy: 0, queued: 0 })
  })

  it('gives previews one thread while there is other work, however many are asked for', async () => {
    const pool = setup.open({ threads: 3 })
    const order: string[] = []
    const note = (name: string) => () => order.push(name)
    const { behaviour, release } = setup.jobs.held()
    const { onStart, started } = whenStarted()
    const held = pool.run('preview', setup.jobs.preview(behaviour), { ...ample, onStart })
    const previews = Array.from({ length: 5 }, () =>
      pool.run('preview', setup.jobs.preview('answer'), { ...ample, onStart: note('preview') }),
    )
    const work = Array.from({ length: 6 }, () =>
      pool.run('probe', setup.jobs.probe('answer'), { ...ample, onStart: note('work') }),
    )
    await started
    await Promise.all(work)
    // The held preview keeps the others waiting; the work went past them on the other two threads.
    expect(order.slice(-6)).toEqual(Array(6).fill('work'))
    release()
    await Promise.all([held, ...previews])
    expect(order.filter((name) => name === 'preview')).toHaveLength(5)
  })

  it('runs jobs in their order, previews before all that wait', async () => {
    const pool = setup.open({ threads: 1 })
    const { behaviour, release } = setup.jobs.held()
    const order: string[] = []
    const note = (name: string) => () => order.push(name)
    const { onStart, started } = whenStarted()
    const runs = [pool.run('probe', setup.jobs.probe(behaviour), { ...ample, onStart })]
    await started
    runs.push(
      pool.run('probe', setup.jobs.probe('answer'), { ...ample, onStart: note('first') }),
      pool.run('probe', setup.jobs.probe('answer'), { ...ample, onStart: note('second') }),
    )
    const previews = ['preview', 'next preview'].map((name) =>
      pool.run('preview', setup.jobs.preview('answer'), { ...ample, onStart: note(name) }),
    )
    expect(pool.load()).toEqual({ size: 1, busy: 1, queued: 4 })
    release()
    await Promise.all([...runs, ...previews])
    expect(order).toEqual(['preview', 'next preview', 'first', 'second'])
  })

  it('runs a job that wants it alone', async () => {
    const pool = setup.open({ threads: 4 })
    const others = () => Array.from({ length: 6 }, () => pool.run('probe', setup.jobs.probe('answer'), ample))
    const before = others()
    const alone = pool.run('probe', setup.jobs.probe('answer'), { ...ample, alone: true })
    const after = others()
    expect((await alone).height).toBe(1)
    await Promise.all([...before, ...after])
  })

  it('forwards what the host says', async () => {
    await setup.open().run('probe', setup.jobs.probe('shout'), ample)
    await vi.waitFor(() =>
      expect(setup.logs.sort()).toEqual([
        'error: to the log',
        'info: to standard output',
        'warn: to standard error',
      ]),
    )
  })

  it('survives messages that are not in the contract', async () => {
    await setup.open().run('probe', setup.jobs.probe('nonsense'), ample)
    expect(setup.logs).toEqual([expect.stringContaining('not in the contract')])
  })

  it('refuses a result that is not in the contract', async () => {
    const run = setup.open().run('probe', setup.jobs.probe('bad-result'), ample)
    await expect(run).rejects.toMatchObject({
      code: 'INTERNAL',
      detail: expect.stringContaining('width'),
    })
  })

  it('takes a limit that is longer than any timer', async () => {
    const pool = setup.open()
    const { behaviour, release } = setup.jobs.held()
    const payload = setup.jobs.probe(behaviour)
    const held = pool.run('probe', payload, { limitMs: Number.MAX_SAFE_INTEGER })
    for (let i = 0; i < 20; i += 1) await pool.run('probe', setup.jobs.probe('answer'), ample)
    release()
    await held
    expect(setup.jobs.attemptsOf(payload)).toBe(1)
  })

  it('leaves neither listeners nor timers behind', async () => {
    const pool = setup.open()
    await pool.ready()
    const warnings: Error[] = []
    const warn = (warning: Error) => warnings.push(warning)
    process.on('warning', warn)
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    try {
      const { signal } = new AbortController()
      const runs = Array.from({ length: 200 }, (_, index) =>
        pool.run('probe', setup.jobs.probe(index % 3 === 0 ? 'fail INPUT_EMPTY' : 'answer'), {
          ...ample,
          signal,
        }),
      )
      const results = await Promise.allSettled(runs)
      expect(results.filter((result) => result.status === 'rejected')).toHaveLength(67)
      expect(getEventListeners(signal, 'abort')).toEqual([])
      expect(vi.getTimerCount()).toBe(0)
      expect(warnings).toEqual([])
    } finally {
      vi.useRealTimers()
      process.off('warning', warn)
    }
  })
})

describe('cancelling', () => {
  it('does not begin with what is cancelled already', async () => {
    const pool = setup.open()
    const run = pool.run('probe', setup.jobs.probe('answer'), { ...ample, signal: AbortSignal.abort() })
    await expect(run).rejects.toMatchObject({ code: 'CANCELLED' })
    expect(pool.lifecycle()).toEqual({ state: 'stopped' })
  })

  it('takes out a job that waits, and lets those behind it go', async () => {
    const pool = setup.open({ threads: 2 })
    const { behaviour, release } = setup.jobs.held()
    const { onStart, started } = whenStarted()
    const held = pool.run('probe', setup.jobs.probe(behaviour), { ...ample, onStart })
    await started
    const abort = new AbortController()
    const waiting = pool.run('probe', setup.jobs.probe('answer'), {
      ...ample,
      alone: true,
      signal: abort.signal,
    })
    const behind = pool.run('probe', setup.jobs.probe('answer'), ample)
    abort.abort()
    await expect(waiting).rejects.toMatchObject({ code: 'CANCELLED' })
    // The first one is still held.
    expect((await behind).height).toBe(2)
    release()
    await held
  })

  it('asks the host to end a job that runs', async () => {
    const pool = setup.open()
    const { behaviour } = setup.jobs.held()
    const abort = new AbortController()
    const run = pool.run('probe', setup.jobs.probe(behaviour), {
      ...ample,
      signal: abort.signal,
      onStart: () => abort.abort(),
    })
    await expect(run).rejects.toMatchObject({ code: 'CANCELLED' })
    expect(pool.lifecycle().state).toBe('ready')
  })

  it('does not run a job again that was cancelled before its host died', async () => {
    const pool = setup.open()
    const abort = new AbortController()
    const payload = setup.jobs.probe('hang')
    const { onStart, started } = whenStarted()
    const run = pool.run('probe', payload, { ...ample, signal: abort.signal, onStart })
    await started
    abort.abort()
    const { pid } = pool.usage()
    if (pid !== undefined) process.kill(pid, 'SIGKILL')
    await expect(run).rejects.toMatchObject({ code: 'CANCELLED' })
    expect(setup.jobs.attemptsOf(payload)).toBe(1)
  })

  it('takes out a job that waits for the next host', async () => {
    const pool = setup.open()
    const abort = new AbortController()
    setup.onLifecycle = ({ state }) => state === 'restarting' && queueMicrotask(() => abort.abort())
    const payload = setup.jobs.probe('exit', 'answer')
    const run = pool.run('probe', payload, { ...ample, signal: abort.signal })
    await expect(run).rejects.toMatchObject({ code: 'CANCELLED' })
    expect(setup.jobs.attemptsOf(payload)).toBe(1)
  })
})
