import { median, medianAbsoluteDeviation } from 'simple-statistics'

/** Makes the median absolute deviation of normal values their standard deviation: 1 / Φ⁻¹(0.75). */
const toStandardDeviation = 1.4826

/** Median and robust spread of values; half of them may be anything. @param values - At least one. */
export function robustSpread(values: readonly number[]): { median: number; spread: number } {
  return { median: median([...values]), spread: toStandardDeviation * medianAbsoluteDeviation([...values]) }
}
