/// <reference path="./ml-regression-theil-sen.d.ts" />
import { TheilSenRegression } from 'ml-regression-theil-sen'
import { twoSidedQuantile } from './normal.ts'

export type TheilSen = {
  /** Per unit of x: the median of the slopes of all pairs, and its interval. */
  readonly slope: number
  readonly low: number
  readonly high: number
  /** Value of the line at x = 0. */
  readonly intercept: number
}

/**
 * The Theil–Sen line: up to 29 % of the points may be anything without moving it far.
 *
 * The interval is Sen's (1968, *JASA* 63:1379–1389): the slopes at ranks (N ± z √variance) / 2 of all N, where the
 * variance is that of Mann–Kendall's S.
 *
 * @param x - At least two different ones.
 * @param variance - Of S; see `mannKendall`.
 * @param alpha - Probability that the true slope is outside. Default: 0.05.
 */
export function theilSen(
  x: readonly number[],
  y: readonly number[],
  variance: number,
  alpha = 0.05,
): TheilSen {
  const { slope, intercept } = new TheilSenRegression(x, y)
  const slopes: number[] = []
  for (let i = 0; i < x.length; i += 1) {
    for (let j = i + 1; j < x.length; j += 1) {
      const run = (x[j] ?? 0) - (x[i] ?? 0)
      if (run !== 0) slopes.push(((y[j] ?? 0) - (y[i] ?? 0)) / run)
    }
  }
  slopes.sort((a, b) => a - b)
  const reach = twoSidedQuantile(alpha) * Math.sqrt(variance)
  const at = (rank: number) => slopes[Math.min(slopes.length - 1, Math.max(0, Math.round(rank)))] ?? slope
  return {
    slope,
    intercept,
    low: at((slopes.length - reach) / 2 - 1),
    high: at((slopes.length + reach) / 2),
  }
}
