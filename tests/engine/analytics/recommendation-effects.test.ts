import { describe, expect, it } from 'vitest'
import { effectOf } from '../../../src/engine/analytics/recommendations/effects.ts'
import type { Facts, RunFacts } from '../../../src/engine/analytics/recommendations/facts.ts'
import { baselineFrom } from '../../../src/engine/analytics/recommendations/measures.ts'
import { adviseFrom } from '../../../src/engine/analytics/recommendations/rules/index.ts'
import type { MeasuredPoint } from '../../../src/shared/model/measure.ts'
import { type Recipe, responsiveWeb } from '../../../src/shared/recipe/index.ts'
import { advisedFacts, imageOf, outputOf, runOf } from '../../support/advised-facts.ts'
import { normal } from '../../support/normal.ts'

const day = 86_400_000
const hour = 3_600_000
const { now, settings } = advisedFacts({})
/** Facts as they are read some days after advice was applied: what was before it is out of sight by then. */
const later = (days: number, change: Partial<Facts>): Facts =>
  advisedFacts({ now: now + days * day, from: now + (days - 30) * day, ...change })

/** What the one piece of advice on these facts did, as the later ones show it. */
function effect(before: Facts, since: Facts) {
  const [advice, ...others] = adviseFrom(before)
  expect(others).toEqual([])
  if (advice === undefined) throw new Error('Nothing was advised.')
  return { promised: advice.gain.amount, ...effectOf(advice, now, since, baselineFrom(advice, before, now)) }
}

const draw = normal(11)
const spread = (value: number) => value * Math.exp(0.05 * draw())
const mine: Recipe = { ...responsiveWeb, id: 'mine', name: 'Mine' }
const avif: Recipe = { ...mine, id: 'avif', name: 'AVIF', formats: ['avif'] }

/** Runs of one image of 12 megapixels each, that took so many milliseconds a megapixel. */
const runs = (
  count: number,
  msPerMegapixel: number,
  from: number,
  recipe = mine,
  cached = false,
): RunFacts[] =>
  Array.from({ length: count }, (_, at) => {
    const { run, items } = runOf(recipe, [imageOf([outputOf({ cached })])], from + at * hour)
    return { run: { ...run, durationMs: 12 * spread(msPerMegapixel) }, items }
  })

const everyHour = (value: number, days = 20) =>
  Array.from({ length: days * 24 }, (_, at) => ({ at: now - at * hour, value, count: 3_600 }))
const idle: Partial<Facts> = {
  settings: { ...settings, concurrency: 2 },
  hours: { cpu: everyHour(38), memory: everyHour(40), pool_busy: everyHour(2), pool_queued: everyHour(9) },
}

describe('how many images are made at once', () => {
  const before = advisedFacts({ ...idle, runs: runs(12, 400, now - 5 * day) })

  it('is measured by runs, and promised was less than they gained', () => {
    const { verdict, measured, promised, of } = effect(before, later(40, { runs: runs(12, 220, now + day) }))
    // A promise of 18 to 60 %; 220 instead of 400 are 45 % less.
    expect(promised.low).toBeCloseTo(18, 5)
    expect(measured?.low).toBeGreaterThan(35)
    expect(measured?.expected).toBeGreaterThan(40)
    expect(measured?.expected).toBeLessThan(50)
    expect(measured?.high).toBeLessThan(52)
    expect({ verdict, of }).toEqual({ verdict: 'kept', of: 'runs' })
  })

  it('is said to have done less, or nothing, where that is so', () => {
    const less = effect(before, later(9, { runs: runs(12, 360, now + day) }))
    expect(less).toMatchObject({ verdict: 'less' })
    expect(less.message).toMatch(/^It did less than was promised: /)
    const none = effect(before, later(9, { runs: runs(12, 410, now + day) }))
    expect(none).toMatchObject({ verdict: 'none' })
    expect(none.message).toMatch(/^It did nothing: /)
  })

  it('is compared per recipe: another one that takes ten times as long since is no loss', () => {
    const mixed = advisedFacts({
      ...idle,
      runs: [...runs(12, 400, now - 5 * day), ...runs(6, 4_000, now - 4 * day, avif)],
    })
    const since = later(9, { runs: [...runs(6, 220, now + day), ...runs(30, 2_200, now + 2 * day, avif)] })
    expect(effect(mixed, since)).toMatchObject({ verdict: 'kept', since: 36 })
    // And one that was never run before says nothing.
    const other = later(9, { runs: runs(12, 90, now + day, { ...mine, id: 'new' }) })
    expect(effect(mixed, other)).toMatchObject({ verdict: 'waiting', measured: null, since: 0 })
  })

  it('is not judged by runs whose results came from the cache', () => {
    const since = later(9, { runs: runs(12, 4, now + day, mine, true) })
    expect(effect(before, since)).toMatchObject({ verdict: 'waiting', since: 0, needed: 5 })
  })

  it('says that nothing can be compared where nothing was measured before', () => {
    const { verdict, message } = effect(advisedFacts(idle), later(9, { runs: runs(12, 220, now + day) }))
    expect(verdict).toBe('waiting')
    expect(message).toBe('Nothing can be compared: of before it only 0 of 5 runs are on record.')
  })
})

