import { median } from 'simple-statistics'
import type { Estimate } from '../../../shared/model/measure.ts'
import type { Effect } from '../../../shared/model/recommendation.ts'
import { decrease, meanDecrease } from '../statistics/shift.ts'
import { valueText } from '../words.ts'
import type { Advice, Facts } from './facts.ts'
import { type Baseline, baselineFrom, measureOf } from './measures.ts'

/**
 * What a recommendation did since it was applied, against what it promised: the same number before and since, and the
 * difference of their distributions with its 90 % interval.
 *
 * @param known - What was noted when it was applied. Without it only what the facts still reach back to is compared.
 */
export function effectOf(promised: Advice, appliedAt: number, facts: Facts, known?: Baseline): Effect {
  const measure = measureOf(promised)
  if (measure === undefined) {
    const message = 'There is nothing that could be measured.'
    return { measured: null, verdict: 'waiting', before: 0, since: 0, needed: 0, of: 'values', message }
  }
  const baseline = known ?? baselineFrom(promised, facts, appliedAt)
  const before = baseline?.values ?? []
  const since = baseline === undefined ? [] : measure.since(facts, appliedAt, baseline)
  const { needed, of } = measure
  const counts = { before: before.length, since: since.length, needed, of }
  if (before.length < needed) {
    const message = `Nothing can be compared: of before it only ${before.length} of ${needed} ${of} are on record.`
    return { measured: null, verdict: 'waiting', ...counts, message }
  }
  if (since.length < needed) {
    const message = `${since.length} of the ${needed} ${of} that it takes were measured since.`
    return { measured: null, verdict: 'waiting', ...counts, message }
  }
  // What is promised of the usual one is compared by the middle, what is promised of all together by the mean.
  const change = measure.by === 'median' ? decrease(before, since) : meanDecrease(before, since)
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
