import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ample, poolSetup, whenStarted } from './support.ts'

const setup = poolSetup()
/** For a job that never answers. */
const brief = { limitMs: 300 } as const

describe('a failure', () => {
  it('counts at once where it cannot be another image’s', async () => {
    const pool = setup.open()
    const payloads = [setup.jobs.probe('fail INPUT_TOO_LARGE'), setup.jobs.probe('fail INPUT_TOO_LARGE')]
    const runs = payloads.map((payload) => pool.run('probe', payload, ample))
    for (const run of runs) await expect(run).rejects.toMatchObject({ code: 'INPUT_TOO_LARGE' })
    expect(payloads.map(setup.jobs.attemptsOf)).toEqual([1, 1])
  })

  it('counts at once where the job was alone', async () => {
    const payload = setup.jobs.probe('fail INPUT_CORRUPT', 'answer')
    const run = setup.open().run('probe', payload, ample)
    await expect(run).rejects.toMatchObject({ code: 'INPUT_CORRUPT', message: 'Scripted INPUT_CORRUPT' })
    expect(setup.jobs.attemptsOf(payload)).toBe(1)
  })

  it.each(['INPUT_CORRUPT', 'OUTPUT_INVALID', 'INTERNAL'])(
    'with code %s in company is tried again alone, and what comes of that counts',
    async (code) => {
      const pool = setup.open({ threads: 3 })
      const { behaviour, release } = setup.jobs.held()
      const { onStart, started } = whenStarted()
      const company = pool.run('probe', setup.jobs.probe(behaviour), { ...ample, onStart })
      await started
      const innocent = setup.jobs.probe(`fail ${code}`, 'answer')
      const guilty = setup.jobs.probe(`fail ${code}`, 'fail FORMAT_LIMIT')
      const runs = [pool.run('probe', innocent, ample), pool.run('probe', guilty, ample)] as const
      const guiltyRejects = expect(runs[1]).rejects.toMatchObject({ code: 'FORMAT_LIMIT' })
      release()
      await company
      expect(await runs[0]).toMatchObject({ width: 2, height: 1 })
      await guiltyRejects
      expect([innocent, guilty].map(setup.jobs.attemptsOf)).toEqual([2, 2])
    },
  )
})

describe('a host that dies', () => {
  it.each(['exit', 'kill'] as const)(
    'by %s has its jobs run again in a fresh one, each alone',
    async (end) => {
      const pool = setup.open({ threads: 3 })
      const { behaviour, release } = setup.jobs.held()
      const first = [whenStarted(), whenStarted()]
      const innocent = first.map(({ onStart }) =>
        pool.run('probe', setup.jobs.probe(behaviour, 'answer'), { ...ample, onStart }),
      )
      await Promise.all(first.map(({ started }) => started))
      const oldPid = pool.usage().pid
      const guilty = pool.run('probe', setup.jobs.probe(end, 'answer'), ample)
      const results = await Promise.all([...innocent, guilty])
      for (const result of results) {
        expect(result).toMatchObject({ width: 2, height: 1 })
        expect(result.bytes).not.toBe(oldPid)
      }
      expect(setup.lifecycles.map(({ state }) => state)).toEqual([
        'starting',
        'ready',
        'restarting',
        'starting',
        'ready',
      ])
      release()
    },
  )

  it('twice over the same job makes that one fail, and no other', async () => {
    const pool = setup.open({ threads: 4 })
    const guilty = setup.jobs.probe('exit')
    const failed = expect(pool.run('probe', guilty, ample)).rejects.toMatchObject({ code: 'DECODER_CRASHED' })
    const others = Array.from({ length: 9 }, () => pool.run('probe', setup.jobs.probe('answer'), ample))
    await failed
    expect(await Promise.all(others)).toHaveLength(9)
    expect(setup.jobs.attemptsOf(guilty)).toBe(2)
  })

  it('does so however many jobs in a row make it die', async () => {
    const pool = setup.open({ threads: 1 })
    const runs = Array.from({ length: 4 }, () => pool.run('probe', setup.jobs.probe('exit'), ample))
    const results = await Promise.allSettled(runs)
    for (const result of results) {
      expect(result).toMatchObject({ status: 'rejected', reason: { code: 'DECODER_CRASHED' } })
    }
    expect(await pool.run('probe', setup.jobs.probe('answer'), ample)).toMatchObject({ width: 1 })
  })

  it.runIf(process.platform === 'linux')('loses no answer that it gave before', async () => {
    const pool = setup.open()
    const payload = setup.jobs.probe('answer-and-exit')
    // While this process is busy, the host answers and dies: both news are there when it looks again.
    const onStart = () => {
      const { pid } = pool.usage()
      while (readFileSync(`/proc/${pid}/stat`, 'utf8').split(' ')[2] !== 'Z');
    }
    expect(await pool.run('probe', payload, { ...ample, onStart })).toMatchObject({ width: 1 })
    expect(setup.jobs.attemptsOf(payload)).toBe(1)
  })
})

describe('the watchdog', () => {
  it.each(['hang', 'stop'] as const)(
    'ends a host whose job does not come to an end (%s), and tries that one again',
    async (behaviour) => {
      const pool = setup.open()
      const payload = setup.jobs.probe(behaviour, 'answer')
      expect(await pool.run('probe', payload, brief)).toMatchObject({ width: 2 })
    },
  )

  it('gives up on a job the second time', async () => {
    const payload = setup.jobs.probe('hang')
    const run = setup.open().run('probe', payload, brief)
    await expect(run).rejects.toMatchObject({ code: 'TIMED_OUT', detail: expect.stringContaining('twice') })
    expect(setup.jobs.attemptsOf(payload)).toBe(2)
  })

  it('holds the other jobs of that host for innocent: they run again together', async () => {
    const pool = setup.open({ threads: 3 })
    const first = [whenStarted(), whenStarted()]
    const { behaviour } = setup.jobs.held()
    const second = setup.jobs.held()
    const others = first.map(({ onStart }) => {
      const payload = setup.jobs.probe(behaviour, second.behaviour)
      return { payload, run: pool.run('probe', payload, { ...ample, onStart }) }
    })
    await Promise.all(first.map(({ started }) => started))
    const overdue = pool.run('probe', setup.jobs.probe('hang', 'answer'), brief)
    // The suspect waits for the others to end, since it runs alone.
    const released = expect.poll(() => others.map(({ payload }) => setup.jobs.attemptsOf(payload)))
    await released.toEqual([2, 2])
    second.release()
    const results = await Promise.all(others.map(({ run }) => run))
    expect(results.map(({ height }) => height)).toEqual([2, 2])
    expect(await overdue).toMatchObject({ width: 2, height: 1 })
  })
})
