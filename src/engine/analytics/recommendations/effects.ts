import { median } from 'simple-statistics'
import type { Estimate } from '../../../shared/model/measure.ts'
import type { Effect } from '../../../shared/model/recommendation.ts'
import { servedOutput } from '../../../shared/model/served.ts'
import { decrease } from '../statistics/shift.ts'
import { valueText } from '../words.ts'
import { type Advice, advisedId, type Facts, madeOf, type RunFacts, sum } from './facts.ts'

/** Images, runs or days on either side that a comparison needs. */
const neededImages = 20
const neededRuns = 5
const neededDays = 10

type Samples = {
  readonly before: readonly number[]
  readonly since: readonly number[]
  readonly needed: number
}

/**
 * What a recommendation did since it was applied, against what it promised: the same number before and since, by the
 * difference of their distributions (Hodges–Lehmann, 90 %).
 */
export function effectOf(promised: Advice, appliedAt: number, facts: Facts): Effect {
  const { before, since, needed } = samplesOf(promised, appliedAt, facts)
  const counts = { before: before.length, since: since.length, needed }
  if (before.length < needed || since.length < needed) {
    const message = `${since.length} of the ${needed} values that it takes were measured since.`
    return { measured: null, verdict: 'waiting', ...counts, message }
  }
  const change = decrease(before, since)
  const measured = inUnit(promised, change, median([...before]))
  const verdict = verdictOf(promised.gain.amount, measured)
  const unit = promised.gain.unit
  const message = `${words[verdict]}: ${valueText(measured.expected, unit)}, promised were ${valueText(promised.gain.amount.expected, unit)}.`
  return { measured, verdict, ...counts, message }
}

const words = {
  kept: 'It did what was promised',
  less: 'It did less than was promised',
  none: 'It did nothing',
} as const

function verdictOf(promised: Estimate, measured: Estimate): 'kept' | 'less' | 'none' {
  if (measured.expected >= promised.low && measured.low > 0) return 'kept'
  return measured.low > 0 ? 'less' : 'none'
}

function inUnit({ gain }: Advice, change: Estimate, usual: number): Estimate {
  // More hits are better; everything else that is measured should become less.
  if (gain.what === 'hits') return { low: -change.high, expected: -change.expected, high: -change.low }
  if (gain.unit !== 'percent') return change
  const share = (value: number) => (usual === 0 ? 0 : (100 * value) / usual)
  return { low: share(change.low), expected: share(change.expected), high: share(change.high) }
}

function samplesOf(promised: Advice, appliedAt: number, facts: Facts): Samples {
  const { rule, object } = promised
  switch (rule) {
    case 'effort-beyond-knee':
    case 'redundant-size':
    case 'format-without-gain':
      return perImage(ofRecipe(facts, object), appliedAt, (megapixels, ms) => ms / megapixels)
    case 'bytes-served':
      return split(
        ofRecipe(facts, object).flatMap(({ run, items }) =>
          items.flatMap(({ outputs }) => {
            const served = servedOutput(outputs)
            const money = (served?.bytes ?? 0) * pricePerByte(facts)
            return served === undefined ? [] : [{ at: run.startedAt, value: money }]
          }),
        ),
        appliedAt,
        neededImages,
      )
    case 'concurrency':
    case 'memory-budget':
      return split(
        facts.runs.flatMap(({ run, items }) => {
          const megapixels = sum(items.filter((item) => madeOf(item).length > 0).map(megapixelsOf))
          return megapixels === 0 ? [] : [{ at: run.startedAt, value: run.durationMs / megapixels }]
        }),
        appliedAt,
        neededRuns,
      )
    case 'cache-too-small':
      return split(
        facts.runs.flatMap(({ run, items }) => {
          const outputs = items.flatMap((item) => item.outputs)
          if (outputs.length === 0) return []
          const hits = outputs.filter(({ cached }) => cached).length
          return [{ at: run.startedAt, value: (100 * hits) / outputs.length }]
        }),
        appliedAt,
        neededRuns,
      )
    case 'quiet-hours':
      return sharedHours(promised, appliedAt, facts)
    default:
      return { before: [], since: [], needed: 1 }
  }
}

/** Runs with a recipe, or with the copy that its advice went into. */
function ofRecipe({ runs }: Facts, recipeId: string): RunFacts[] {
  return runs.filter(({ run }) => run.recipe.id === recipeId || run.recipe.id === advisedId(recipeId))
}

type Dated = { readonly at: number; readonly value: number }

function split(values: readonly Dated[], at: number, needed: number): Samples {
  return {
    before: values.filter((one) => one.at < at).map(({ value }) => value),
    since: values.filter((one) => one.at >= at).map(({ value }) => value),
    needed,
  }
}

/** Time per image of the usual dimensions: images differ from run to run, what a megapixel takes does so less. */
function perImage(
  runs: readonly RunFacts[],
  at: number,
  per: (megapixels: number, ms: number) => number,
): Samples {
  const images = runs.flatMap(({ run, items }) =>
    items
      .filter((item) => madeOf(item).length > 0 && item.outputs.every(({ cached }) => !cached))
      .map((item) => ({ at: run.startedAt, item })),
  )
  const usual = images.length === 0 ? 1 : median(images.map(({ item }) => megapixelsOf(item)))
  const values = images.map(({ at: started, item }) => {
    const ms = sum(madeOf(item).map((output) => output.ms))
    return { at: started, value: per(megapixelsOf(item), ms) * usual }
  })
  return split(values, at, neededImages)
}

function megapixelsOf({ probe }: RunFacts['items'][number]): number {
  return probe === undefined ? 1 : Math.max(0.01, (probe.width * probe.height) / 1e6)
}

/** Money that one byte of every image costs a month. */
function pricePerByte({ settings }: Facts): number {
  return (settings.prices.transferGb / 1e9) * settings.assumptions.viewsPerMonth
}

/** Percent of the CPU from which on Whittle, or another program, counts as at work. */
const ownAtWork = 30
const othersAtWork = 20
const dayMs = 86_400_000

/** Hours a month in which batches met other programs, as far as each day goes. */
function sharedHours({ facts: told }: Advice, appliedAt: number, { hours }: Facts): Samples {
  const others = new Map((hours.cpu_outside ?? []).map(({ at, value }) => [at, value]))
  const perDay = new Map<number, number>()
  for (const { at, value } of hours.cpu_own ?? []) {
    const hour = new Date(at).getHours()
    if (hour < Number(told.from) || hour >= Number(told.to)) continue
    const day = Math.floor(at / dayMs) * dayMs
    const met = value >= ownAtWork && (others.get(at) ?? 0) >= othersAtWork
    perDay.set(day, (perDay.get(day) ?? 0) + (met ? 1 : 0))
  }
  const days = [...perDay].map(([at, count]) => ({ at, value: 30 * count }))
  return split(days, appliedAt, neededDays)
}
