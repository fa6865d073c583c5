import { describe, expect, it } from 'vitest'
import type { Advice, Facts, RunFacts } from '../../../src/engine/analytics/recommendations/facts.ts'
import { measureOf } from '../../../src/engine/analytics/recommendations/measures.ts'
import { adviseFrom } from '../../../src/engine/analytics/recommendations/rules/index.ts'
import type { Item } from '../../../src/shared/model/item.ts'
import { type Recipe, responsiveWeb } from '../../../src/shared/recipe/index.ts'
import { advisedFacts, imageOf, outputOf, runOf } from '../../support/advised-facts.ts'

const ids = (facts: Facts) => adviseFrom(facts).map(({ id }) => id)
const one = (facts: Facts): Advice => {
  const [advice, ...others] = adviseFrom(facts)
  expect(others).toEqual([])
  if (advice === undefined) throw new Error('Nothing was advised.')
  expectWhole(advice)
  return advice
}

/** What every recommendation has: evidence that a window can word, a gain with its range, a risk, and a way to measure. */
function expectWhole(advice: Advice): void {
  const { id, evidence, risk, action } = advice
  const { amount } = advice.gain
  expect(evidence.length, id).toBeGreaterThan(0)
  for (const { what, label } of evidence) expect(what, label).toBeDefined()
  expect(amount.low, id).toBeGreaterThanOrEqual(0)
  expect(amount.expected, id).toBeGreaterThanOrEqual(amount.low)
  expect(amount.high, id).toBeGreaterThanOrEqual(amount.expected)
  expect(risk.message, id).not.toBe('')
  const measured = measureOf(advice)
  // What a click does is measured; what only a person does is not, since nobody knows when.
  expect(measured !== undefined, id).toBe(action.type !== 'none')
}

const many = (count: number, make: (index: number) => Item) =>
  Array.from({ length: count }, (_, index) => make(index))
const mine = (change: Partial<Recipe>): Recipe => ({ ...responsiveWeb, id: 'mine', name: 'Mine', ...change })

/** A recipe of the user's, and a run of it over these images. */
const withRun = (recipe: Recipe, items: Item[], change: Partial<Facts> = {}) =>
  advisedFacts({ recipes: [{ recipe, builtIn: false }], runs: [runOf(recipe, items)], ...change })

it('advises nothing where nothing is known', () => {
  expect(ids(advisedFacts({}))).toEqual([])
})

describe('effort beyond the knee', () => {
  const points = [
    { effort: 1, cpuMs: 100, bytes: 110 },
    { effort: 3, cpuMs: 250, bytes: 100 },
    { effort: 6, cpuMs: 2_500, bytes: 97 },
  ]
  const calibration = {
    version: 1,
    at: 1,
    encoders: {},
    durationMs: 1,
    frontiers: [{ format: 'avif', points }],
  } as const
  const items = many(30, () => imageOf([outputOf({ format: 'avif', ms: 1_000 })]))
  const fixed = (avif: number) => mine({ effort: { mode: 'fixed', avif, webp: 4, png: 7 } })
  const facts = (recipe: Recipe, change: Partial<Facts> = {}) =>
    withRun(recipe, items, {
      calibration: {
        ...calibration,
        frontiers: [...calibration.frontiers].map((one) => ({ ...one, points: [...one.points] })),
      },
      ...change,
    })

  it('is brought back to the knee, for what that saves', () => {
    const { id, gain, action, risk } = one(facts(fixed(6)))
    expect(id).toBe('effort-beyond-knee:mine:avif')
    expect(gain).toMatchObject({ what: 'time', per: 'image', amount: { low: 450, high: 900 } })
    expect(action).toMatchObject({ type: 'recipe', recipe: { id: 'mine', effort: { avif: 3, webp: 4 } } })
    expect(risk.message).toContain('3.1 %')
  })

  it('goes into a copy where the recipe is built in', () => {
    const recipe = { ...fixed(6), id: 'fixed-q80' }
    const { action } = one({ ...facts(recipe), recipes: [{ recipe, builtIn: true }] })
    expect(action).toMatchObject({ recipeId: 'fixed-q80-advised', recipe: { name: 'Mine (advised)' } })
  })

  it('is no advice at the knee, for automatic effort, for few images, or unmeasured', () => {
    expect(ids(facts(fixed(3)))).toEqual([])
    expect(ids(facts(mine({})))).toEqual([])
    expect(ids(withRun(fixed(6), items.slice(0, 5), { calibration: facts(fixed(6)).calibration }))).toEqual(
      [],
    )
    expect(ids(withRun(fixed(6), items))).toEqual([])
  })
})

