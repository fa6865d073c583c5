import type { PackedColumn } from './packed-column.ts'
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
  readonly column: PackedColumn
  place: number
  /** {@link quantileShares} of this row from `readyAt` on. */
  readonly ready: Float64Array | undefined
  readyAt: number
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
  #ready: ArrayLike<number> | undefined
  #readyAt = 0

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

  /** Adds a row of several values. `bins` itself is not kept. */
  row(count: number, sum: number, min: number, max: number, bins: PackedBins): void {
    this.#ready = this.count === 0 ? bins.ready : undefined
    this.#readyAt = bins.readyAt
    this.totals(count, sum, min, max)
    if (this.#sketch === undefined) return
    // It will be wanted, and takes less room than its text.
    if (bins.ready === undefined) bins.column.decode()
    this.#sketch.addPacked(bins.column, bins.place)
  }

  merge(other: Cell): void {
    this.#ready = undefined
    this.totals(other.count, other.sum, other.min, other.max)
    if (this.#sketch !== undefined && other.#sketch !== undefined) this.#sketch.merge(other.#sketch)
  }

  /** The value at a place of {@link quantileShares}; `null` for no values. */
  quantile(place: number): number | null {
    if (this.#sketch === undefined || this.count === 0) return null
    if (this.#ready === undefined) {
      this.#ready = this.#sketch.values(quantileShares)
      this.#readyAt = 0
    }
    // The ends are known exactly, and nothing lies beyond them.
    return Math.min(this.max, Math.max(this.min, this.#ready[this.#readyAt + place] ?? 0))
  }

  /** Lets go of the shards that it was read from, before it is kept for longer. */
  compact(): void {
    this.#ready = undefined
    this.#sketch?.compact()
  }

  /** @param ready Whether the quantiles go into the row as well. */
  toRow(at: number, ready: boolean): Row {
    const { count, sum, min, max } = this
    const quantiles = ready ? quantileShares.map((_, place) => this.quantile(place) ?? 0) : undefined
    const sketch = this.#sketch?.pack() ?? new Uint8Array()
    return { at, count, sum, min, max, sketch, ...(quantiles === undefined ? {} : { quantiles }) }
  }
}
