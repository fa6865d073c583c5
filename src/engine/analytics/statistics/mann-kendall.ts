import { sampleRankCorrelation } from 'simple-statistics'
import { twoSided } from './normal.ts'

export type MannKendall = {
  /** Pairs that rise less pairs that fall. */
  readonly s: number
  readonly variance: number
  /** Two-sided, 0–1. */
  readonly pValue: number
}

/** Days further apart say little of each other, and the estimate of how much grows noisy. */
const mostLags = 7

/**
 * The Mann–Kendall test: whether a series rises or falls more than one of no trend would.
 *
 * The variance of S is Kendall's with its correction for ties (Gilbert 1987, *Statistical Methods for Environmental
 * Pollution Monitoring*, ch. 16), made larger where values resemble their neighbours (Hamed & Rao 1998, *J. Hydrol.*
 * 204:182–196, lags 1 to 7 that are significant at 5 %). It is never made smaller: the correction is an estimate.
 *
 * @param values - In their order of time; at least three.
 * @param residuals - The same without the trend that was fitted, for the correction; without them there is none.
 */
export function mannKendall(values: readonly number[], residuals?: readonly number[]): MannKendall {
  let s = 0
  for (let i = 0; i < values.length; i += 1) {
    for (let j = i + 1; j < values.length; j += 1) s += Math.sign((values[j] ?? 0) - (values[i] ?? 0))
  }
  const inflation = residuals === undefined ? 1 : Math.max(1, varianceInflation(residuals))
  const variance = varianceOf(values) * inflation
  if (variance === 0) return { s, variance, pValue: 1 }
  // Corrected for continuity: S moves in steps of two.
  const z = s === 0 ? 0 : (s - Math.sign(s)) / Math.sqrt(variance)
  return { s, variance, pValue: twoSided(z) }
}

function varianceOf(values: readonly number[]): number {
  const ties = new Map<number, number>()
  for (const value of values) ties.set(value, (ties.get(value) ?? 0) + 1)
  const term = (n: number) => n * (n - 1) * (2 * n + 5)
  const tied = [...ties.values()].reduce((sum, count) => sum + term(count), 0)
  return (term(values.length) - tied) / 18
}

/** By how much larger the variance of S is than that of independent values: Hamed & Rao's n/n*. */
export function varianceInflation(residuals: readonly number[], lags = mostLags): number {
  const n = residuals.length
  const significant = 1.96 / Math.sqrt(n)
  let sum = 0
  for (let lag = 1; lag <= Math.min(lags, n - 3); lag += 1) {
    const correlation = sampleRankCorrelation(residuals.slice(0, n - lag), residuals.slice(lag))
    if (!Number.isFinite(correlation) || Math.abs(correlation) <= significant) continue
    sum += (n - lag) * (n - lag - 1) * (n - lag - 2) * correlation
  }
  return 1 + (2 / (n * (n - 1) * (n - 2))) * sum
}