describe('a size that is never larger than another', () => {
  const recipe = mine({ sizes: [{ width: 1280 }, { width: 1920 }], formats: ['webp'] })
  const image = (largest: number, ms = 300) =>
    imageOf([outputOf({ width: 1280, height: 720 }), outputOf({ width: largest, height: 760, ms })])

  it('is left out', () => {
    const { id, gain, action } = one(
      withRun(
        recipe,
        many(30, () => image(1_350)),
      ),
    )
    expect(id).toBe('redundant-size:mine:1920w')
    expect(gain.amount.expected).toBe(300)
    expect(action).toMatchObject({ recipe: { sizes: [{ width: 1280 }] } })
  })

  it('stays where a tenth of the images is larger, or where it costs nothing', () => {
    expect(
      ids(
        withRun(
          recipe,
          many(30, (at) => image(at < 26 ? 1_350 : 1_920)),
        ),
      ),
    ).toEqual([])
    const sameOnce = many(30, () => imageOf([outputOf({ width: 1280, height: 720 })]))
    expect(ids(withRun(recipe, sameOnce))).toEqual([])
  })
})

describe('images at once', () => {
  const busy = (cpu: number, memory = 40) => ({
    cpu: hours(20, cpu),
    memory: hours(20, memory),
    pool_busy: hours(20, 2),
    pool_queued: hours(20, 30),
  })
  const settings = (concurrency: number) => ({ ...advisedFacts({}).settings, concurrency })

  it('are left to Whittle where cores idle though images wait', () => {
    const { id, action, gain } = one(advisedFacts({ settings: settings(2), hours: busy(38), cores: 8 }))
    expect(id).toBe('concurrency')
    expect(action).toEqual({ type: 'settings', patch: { concurrency: 0, scaling: 'auto' } })
    expect(gain.amount.high).toBeCloseTo(60, 5)
  })

  it('stay where the cores are full, memory is short, or nobody chose them', () => {
    expect(ids(advisedFacts({ settings: settings(2), hours: busy(92) }))).toEqual([])
    expect(ids(advisedFacts({ settings: settings(2), hours: busy(38, 90) }))).toEqual([])
    expect(ids(advisedFacts({ settings: settings(0), hours: busy(38) }))).toEqual([])
  })
})

describe('the cache', () => {
  const cache = (advised: number, evicted = 40) => ({
    ...advisedFacts({}).cache,
    missReasons: [{ reason: 'evicted' as const, misses: evicted }],
    advice: {
      ...{ maxBytes: 20e9, ttlDays: 30, lookups: 1_000, reuses: 500, reason: 'Enough.' },
      hitRate: { now: 0.3, advised, unlimited: 0.5 },
    },
  })

  it('gets more room where results are gone when they are wanted', () => {
    const { id, action, gain } = one(advisedFacts({ cache: cache(0.5) }))
    expect(id).toBe('cache-too-small')
    expect(action).toEqual({ type: 'settings', patch: { cache: { maxBytes: 20e9, ttlDays: 90 } } })
    expect(gain.amount.expected).toBeCloseTo(20, 6)
    expect(gain.amount.low).toBeCloseTo(17.4, 1)
  })

  it('does not where that changes nothing, or the drive has no room', () => {
    expect(ids(advisedFacts({ cache: cache(0.31) }))).toEqual([])
    expect(ids(advisedFacts({ cache: cache(0.5, 3) }))).toEqual([])
    const disk = { freeBytes: 20e9, operationBytes: 0, sampleBytes: 0 }
    expect(ids(advisedFacts({ cache: cache(0.5), disk }))).toEqual([])
  })
})

describe('the target', () => {
  const items = (writeMs: number) => many(60, () => imageOf([outputOf({ bytes: 200_000, ms: 400, writeMs })]))

  it('is named where images wait for its drive', () => {
    // 200 kB in 200 ms are 1 MB/s.
    const { id, action, gain } = one(withRun(mine({}), items(200)))
    expect(id).toBe('slow-target:/out')
    expect(action).toEqual({ type: 'none' })
    expect(gain.amount.high).toBeCloseTo(198, 0)
  })

  it('is not where writing is quick, or hardly part of the time', () => {
    expect(ids(withRun(mine({}), items(2)))).toEqual([])
    const slowImages = many(60, () => imageOf([outputOf({ bytes: 200_000, ms: 4_000, writeMs: 200 })]))
    expect(ids(withRun(mine({}), slowImages))).toEqual([])
  })
})

