import { mean, sampleVariance } from 'simple-statistics'
import type { Estimate } from '../../../shared/model/measure.ts'
import { twoSidedQuantile } from './normal.ts'

/** More than so many values on a side are thinned out evenly: pairs of all of them would take seconds. */
const mostValues = 400

/**
 * By how much the second sample lies below the first: the Hodges–Lehmann estimate, the median of the differences of
 * all pairs, with the interval that belongs to the Wilcoxon rank-sum test (Hollander & Wolfe 1999, *Nonparametric
 * Statistical Methods*, ch. 4; normal approximation).
 *
 * @param alpha - Probability that the true difference is outside. Default: 0.1.
 * @returns In the unit of the values; positive where the second is smaller.
 */
export function decrease(before: readonly number[], after: readonly number[], alpha = 0.1): Estimate {
  const a = thinned(before)
  const b = thinned(after)
  const differences = a.flatMap((x) => b.map((y) => x - y)).sort((x, y) => x - y)
  const pairs = differences.length
  const reach = twoSidedQuantile(alpha) * Math.sqrt((pairs * (a.length + b.length + 1)) / 12)
  const at = (rank: number) => differences[Math.min(pairs - 1, Math.max(0, Math.round(rank)))] ?? 0
  return {
    low: at(pairs / 2 - reach - 0.5),
    expected: (at((pairs - 1) / 2 - 0.25) + at((pairs - 1) / 2 + 0.25)) / 2,
    high: at(pairs / 2 + reach - 0.5),
  }
}

/**
 * By how much the mean of the second sample lies below that of the first, with Welch's interval (1947; normal
 * approximation). For what is promised of a total: where most values are 0 their median says nothing.
 *
 * @param alpha - Probability that the true difference is outside. Default: 0.1.
 * @returns In the unit of the values; positive where the second is smaller. Without width for single values.
 */
export function meanDecrease(before: readonly number[], after: readonly number[], alpha = 0.1): Estimate {
  const expected = mean([...before]) - mean([...after])
  const error = (values: readonly number[]) =>
    values.length < 2 ? 0 : sampleVariance([...values]) / values.length
  const reach = twoSidedQuantile(alpha) * Math.sqrt(error(before) + error(after))
  return { low: expected - reach, expected, high: expected + reach }
}

function thinned(values: readonly number[]): number[] {
  const step = values.length / mostValues
  if (step <= 1) return [...values]
  return Array.from({ length: mostValues }, (_, index) => values[Math.floor(index * step)] ?? 0)
}
