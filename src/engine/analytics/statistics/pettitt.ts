export type Pettitt = {
  /** Index of the first value of the second part. */
  readonly index: number
  /** Largest |U|. */
  readonly k: number
  /** Approximate, 0–1. */
  readonly pValue: number
}

/**
 * Pettitt's test for one change of the level of a series at an unknown place (1979, *Appl. Statist.* 28:126–135). It
 * looks at ranks only, so that a few wild values change nothing.
 *
 * @param values - In their order of time; at least two.
 */
export function pettitt(values: readonly number[]): Pettitt {
  const n = values.length
  let u = 0
  let best = { index: 1, k: 0 }
  for (let t = 0; t < n - 1; t += 1) {
    // U(t) = U(t-1) + how the value at t stands against all others.
    for (const other of values) u += Math.sign((values[t] ?? 0) - other)
    if (Math.abs(u) > best.k) best = { index: t + 1, k: Math.abs(u) }
  }
  return { ...best, pValue: Math.min(1, 2 * Math.exp((-6 * best.k ** 2) / (n ** 3 + n ** 2))) }
}