describe('the memory budget', () => {
  const held = (ms: number) =>
    many(5, () => imageOf([])).map((_, at) => ({
      kind: 'throttled' as const,
      at: at * 1e6,
      to: at * 1e6 + ms,
      reason: 'budget' as const,
    }))
  const working = (memory: number, ms = 60_000) =>
    withRun(mine({}), [], { changes: held(ms), hours: { memory: hours(50, memory) }, memoryBytes: 16e9 })

  it('grows where images wait for it and the machine has room', () => {
    const { id, action, gain } = one(working(40))
    expect(id).toBe('memory-budget')
    expect(action).toEqual({ type: 'settings', patch: { memoryBudgetBytes: 12e9 } })
    // Five minutes of the ten that the run took.
    expect(gain.amount.high).toBeCloseTo(50, 6)
  })

  it('stays where memory is in use, or images hardly wait', () => {
    expect(ids(working(80))).toEqual([])
    expect(ids(working(40, 3_000))).toEqual([])
  })
})

describe('quiet hours', () => {
  const met = (outside: number, own = 50) => ({
    cpu_own: everyHour(20, (hour) => (hour >= 9 && hour < 12 ? own : 0)),
    cpu_outside: everyHour(20, (hour) => (hour >= 8 && hour < 18 ? outside : 2)),
  })

  it('are the hours in which batches meet other programs', () => {
    const { id, action, gain } = one(advisedFacts({ hours: met(40) }))
    expect(id).toBe('quiet-hours')
    expect(action).toEqual({ type: 'settings', patch: { quietHours: { enabled: true, from: 9, to: 12 } } })
    expect(gain.amount.expected).toBe(60)
  })

  it('are none where others are not at work, or the mode is quiet already', () => {
    expect(ids(advisedFacts({ hours: met(5) }))).toEqual([])
    // Who takes a few percent of the processor is in nobody's way.
    expect(ids(advisedFacts({ hours: met(40, 10) }))).toEqual([])
    const settings = { ...advisedFacts({}).settings, mode: 'quiet' as const }
    expect(ids(advisedFacts({ hours: met(40), settings }))).toEqual([])
  })
})

describe('retention', () => {
  const disk = { freeBytes: 3e9, operationBytes: 300e6, sampleBytes: 90e6 }

  it('is shortened on a drive that is nearly full', () => {
    const { action, gain } = one(advisedFacts({ disk }))
    expect(action).toEqual({ type: 'settings', patch: { history: { operationDays: 15, sampleDays: 1 } } })
    expect(gain.amount.expected).toBeCloseTo(150e6 + 60e6, 0)
  })

  it('stays where there is room, or nothing to gain', () => {
    expect(ids(advisedFacts({ disk: { ...disk, freeBytes: 300e9 } }))).toEqual([])
    expect(ids(advisedFacts({ disk: { ...disk, operationBytes: 5e6, sampleBytes: 5e6 } }))).toEqual([])
  })
})

describe('a format that does not pay', () => {
  const recipe = mine({ formats: ['avif', 'webp', 'jpeg'] })
  const items = (avif: number) =>
    many(40, () =>
      imageOf([
        outputOf({ format: 'avif', bytes: avif, ms: 900 }),
        outputOf({ format: 'webp', bytes: 50_000, ms: 100 }),
        outputOf({ format: 'jpeg', bytes: 80_000, ms: 40 }),
      ]),
    )

  it('is left out where it saves next to nothing', () => {
    const { id, action, gain } = one(withRun(recipe, items(49_500)))
    expect(id).toBe('format-without-gain:mine:avif')
    expect(action).toMatchObject({ recipe: { formats: ['webp', 'jpeg'] } })
    expect(gain.amount.expected).toBe(900)
  })

  it('stays where it is what browsers take that do not know a newer one', () => {
    // No visitor with AVIF ever loads the WebP; others do.
    expect(ids(withRun(recipe, items(37_000)))).not.toContain('format-without-gain:mine:webp')
  })

  it('stays where it saves a quarter', () => {
    expect(ids(withRun(recipe, items(37_000)))).toEqual([])
  })

  it('is left out where it saves bytes, but they are worth less than making it', () => {
    const { settings } = advisedFacts({})
    const prices = { ...settings.prices, transferGb: 0.05, cpuHour: 0.5 }
    const seen = (viewsPerMonth: number) => ({
      settings: { ...settings, prices, assumptions: { ...settings.assumptions, viewsPerMonth } },
    })
    expect(ids(withRun(recipe, items(37_000), seen(10)))).toContain('format-without-gain:mine:avif')
    expect(ids(withRun(recipe, items(37_000), seen(100_000)))).toEqual([])
  })
})

