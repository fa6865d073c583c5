import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { LearnedCosts } from '../../../src/engine/monitor/index.ts'
import { jobCost } from '../../../src/engine/monitor/job-cost.ts'
import type { Item } from '../../../src/shared/model/item.ts'
import type { PlannedOutput } from '../../../src/shared/model/output.ts'
import { anItem, anOutput, aPlannedOutput } from '../../renderer/support/models.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { repeat, simulate } from './simulation.ts'

const quiet = { total: 50, own: 48 }
const own = (hostBytes: number, hostPeakBytes = hostBytes) => ({
  hostPid: 7,
  hostBytes,
  hostPeakBytes,
  engineBytes: 80e6,
})

/** An image of so many megapixels, encoded at its own size. */
function picture(id: string, megapixels: number, change: Partial<PlannedOutput> = {}): Item {
  const width = Math.round(Math.sqrt((megapixels * 1e6 * 3) / 2))
  const height = Math.round((width * 2) / 3)
  const planned = [{ ...aPlannedOutput(0), format: 'jpeg' as const, effort: null, width, height, ...change }]
  const probe = { format: 'jpeg' as const, width, height, bytes: megapixels * 1e5, pages: 1, hasAlpha: false }
  return anItem(id, { probe, planned })
}

describe('the expected cost of an image', () => {
  const nothingLearned = new LearnedCosts()

  it('is near what was measured', () => {
    const peak = (megapixels: number, change: Partial<PlannedOutput>) =>
      jobCost(picture('a', megapixels, change), nothingLearned).peakBytes / 1e6
    // bench/encoder-peaks.ts, in MB.
    const measured: [number, Partial<PlannedOutput>, number][] = [
      [12, { format: 'jpeg', effort: null }, 119],
      [50, { format: 'jpeg', effort: null }, 490],
      [12, { format: 'webp', effort: 4 }, 164],
      [24, { format: 'webp', effort: 4 }, 333],
      [12, { format: 'avif', effort: 0 }, 419],
      [12, { format: 'avif', effort: 3 }, 427],
    ]
    for (const [megapixels, change, expected] of measured) {
      expect(peak(megapixels, change) / expected, JSON.stringify(change)).toBeGreaterThan(0.9)
      expect(peak(megapixels, change) / expected, JSON.stringify(change)).toBeLessThan(1.25)
    }
  })

  it('grows with pixels, channels and effort', () => {
    const avif = (megapixels: number, effort: number) => picture('a', megapixels, { format: 'avif', effort })
    const cost = (item: Item) => jobCost(item, nothingLearned)
    expect(cost(avif(20, 3)).peakBytes).toBeGreaterThan(cost(avif(10, 3)).peakBytes * 1.8)
    expect(cost(avif(10, 6)).peakBytes).toBeGreaterThan(cost(avif(10, 3)).peakBytes)
    expect(cost(avif(10, 6)).ms).toBeGreaterThan(cost(avif(10, 3)).ms)
    const opaque = avif(10, 3)
    const transparent = { ...opaque, probe: opaque.probe && { ...opaque.probe, hasAlpha: true } }
    expect(cost(transparent).peakBytes).toBeGreaterThan(cost(opaque).peakBytes)
    expect(cost(opaque).heaviest).toBe('avif/3')
  })
})

describe('admission by memory', () => {
  it('starts images together only while they fit the budget, and says what it waits for', () => {
    const { pump, finish, feed, admission } = simulate(4, { memoryBudgetBytes: 600e6 })
    feed([quiet], own(100e6))
    // 80 MB and 100 MB are there already; each image takes about 132: three fit, not four.
    const waiting = ['a', 'b', 'c', 'd', 'e'].map((id) => picture(id, 12)).reverse()
    const started = pump(waiting)
    expect(started.map(({ id }) => id)).toEqual(['a', 'b', 'c'])
    expect(admission.current()).toMatchObject({ reason: 'budget' })
    expect(admission.current().message).toMatch(
      /^The next image needs about \d+ MB of memory: it waits until that fits into the 600 MB/,
    )
    finish(started[0] ?? picture('none', 1))
    expect(pump(waiting).map(({ id }) => id)).toEqual(['d'])
    waiting.length = 0
    pump(waiting)
    feed(repeat(6, quiet), own(100e6))
    expect(admission.current().reason).toBe('free')
  })

  it('lets an image that is larger than the budget run, alone', () => {
    const { pump, finish, feed } = simulate(4, { memoryBudgetBytes: 600e6 })
    feed([quiet], own(100e6))
    const waiting = [picture('small', 1), picture('huge', 200)]
    expect(pump(waiting).map(({ id }) => id)).toEqual(['huge'])
    expect(pump(waiting)).toEqual([])
    finish(picture('huge', 200))
    expect(waiting).toHaveLength(1)
  })

  it('lets small ones pass a large one, but not for ever', () => {
    const { pump, finish, feed } = simulate(2, { memoryBudgetBytes: 600e6 }, { cores: 2 })
    feed([quiet], own(100e6))
    const small = Array.from({ length: 200 }, (_, index) => picture(`s${index}`, 1))
    const waiting = [...small, picture('large', 40), picture('first', 12)]
    let running = pump(waiting)
    const order = running.map(({ id }) => id)
    for (let turn = 0; turn < 12; turn += 1) {
      const [oldest] = running
      if (oldest === undefined) break
      finish(oldest)
      const started = pump(waiting)
      running = [...running.slice(1), ...started]
      order.push(...started.map(({ id }) => id))
    }
    expect(order[0]).toBe('first')
    expect(order[1]).toMatch(/^s/)
    expect(order.indexOf('large')).toBeGreaterThan(0)
    expect(order.indexOf('large')).toBeLessThanOrEqual(6)
  })

  it('starts nothing beside others once the budget is used, whatever was expected', () => {
    const { pump, feed } = simulate(4, { memoryBudgetBytes: 600e6 })
    feed([quiet], own(100e6))
    const waiting = [picture('b', 2), picture('a', 2)]
    expect(pump(waiting.splice(1))).toHaveLength(1)
    feed([quiet], own(560e6))
    expect(pump(waiting)).toEqual([])
  })

  it('goes on one by one where memory is always short, as long as the image fits into what is left', () => {
    const { pump, feed, finish, rooms } = simulate(2)
    const full = { ...quiet, memory: 88 }
    feed([full])
    const waiting = [picture('b', 12), picture('a', 12)]
    expect(pump(waiting)).toEqual([])
    feed(repeat(20, full))
    expect(rooms()).toBeGreaterThan(0)
    const started = pump(waiting)
    expect(started.map(({ id }) => id)).toEqual(['a'])
    finish(started[0] ?? picture('none', 1))
    waiting.push(picture('too large', 400))
    expect(pump(waiting)).toEqual([])
  })
})

