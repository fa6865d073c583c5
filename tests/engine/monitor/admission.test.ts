import { describe, expect, it } from 'vitest'
import { settingsSchema } from '../../../src/shared/settings.ts'
import { repeat, simulate } from './simulation.ts'

describe('admission by CPU', () => {
  it('is free before the first sample', () => {
    expect(simulate(2).admission.current()).toMatchObject({ limit: 2, max: 2, reason: 'free' })
  })

  it('never throttles a batch that is alone on the machine, however full the cores are', () => {
    for (const cores of [1, 2, 4, 8, 16]) {
      const { runBatch, changes } = simulate(cores)
      expect(new Set(runBatch(120, () => 0))).toEqual(new Set([cores]))
      expect(new Set(runBatch(120, () => 5))).toEqual(new Set([cores]))
      expect(changes).toEqual([])
    }
  })

  it('is not misled when our own CPU time is reported a second late', () => {
    const { feed, changes } = simulate(8)
    // The start of a batch, then one report missed and two at once.
    feed([
      { total: 50, own: 0 },
      { total: 100, own: 50 },
      ...repeat(10, { total: 100, own: 100 }),
      { total: 100, own: 0 },
      ...repeat(10, { total: 100, own: 100 }),
    ])
    expect(changes).toEqual([])
  })

  it('yields to a load that comes within five seconds, and returns one by one when it goes', () => {
    const { runBatch, admission, changes } = simulate(4)
    expect(runBatch(10, () => 0)).toEqual(repeat(10, 4))
    const rising = runBatch(20, () => 50)
    expect(rising[4]).toBeLessThan(4)
    expect(rising.at(-1)).toBe(2)
    expect(admission.current()).toMatchObject({
      reason: 'cpu',
      message: 'Other programs use 50 % of the CPU: 2 of 4 images at a time.',
    })
    expect(runBatch(10, () => 0).at(-1)).toBe(4)
    expect(admission.current().reason).toBe('free')
    const limits = changes.map(({ limit }) => limit)
    expect(limits.slice(-2)).toEqual([3, 4])
    expect(Math.min(...limits)).toBe(2)
  })

  it('waits until a load has lasted three seconds', () => {
    const { feed } = simulate(4)
    const busy = { total: 100, own: 20 }
    expect(feed([busy, busy])).toEqual([4, 4])
    expect(feed([{ total: 30, own: 20 }, busy, busy])).toEqual([4, 4, 4])
    expect(feed([busy])[0]).toBeLessThan(4)
  })

  it('settles for every steady load, at a fair share and never below one image', () => {
    for (const cores of [1, 2, 4, 8, 16]) {
      for (const others of [0, 10, 20, 35, 50, 65, 80, 95, 100]) {
        const limits = simulate(cores).runBatch(80, () => others)
        const settled = new Set(limits.slice(-40))
        expect([...settled], `${cores} cores, others ${others} %`).toHaveLength(1)
        expect(Math.min(...settled)).toBeGreaterThanOrEqual(1)
      }
    }
  })

  it('settles when the load of others flickers', () => {
    const limits = simulate(4).runBatch(200, (second) => 37 + (second % 2 === 0 ? 3 : -3))
    expect(new Set(limits.slice(-100)).size).toBe(1)
  })

  it('settles when images do not use their cores fully', () => {
    const { admission, feed } = simulate(4)
    const limits = Array.from({ length: 100 }, () => {
      const own = admission.current().limit * 12
      return feed([{ total: 40 + own, own }])[0]
    })
    expect(new Set(limits.slice(-50)).size).toBe(1)
  })

  it('leaves the number alone while the machine has room', () => {
    const { feed } = simulate(4)
    expect(feed(repeat(20, { total: 75, own: 10 }))).toEqual(repeat(20, 4))
  })

  it('holds between the two marks and is free below the lower', () => {
    const { feed } = simulate(4)
    expect(feed(repeat(10, { total: 100, own: 25 })).at(-1)).toBe(1)
    expect(feed(repeat(10, { total: 75, own: 5 }))).toEqual(repeat(10, 1))
    expect(feed(repeat(10, { total: 60, own: 5 })).at(-1)).toBe(4)
  })

  it('returns one image a second', () => {
    const { feed } = simulate(4)
    feed(repeat(10, { total: 100, own: 0 }))
    expect(feed(repeat(5, { total: 5, own: 0 }))).toEqual([2, 3, 4, 4, 4])
  })
})

describe('admission by memory', () => {
  const memory = (percent: number) => ({ total: 30, own: 20, memory: percent })

  it('stops all new images at the threshold and goes on clearly below it', () => {
    const { feed, admission, changes } = simulate(2)
    expect(feed([84, 85, 84, 82.5, 82, 81.9].map(memory))).toEqual([2, 0, 0, 0, 0, 2])
    expect(changes.map(({ limit, reason }) => [limit, reason])).toEqual([
      [0, 'memory'],
      [2, 'free'],
    ])
    expect(changes[0]?.message).toBe('Memory is at 85 %, above 85 %: no new image is started.')
    expect(admission.current().message).toBe('2 images at a time.')
  })

  it('says what it waits for between the two marks', () => {
    const { feed, admission } = simulate(2)
    feed([91, 83].map(memory))
    expect(admission.current().message).toBe('Memory is at 83 %: new images start again below 82 %.')
  })

  it('comes before the CPU, whose limit holds afterwards', () => {
    const { feed, admission } = simulate(4)
    feed(repeat(10, { total: 100, own: 50 }))
    expect(feed([{ total: 100, own: 50, memory: 95 }])).toEqual([0])
    expect(feed([{ total: 100, own: 50, memory: 40 }])).toEqual([2])
    expect(admission.current().reason).toBe('cpu')
  })

  it('follows changed thresholds with the next sample', () => {
    const thresholds = { ...settingsSchema.parse({}).thresholds }
    const { feed } = simulate(2, { thresholds })
    expect(feed([memory(70)])).toEqual([2])
    thresholds.memoryPercent = 60
    expect(feed([memory(70)])).toEqual([0])
    thresholds.memoryPercent = 90
    expect(feed([memory(70)])).toEqual([2])
  })
})

describe('the maximum', () => {
  it('is followed at once while nothing throttles', () => {
    const { admission, changes } = simulate(2, {}, { cores: 8 })
    admission.setMax(6)
    expect(admission.current()).toMatchObject({ limit: 6, max: 6, reason: 'free' })
    admission.setMax(3)
    expect(admission.current()).toMatchObject({ limit: 3, max: 3, reason: 'free' })
    admission.setMax(3)
    expect(changes).toHaveLength(2)
  })

  it('only caps a throttled limit, and is told even while memory holds everything', () => {
    const { admission, feed, changes } = simulate(8)
    feed(repeat(20, { total: 100, own: 50 }))
    expect(admission.current().limit).toBe(4)
    admission.setMax(16)
    expect(admission.current()).toMatchObject({ limit: 4, max: 16, reason: 'cpu' })
    admission.setMax(3)
    expect(admission.current()).toMatchObject({ limit: 3, max: 3 })
    feed([{ total: 100, own: 50, memory: 99 }])
    const before = changes.length
    admission.setMax(5)
    expect(changes).toHaveLength(before + 1)
    expect(admission.current()).toMatchObject({ limit: 0, max: 5 })
  })
})