it('the memory budget is measured by runs', () => {
  const changes = Array.from({ length: 5 }, (_, at) => ({
    ...{ kind: 'throttled' as const, at: at * 1e6, to: at * 1e6 + 12_000, reason: 'budget' as const },
  }))
  const before = advisedFacts({
    runs: runs(10, 1_000, now - 5 * day),
    changes,
    hours: { memory: everyHour(40) },
  })
  expect(effect(before, later(9, { runs: runs(10, 700, now + day) }))).toMatchObject({ verdict: 'kept' })
  expect(effect(before, later(9, { runs: runs(10, 1_000, now + day) }))).toMatchObject({ verdict: 'none' })
})

describe('a larger cache', () => {
  const cache: Facts['cache'] = {
    ...advisedFacts({}).cache,
    missReasons: [{ reason: 'evicted', misses: 40 }],
    advice: {
      ...{ maxBytes: 20e9, ttlDays: 30, lookups: 1_000, reuses: 500, reason: 'Enough.' },
      hitRate: { now: 0.3, advised: 0.5, unlimited: 0.5 },
    },
  }
  /** Runs of ten results, of which on average so many came from the cache. */
  const found = (hits: readonly number[], from: number): RunFacts[] =>
    hits.map((count, run) =>
      runOf(
        mine,
        Array.from({ length: 10 }, (_, at) => imageOf([outputOf({ cached: at < count })])),
        from + run * hour,
      ),
    )
  const before = advisedFacts({ cache, runs: found([3, 2, 4, 3, 3, 2, 4], now - 5 * day) })

  it('is measured in hits, of which more are better', () => {
    const kept = effect(before, later(60, { runs: found([5, 4, 6, 5, 5, 5, 6], now + day) }))
    expect(kept).toMatchObject({ verdict: 'kept' })
    expect(kept.measured?.expected).toBeCloseTo(21.43, 2)
    expect(effect(before, later(9, { runs: found([4, 3, 4, 4, 4, 3, 4], now + day) }))).toMatchObject({
      verdict: 'less',
    })
    expect(effect(before, later(9, { runs: found([3, 2, 4, 3, 3, 2, 3], now + day) }))).toMatchObject({
      verdict: 'none',
    })
  })
})

describe('quiet hours', () => {
  const start = new Date(2026, 10, 24).getTime()
  /** Thirty days, in which batches run from nine to twelve on every third. */
  const hoursFrom = (from: number, days: number, own: number): Readonly<Record<string, MeasuredPoint[]>> => {
    const points = (value: (at: Date, index: number) => number) =>
      Array.from({ length: days * 24 }, (_, index) => {
        const at = new Date(from)
        at.setHours(index)
        return { at: at.getTime(), value: value(at, Math.floor(index / 24)), count: 3_600 }
      })
    return {
      cpu_own: points((at, index) => (index % 3 === 0 && at.getHours() >= 9 && at.getHours() < 12 ? own : 0)),
      cpu_outside: points(() => 40),
    }
  }
  const before = advisedFacts({
    now: start,
    from: start - 30 * day,
    hours: hoursFrom(start - 30 * day, 30, 55),
  })

  it('are measured by the hours in which batches met other programs, though most days have none', () => {
    const { verdict, promised, measured, of } = effect(before, {
      ...later(20, { hours: hoursFrom(start + day, 18, 15) }),
    })
    expect(promised.expected).toBeCloseTo(30, 6)
    expect(measured?.expected).toBeCloseTo(30, 6)
    expect({ verdict, of }).toEqual({ verdict: 'kept', of: 'days' })
  })

  it('did nothing where they meet as before', () => {
    const since = later(20, { hours: hoursFrom(start + day, 18, 55) })
    expect(effect(before, since)).toMatchObject({ verdict: 'none' })
  })
})

