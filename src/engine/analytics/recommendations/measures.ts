import { createHash } from 'node:crypto'
import { median } from 'simple-statistics'
import * as z from 'zod'
import type { Effect } from '../../../shared/model/recommendation.ts'
import { servedOutput } from '../../../shared/model/served.ts'
import { type Advice, type Facts, latestImagesOf, madeOf, type RunFacts, sum } from './facts.ts'
import { meetings } from './meetings.ts'

/** What was measured until advice was applied, and what makes later values comparable with it. */
export const baselineSchema = z.object({
  values: z.array(z.number()),
  /** What a value is times of: usual megapixels, or images. */
  scale: z.number().default(1),
  /** Usual milliseconds per megapixel, by recipe. */
  perRecipe: z.record(z.string(), z.number()).default({}),
})
export type Baseline = z.output<typeof baselineSchema>

/** How the effect of a rule is measured. */
type Measure = {
  /** Values on either side that a comparison needs, and what they are. */
  readonly needed: number
  readonly of: Effect['of']
  readonly by: 'median' | 'mean'
  readonly before: (facts: Facts, until: number) => Baseline
  readonly since: (facts: Facts, from: number, baseline: Baseline) => number[]
}

/** More are thinned out evenly; they stay for as long as the advice is applied. */
const mostKept = 400

/** What is on record of the time before; `undefined` where a rule's effect cannot be measured. */
export function baselineFrom(advice: Advice, facts: Facts, until: number): Baseline | undefined {
  const found = measureOf(advice)?.before(facts, until)
  if (found === undefined) return undefined
  const step = Math.max(1, found.values.length / mostKept)
  const kept = Math.min(mostKept, found.values.length)
  const values = Array.from({ length: kept }, (_, index) => found.values[Math.floor(index * step)] ?? 0)
  return { ...found, values }
}

function baselineOf(values: number[], scale = 1): Baseline {
  return { values, scale, perRecipe: {} }
}

/** `undefined` for what a person does by hand, since nobody knows when. */
export function measureOf(advice: Advice): Measure | undefined {
  switch (advice.rule) {
    case 'effort-beyond-knee':
    case 'redundant-size':
    case 'format-without-gain':
      return timePerImage(advice)
    case 'bytes-served':
      return moneyOfTransfer(advice)
    case 'concurrency':
    case 'memory-budget':
      return timePerRun
    case 'cache-too-small':
      return hitsPerRun
    case 'quiet-hours':
      return sharedHours(advice)
    case 'retention':
      return diskOfHistory(advice)
    case 'slow-target':
    case 'replace-originals':
    case 'duplicates':
      return undefined
  }
}

/** Runs with the recipe that is advised against, and with the one that is advised. */
const runsBefore = ({ runs }: Facts, { object }: Advice, until: number): RunFacts[] =>
  runs.filter(({ run }) => run.recipe.id === object && run.startedAt < until)

function runsSince({ runs }: Facts, { action }: Advice, from: number): RunFacts[] {
  // Where the change went into a copy, runs with the recipe as it was say nothing of it.
  const advised = action.type === 'recipe' ? action.recipeId : undefined
  return runs.filter(({ run }) => run.recipe.id === advised && run.startedAt >= from)
}

/** Time per image of the usual dimensions: images differ from run to run, what a megapixel takes does so less. */
function timePerImage(advice: Advice): Measure {
  const of = (runs: readonly RunFacts[]) =>
    runs.flatMap(({ items }) =>
      items
        .filter((item) => madeOf(item).length > 0 && item.outputs.every(({ cached }) => !cached))
        .map((item) => ({
          megapixels: megapixelsOf(item),
          ms: sum(madeOf(item).map((output) => output.ms)),
        })),
    )
  return {
    ...{ needed: 20, of: 'images', by: 'median' },
    before: (facts, until) => {
      const images = of(runsBefore(facts, advice, until))
      const scale = images.length === 0 ? 1 : median(images.map(({ megapixels }) => megapixels))
      return baselineOf(
        images.map(({ megapixels, ms }) => (ms / megapixels) * scale),
        scale,
      )
    },
    since: (facts, from, { scale }) =>
      of(runsSince(facts, advice, from)).map(({ megapixels, ms }) => (ms / megapixels) * scale),
  }
}

/** Money a month for what visitors load of all images that were made, per image that is measured. */
function moneyOfTransfer(advice: Advice): Measure {
  const of = (runs: readonly RunFacts[], facts: Facts): number[] =>
    runs.flatMap(({ items }) =>
      items.flatMap(({ outputs }) => {
        const served = servedOutput(outputs)
        return served === undefined ? [] : [served.bytes * pricePerByte(facts)]
      }),
    )
  return {
    ...{ needed: 20, of: 'images', by: 'mean' },
    before: (facts, until) => {
      const runs = runsBefore(facts, advice, until)
      const scale = latestImagesOf({ runs }, advice.object).length
      return baselineOf(
        of(runs, facts).map((value) => value * scale),
        scale,
      )
    },
    since: (facts, from, { scale }) =>
      of(runsSince(facts, advice, from), facts).map((value) => value * scale),
  }
}

