import { Sketch } from './sketch.ts'

/** Shares of the quantiles that can be asked for: p50, p95 and p99. An index keeps them ready. */
export const quantileShares = [0.5, 0.95, 0.99] as const

/** What a roll-up keeps of the values of one series in one stretch of time. */
export type Row = {
  /** Start of the stretch, epoch milliseconds. */
  readonly at: number
  readonly count: number
  readonly sum: number
  readonly min: number
  readonly max: number
  /** Bins of the quantile sketch, packed. */
  readonly sketch: Uint8Array
  /** Of {@link quantileShares}; only in indices, which would be little faster than what they are made from without. */
  readonly quantiles?: readonly number[]
}

/** Where the sketch of a row lies, and its quantiles where they stand ready. */
export type PackedBins = {
  readonly bytes: Uint8Array
  readonly start: number
  readonly end: number
  /** Of {@link quantileShares}. */
  readonly quantiles: readonly number[] | undefined
}

/** Values gathered so far: single ones, or rows of finer roll-ups. */
export class Cell {
  count = 0
  sum = 0
  min = Number.POSITIVE_INFINITY
  max = Number.NEGATIVE_INFINITY
  /** Absent where no quantile is asked for. */
  readonly #sketch: Sketch | undefined
  /** Those of the only row so far. */
  #ready: readonly number[] | undefined

  constructor(withQuantiles = true) {
    if (withQuantiles) this.#sketch = new Sketch()
  }

  add(value: number): void {
    this.#ready = undefined
    this.totals(1, value, value, value)
    this.#sketch?.add(value)
  }

  totals(count: number, sum: number, min: number, max: number): void {
    this.count += count
    this.sum += sum
    if (min < this.min) this.min = min
    if (max > this.max) this.max = max
  }

  /** Adds a row of several values. */
  row(count: number, sum: number, min: number, max: number, bins: PackedBins): void {
    this.#ready = this.count === 0 ? bins.quantiles : undefined
    this.totals(count, sum, min, max)
    this.#sketch?.addPacked(bins.bytes, bins.start, bins.end)
  }

  merge(other: Cell): void {
    this.#ready = undefined
    this.totals(other.count, other.sum, other.min, other.max)
    if (this.#sketch !== undefined && other.#sketch !== undefined) this.#sketch.merge(other.#sketch)
  }

  /** The values of {@link quantileShares}; `undefined` for no values. */
  quantiles(): readonly number[] | undefined {
    if (this.#sketch === undefined || this.count === 0) return undefined
    // The ends are known exactly, and nothing lies beyond them.
    this.#ready ??= this.#sketch
      .values(quantileShares)
      .map((value) => Math.min(this.max, Math.max(this.min, value)))
    return this.#ready
  }

  /** Lets go of the shards that it was read from, before it is kept for longer. */
  compact(): void {
    this.#sketch?.compact()
  }

  /** @param ready Whether the quantiles go into the row as well. */
  toRow(at: number, ready: boolean): Row {
    const { count, sum, min, max } = this
    const quantiles = ready ? this.quantiles() : undefined
    const sketch = this.#sketch?.pack() ?? new Uint8Array()
    return { at, count, sum, min, max, sketch, ...(quantiles === undefined ? {} : { quantiles }) }
  }
}