describe('a shorter history', () => {
  const disk = { freeBytes: 3e9, operationBytes: 300e6, sampleBytes: 90e6 }
  const before = advisedFacts({ disk })
  const shortened = (operationBytes: number, sampleBytes: number, days = 2) =>
    effect(before, later(days, { disk: { ...disk, operationBytes, sampleBytes } }))

  it('is measured by the bytes that raw records take a day later', () => {
    expect(shortened(150e6, 30e6)).toMatchObject({
      verdict: 'kept',
      measured: { low: 210e6, expected: 210e6, high: 210e6 },
    })
    expect(shortened(260e6, 90e6)).toMatchObject({ verdict: 'less', measured: { expected: 40e6 } })
    expect(shortened(320e6, 95e6)).toMatchObject({ verdict: 'none' })
  })

  it('is waited for on the first day', () => {
    expect(shortened(150e6, 30e6, 0.5)).toMatchObject({ verdict: 'waiting', of: 'days', needed: 1, since: 0 })
  })
})

describe('a format more', () => {
  const target = { mode: 'target', score: 78 } as const
  const old: Recipe = { ...mine, id: 'old', name: 'Old', formats: ['jpeg'], quality: target }
  const both: Recipe = { ...old, id: 'both', name: 'Both', formats: ['webp', 'jpeg'] }
  const image = (...bytes: readonly (readonly ['webp' | 'jpeg', number])[]) =>
    imageOf(bytes.map(([format, size]) => outputOf({ format, bytes: spread(size) })))
  const images = (count: number, make: () => ReturnType<typeof image>) => Array.from({ length: count }, make)
  const paid = {
    ...settings,
    prices: { ...settings.prices, transferGb: 0.1 },
    assumptions: { ...settings.assumptions, viewsPerMonth: 100_000 },
  }
  const jpegs = runOf(
    old,
    images(100, () => image(['jpeg', 100_000])),
  )
  const tried = runOf(
    both,
    images(30, () => image(['webp', 70_000], ['jpeg', 100_000])),
  )
  const factsWith = (builtIn: boolean) =>
    advisedFacts({ settings: paid, recipes: [{ recipe: old, builtIn }], runs: [jpegs, tried] })
  const since = (recipe: Recipe, webp: number) =>
    later(9, {
      settings: paid,
      runs: [
        runOf(
          recipe,
          images(40, () => image(['webp', webp], ['jpeg', 100_000])),
          now + day,
        ),
      ],
    })
  const improved: Recipe = { ...old, formats: ['webp', 'jpeg'] }

  it('is measured in money a month, for all images that were promised for', () => {
    const { verdict, measured, promised } = effect(factsWith(false), since(improved, 70_000))
    expect(promised.expected).toBeGreaterThan(28)
    expect(measured?.expected).toBeGreaterThan(27)
    expect(measured?.expected).toBeLessThan(33)
    expect(verdict).toBe('kept')
    expect(effect(factsWith(false), since(improved, 90_000))).toMatchObject({ verdict: 'less' })
    expect(effect(factsWith(false), since(improved, 120_000))).toMatchObject({ verdict: 'none' })
  })

  it('is measured on the copy of a built-in recipe, not on the recipe that stayed as it was', () => {
    expect(effect(factsWith(true), since(old, 70_000))).toMatchObject({ verdict: 'waiting', since: 0 })
    const copy = { ...improved, id: 'old-advised' }
    expect(effect(factsWith(true), since(copy, 70_000))).toMatchObject({ verdict: 'kept', since: 40 })
  })
})

it('has nothing to measure where only a person can do it', () => {
  const twice = Array.from({ length: 6 }, (_, at) =>
    imageOf([outputOf({ bytes: 1_900_000 })], { bytes: 2e6, index: at, sha256: `sha-${at % 3}` }),
  )
  const facts = advisedFacts({ runs: [runOf(mine, twice)] })
  const [advice] = adviseFrom(facts)
  expect(advice?.rule).toBe('duplicates')
  if (advice === undefined) return
  expect(effectOf(advice, now, facts)).toMatchObject({ measured: null, needed: 0 })
})