/**
 * Time per megapixel of a run against what its recipe usually took before, since recipes differ far more than any
 * setting does. Runs whose results came from the cache say nothing of the time to make them.
 */
const timePerRun: Measure = {
  ...{ needed: 5, of: 'runs', by: 'median' },
  before: ({ runs }, until) => {
    const timed = timesOf(runs.filter(({ run }) => run.startedAt < until))
    const recipes = new Set(timed.map(({ recipe }) => recipe))
    const perRecipe = Object.fromEntries(
      [...recipes].map((recipe) => [
        recipe,
        median(timed.filter((one) => one.recipe === recipe).map(({ ms }) => ms)),
      ]),
    )
    return { values: timed.flatMap((one) => against(one, perRecipe)), scale: 1, perRecipe }
  },
  since: ({ runs }, from, { perRecipe }) =>
    timesOf(runs.filter(({ run }) => run.startedAt >= from)).flatMap((one) => against(one, perRecipe)),
}

type RunTime = { readonly recipe: string; readonly ms: number }

/** Share of a run's outputs that must have been made rather than found. */
const leastMade = 0.9

function timesOf(runs: readonly RunFacts[]): RunTime[] {
  return runs.flatMap(({ run, items }) => {
    const outputs = items.flatMap((item) => item.outputs)
    const megapixels = sum(items.filter((item) => madeOf(item).length > 0).map(megapixelsOf))
    const made = outputs.filter(({ cached }) => !cached).length
    if (megapixels === 0 || made < leastMade * outputs.length) return []
    const recipe = createHash('sha256').update(JSON.stringify(run.recipe)).digest('hex').slice(0, 16)
    return [{ recipe, ms: run.durationMs / megapixels }]
  })
}

function against({ recipe, ms }: RunTime, perRecipe: Readonly<Record<string, number>>): number[] {
  const usual = perRecipe[recipe]
  return usual === undefined || usual === 0 ? [] : [ms / usual]
}

/** Percent of a run's results that were found. */
const hitsPerRun: Measure = {
  ...{ needed: 5, of: 'runs', by: 'mean' },
  before: ({ runs }, until) => baselineOf(runs.filter(({ run }) => run.startedAt < until).flatMap(hitsOf)),
  since: ({ runs }, from) => runs.filter(({ run }) => run.startedAt >= from).flatMap(hitsOf),
}

function hitsOf({ items }: RunFacts): number[] {
  const outputs = items.flatMap((item) => item.outputs)
  if (outputs.length === 0) return []
  return [(100 * outputs.filter(({ cached }) => cached).length) / outputs.length]
}

/** Hours a month in which batches met other programs, as far as each day goes. */
function sharedHours({ facts: told }: Advice): Measure {
  const of = (facts: Facts, from: number, until: number): number[] => {
    const perDay = new Map<string, number>()
    for (const { at, hour, met } of meetings(facts)) {
      if (at < from || at >= until || hour < Number(told.from) || hour >= Number(told.to)) continue
      const day = new Date(at).toDateString()
      perDay.set(day, (perDay.get(day) ?? 0) + (met ? 1 : 0))
    }
    return [...perDay.values()].map((count) => 30 * count)
  }
  return {
    ...{ needed: 10, of: 'days', by: 'mean' },
    before: (facts, until) => baselineOf(of(facts, 0, until)),
    since: (facts, from) => of(facts, from, Number.POSITIVE_INFINITY),
  }
}

/** Raw records go by whole days, as soon as upkeep comes by; a day leaves it time enough. */
const settledMs = 86_400_000

/** Bytes of raw records, then and now. Both are counted, so there is nothing uncertain about them. */
function diskOfHistory({ facts: told }: Advice): Measure {
  return {
    ...{ needed: 1, of: 'days', by: 'mean' },
    // What it said when it was applied.
    before: () => baselineOf([Number(told.taken)]),
    since: ({ now, disk }, from) => (now - from < settledMs ? [] : [disk.operationBytes + disk.sampleBytes]),
  }
}

function megapixelsOf({ probe }: RunFacts['items'][number]): number {
  return probe === undefined ? 1 : Math.max(0.01, (probe.width * probe.height) / 1e6)
}

/** Money that one byte of every image costs a month. */
function pricePerByte({ settings }: Facts): number {
  return (settings.prices.transferGb / 1e9) * settings.assumptions.viewsPerMonth
}