describe('learning', () => {
  it('follows what an image that ran alone really took, up quickly and down slowly', () => {
    const learned = new LearnedCosts()
    const { pump, feed, finish } = simulate(2, {}, { options: { learned } })
    const runAlone = (megabytes: number) => {
      const item = picture('a', 24)
      feed([quiet], own(100e6))
      pump([item])
      feed(repeat(3, quiet), own(150e6, 100e6 + megabytes * 1e6))
      finish(item)
      return learned.bytes('jpeg/none')
    }
    const risen = runAlone(500)
    expect(risen).toBeGreaterThan(1.3)
    const fallen = runAlone(150)
    expect(fallen).toBeLessThan(risen)
    expect(fallen).toBeGreaterThan(risen * 0.85)
  })

  it('takes more into account when several together need more than thought', () => {
    const learned = new LearnedCosts()
    const { pump, feed } = simulate(2, {}, { options: { learned } })
    feed([quiet], own(100e6))
    pump([picture('b', 12), picture('a', 12)])
    feed(repeat(3, quiet), own(150e6, 900e6))
    expect(learned.bytes('jpeg/none')).toBeGreaterThan(1.1)
  })

  it('knows how long outputs take, from the first one on', () => {
    const learned = new LearnedCosts()
    learned.sawTimes({
      outputs: [anOutput({ format: 'avif', effort: 3, width: 1000, height: 1000, ms: 1_200 })],
    })
    expect(learned.ms('avif/3')).toBeCloseTo(2)
    learned.sawTimes({ outputs: [anOutput({ format: 'avif', effort: 3, cached: true, ms: 1 })] })
    expect(learned.ms('avif/3')).toBeCloseTo(2)
  })

  it('is kept in a file; a damaged one is told and nothing is known', async () => {
    const file = join(temporaryFolder(), 'costs.json')
    const logs: string[] = []
    const log = (level: string, message: string) => logs.push(`${level}: ${message}`)
    const learned = new LearnedCosts()
    await learned.load(file, log)
    await learned.save(file, log)
    learned.sawPeak('avif/3', 100, 200)
    await learned.save(file, log)
    const again = new LearnedCosts()
    await again.load(file, log)
    expect(again.bytes('avif/3')).toBe(learned.bytes('avif/3'))
    expect(logs).toEqual([])
    writeFileSync(file, readFileSync(file, 'utf8').slice(0, 20))
    const damaged = new LearnedCosts()
    await damaged.load(file, log)
    expect(damaged.bytes('avif/3')).toBe(1)
    expect(logs).toEqual([expect.stringMatching(/^warn: .*costs\.json is not used/)])
  })
})

describe('balance', () => {
  it('starts the longest first when the end is near, and keeps the order before', () => {
    const { pump, feed, finish, decisions } = simulate(2)
    feed([quiet], own(100e6))
    const waiting = [
      picture('long', 40),
      ...Array.from({ length: 40 }, (_, i) => picture(`${i}`, 3)).reverse(),
    ]
    const order: string[] = []
    let running = pump(waiting)
    while (running.length > 0) {
      const [oldest, ...rest] = running
      if (oldest === undefined) break
      order.push(oldest.id)
      finish(oldest)
      running = [...rest, ...pump(waiting)]
    }
    expect(order.slice(0, 5)).toEqual(['0', '1', '2', '3', '4'])
    expect(order).toHaveLength(41)
    expect(order.indexOf('long')).toBeLessThan(38)
    expect(decisions.map(({ reason }) => reason)).toContain('balance')
  })

  it('keeps the order of equals', () => {
    const { pump } = simulate(2)
    const waiting = ['c', 'b', 'a'].map((id) => picture(id, 3))
    expect(pump(waiting).map(({ id }) => id)).toEqual(['a', 'b'])
  })
})