describe('originals', () => {
  const same = (bytes: number, saved: number, index: number, sha256 = `sha-${index}`) =>
    imageOf([outputOf({ format: 'jpeg', width: 4_000, height: 3_000, bytes: bytes - saved })], {
      bytes,
      index,
      sha256,
    })

  it('are worth replacing where they lose much in their own format', () => {
    const { id, action, gain, evidence } = one(
      withRun(
        mine({}),
        many(8, (at) => same(3e6, 1.5e6, at)),
      ),
    )
    expect(id).toBe('replace-originals')
    expect(action).toEqual({ type: 'none' })
    expect(gain.amount.high).toBe(12e6)
    expect(evidence).toHaveLength(8)
  })

  it('are not where they lose little, or were replaced already', () => {
    expect(
      ids(
        withRun(
          mine({}),
          many(8, (at) => same(3e6, 3e5, at)),
        ),
      ),
    ).toEqual([])
    const replaced = many(8, (at) => {
      const item = same(3e6, 1.5e6, at)
      return { ...item, outputs: item.outputs.map((output) => ({ ...output, path: item.input })) }
    })
    expect(ids(withRun(mine({}), replaced))).toEqual([])
  })

  it('are told of that exist several times, and not where they only look alike', () => {
    const twice = many(6, (at) => same(2e6, 1e5, at, `sha-${at % 3}`))
    const { id, gain, facts } = one(withRun(mine({}), twice))
    expect(id).toBe('duplicates')
    expect(facts).toMatchObject({ images: 3, copies: 3 })
    expect(gain.amount).toMatchObject({ low: 0, expected: 3 * (2e6 + 1.9e6) })
    expect(
      ids(
        withRun(
          mine({}),
          many(6, (at) => same(2e6, 1e5, at)),
        ),
      ),
    ).toEqual([])
  })
})

describe('bytes that are served', () => {
  const target = { mode: 'target', score: 78 } as const
  const old = mine({ id: 'old', name: 'Old', formats: ['jpeg'], quality: target })
  const both = mine({ id: 'both', name: 'Both', formats: ['webp', 'jpeg'], quality: target })
  const tried = runOf(
    both,
    many(30, () =>
      imageOf([outputOf({ format: 'webp', bytes: 70_000 }), outputOf({ format: 'jpeg', bytes: 100_000 })]),
    ),
  )
  const facts = (viewsPerMonth: number, runs: RunFacts[]) => {
    const { settings } = advisedFacts({})
    return advisedFacts({
      runs,
      recipes: [{ recipe: old, builtIn: false }],
      settings: {
        ...settings,
        prices: { ...settings.prices, transferGb: 0.1 },
        assumptions: { ...settings.assumptions, viewsPerMonth },
      },
    })
  }
  const jpegs = runOf(
    old,
    many(100, () => imageOf([outputOf({ format: 'jpeg', bytes: 100_000 })])),
  )

  it('cost money that a modern format saves', () => {
    // 10 MB, 100,000 times a month, at 0.1 a GB are 100; WebP saves 30 % of that.
    const { id, gain, action } = one(facts(100_000, [jpegs, tried]))
    expect(id).toBe('bytes-served:old:webp')
    expect(gain.amount.expected).toBeCloseTo(30, 6)
    expect(action).toMatchObject({ recipe: { formats: ['webp', 'jpeg'] } })
  })

  it('count an image once, however often it was made', () => {
    const again = facts(100_000, [jpegs, { ...jpegs, run: { ...jpegs.run, id: 'again' } }, tried])
    expect(one(again).gain.amount.expected).toBeCloseTo(30, 6)
  })

  it('are those of the largest size, which visitors are given', () => {
    const sizes = runOf(
      old,
      many(100, () =>
        imageOf([
          outputOf({ format: 'jpeg', bytes: 100_000 }),
          outputOf({ format: 'jpeg', bytes: 20_000, width: 320, height: 180 }),
        ]),
      ),
    )
    expect(one(facts(100_000, [sizes, tried])).gain.amount.expected).toBeCloseTo(30, 6)
  })

  it('do not without traffic, or where nothing is known of other formats', () => {
    expect(ids(facts(0, [jpegs, tried]))).toEqual([])
    expect(ids(facts(100, [jpegs, tried]))).toEqual([])
    expect(ids(facts(100_000, [jpegs]))).toEqual([])
  })
})

function everyHour(days: number, value: (hour: number) => number) {
  const start = new Date(2026, 10, 1).getTime()
  return Array.from({ length: days * 24 }, (_, index) => {
    const at = start + index * 3_600_000
    return { at, value: value(new Date(at).getHours()), count: 3_600 }
  })
}

const hours = (count: number, value: number) =>
  Array.from({ length: count }, (_, index) => ({ at: index * 3_600_000, value, count: 3_600 }))
