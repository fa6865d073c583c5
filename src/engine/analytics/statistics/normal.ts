import { errorFunction, probit } from 'simple-statistics'

/** Two-sided probability of a standard normal value at least as far from zero as `z`, 0–1. */
export function twoSided(z: number): number {
  return Math.min(1, Math.max(0, 1 - errorFunction(Math.abs(z) / Math.SQRT2)))
}

/** The standard normal value that is exceeded, on both sides together, with probability `alpha` (0–1). */
export function twoSidedQuantile(alpha: number): number {
  return probit(1 - alpha / 2)
}
