import { DDSketch } from '@datadog/sketches-js'
import { ByteReader, ByteWriter } from './bytes.ts'

/** A quantile is at most this far from the true value, relative to it. */
const relativeAccuracy = 0.01
/** Bins that a sketch grows by. The library's 128 would be most of the memory of a query with many points. */
const chunkSize = 16

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
}

/** Values gathered so far: single ones, or rows of finer roll-ups. */
export class Cell {
  count = 0
  sum = 0
  min = Number.POSITIVE_INFINITY
  max = Number.NEGATIVE_INFINITY
  /** Absent where no quantile is asked for. */
  readonly #sketch: DDSketch | undefined

  constructor(withQuantiles = true) {
    if (!withQuantiles) return
    this.#sketch = new DDSketch({ relativeAccuracy })
    this.#sketch.store.chunkSize = chunkSize
    this.#sketch.negativeStore.chunkSize = chunkSize
  }

  add(value: number): void {
    this.totals(1, value, value, value)
    this.#sketch?.accept(value)
  }

  totals(count: number, sum: number, min: number, max: number): void {
    this.count += count
    this.sum += sum
    if (min < this.min) this.min = min
    if (max > this.max) this.max = max
  }

  /** Adds the bins of a packed sketch. The library's own merge leaves out negative values. */
  bins(packed: Uint8Array): void {
    const sketch = this.#sketch
    if (sketch === undefined) return
    const reader = new ByteReader(packed)
    let added = 0
    for (const store of [sketch.store, sketch.negativeStore]) {
      let key = 0
      for (let left = reader.count(); left > 0; left -= 1) {
        key += reader.signed()
        const count = reader.count()
        store.add(key, count)
        added += count
      }
    }
    const zeros = reader.count()
    sketch.zeroCount += zeros
    sketch.count += added + zeros
  }

  merge(other: Cell): void {
    this.totals(other.count, other.sum, other.min, other.max)
    if (this.#sketch !== undefined) this.bins(other.pack())
  }

  /** The value below which a share of the values lies, 0–1; `null` for none. */
  quantile(share: number): number | null {
    if (this.#sketch === undefined || this.count === 0) return null
    // The ends are known exactly, and nothing lies beyond them.
    return Math.min(this.max, Math.max(this.min, this.#sketch.getValueAtQuantile(share)))
  }

  pack(): Uint8Array {
    const writer = new ByteWriter()
    const sketch = this.#sketch
    if (sketch === undefined) return writer.result()
    for (const { bins, offset } of [sketch.store, sketch.negativeStore]) {
      writer.count(bins.reduce((total, bin) => (bin > 0 ? total + 1 : total), 0))
      let last = 0
      for (let index = 0; index < bins.length; index += 1) {
        const bin = bins[index] ?? 0
        if (bin === 0) continue
        writer.signed(index + offset - last)
        writer.count(bin)
        last = index + offset
      }
    }
    writer.count(sketch.zeroCount)
    return writer.result()
  }

  row(at: number): Row {
    const { count, sum, min, max } = this
    return { at, count, sum, min, max, sketch: this.pack() }
  }
}
