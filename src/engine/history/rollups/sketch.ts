import { DDSketch } from '@datadog/sketches-js'
import { ByteWriter } from './bytes.ts'
import { PackedColumn } from './packed-column.ts'

/** A quantile is at most this far from the true value, relative to it. */
const relativeAccuracy = 0.01
/** Keys and packed sketches that wait before they are added up. More take more memory than the bins would. */
const maxWaiting = 256

/** The library's: which bin a value belongs to, and which value stands for a bin. */
const { mapping } = new DDSketch({ relativeAccuracy })

/** Counts by key, as one array from the least key to the greatest. */
class Bins {
  #counts = new Float64Array(0)
  /** Key of the first place. */
  #offset = 0
  #from = 0
  #to = 0
  total = 0

  add(key: number, count: number): void {
    if (this.total === 0) {
      if (this.#counts.length === 0) this.#counts = new Float64Array(64)
      this.#offset = key - (this.#counts.length >> 1)
      this.#from = key
      this.#to = key
    }
    let place = key - this.#offset
    if (place < 0 || place >= this.#counts.length) {
      this.#grow(key)
      place = key - this.#offset
    }
    this.#counts[place] = (this.#counts[place] ?? 0) + count
    if (key < this.#from) this.#from = key
    else if (key > this.#to) this.#to = key
    this.total += count
  }

  /** Empties it and keeps its room. */
  clear(): void {
    if (this.total === 0) return
    this.#counts.fill(0, this.#from - this.#offset, this.#to - this.#offset + 1)
    this.total = 0
  }

  addAll(other: Bins): void {
    other.each((key, count) => this.add(key, count))
  }

  each(visit: (key: number, count: number) => void): void {
    if (this.total === 0) return
    for (let key = this.#from; key <= this.#to; key += 1) {
      const count = this.#counts[key - this.#offset] ?? 0
      if (count > 0) visit(key, count)
    }
  }

  /** The key at which more than `rank` values are at or below it. */
  keyAbove(rank: number): number {
    let sum = 0
    for (let key = this.#from; key <= this.#to; key += 1) {
      sum += this.#counts[key - this.#offset] ?? 0
      if (sum > rank) return key
    }
    return this.#to
  }

  write(writer: ByteWriter): void {
    let used = 0
    this.each(() => {
      used += 1
    })
    writer.count(used)
    let last = 0
    this.each((key, count) => {
      writer.signed(key - last)
      writer.count(count)
      last = key
    })
  }

  #grow(key: number): void {
    const from = Math.min(this.#from, key)
    const length = 2 * (Math.max(this.#to, key) - from + 1)
    const counts = new Float64Array(length)
    const offset = from - (length >> 2)
    const held = this.#counts.subarray(this.#from - this.#offset, this.#to - this.#offset + 1)
    counts.set(held, this.#from - offset)
    this.#counts = counts
    this.#offset = offset
  }
}

type Totals = { readonly positive: Bins; readonly negative: Bins; zeros: number }

const emptyTotals = (): Totals => ({ positive: new Bins(), negative: new Bins(), zeros: 0 })

/** Room for one sketch at a time while it is read or packed, so that the thousands of a query need none of their own. */
const scratch = emptyTotals()

/**
 * A DDSketch that is added up only when somebody wants to know: most cells of a query get a few packed sketches,
 * which it keeps as they lie in the shard's bytes.
 */
export class Sketch {
  // A query has thousands of these, so what one does not need it does not have.
  #keys: number[] | undefined
  #first: PackedColumn | undefined
  #place = 0
  #more: PackedColumn[] | undefined
  #morePlaces: number[] | undefined
  #totals: Totals | undefined

  add(value: number): void {
    if (value > mapping.minPossible) {
      this.#keys ??= []
      this.#keys.push(mapping.key(value))
      if (this.#keys.length >= maxWaiting) this.#settle()
    } else if (value < -mapping.minPossible) this.#settled().negative.add(mapping.key(-value), 1)
    else this.#settled().zeros += 1
  }

  /** Adds the bins at a place of a column. */
  addPacked(column: PackedColumn, place: number): void {
    if (this.#first === undefined) {
      this.#first = column
      this.#place = place
      return
    }
    this.#more ??= []
    this.#morePlaces ??= []
    this.#more.push(column)
    this.#morePlaces.push(place)
    if (this.#more.length >= maxWaiting) this.#settle()
  }

  merge(other: Sketch): void {
    other.#addTo(this.#settled())
  }

  /** Values at shares (0–1) of all. */
  values(shares: readonly number[]): number[] {
    return this.#withTotals((totals) => shares.map((share) => valueAt(share, totals)))
  }

  pack(): Uint8Array {
    return this.#withTotals(({ positive, negative, zeros }) => {
      const writer = new ByteWriter()
      positive.write(writer)
      negative.write(writer)
      writer.count(zeros)
      return writer.result()
    })
  }

  /** Lets go of the bytes of shards, for one that is kept for longer. */
  compact(): void {
    const packed = this.pack()
    this.#forget()
    this.#totals = undefined
    this.addPacked(PackedColumn.of(packed), 0)
  }

  #settled(): Totals {
    this.#totals ??= emptyTotals()
    return this.#totals
  }

  #settle(): void {
    this.#addWaiting(this.#settled())
    this.#forget()
  }

  #forget(): void {
    this.#keys = undefined
    this.#first = undefined
    this.#more = undefined
    this.#morePlaces = undefined
  }

  #withTotals<T>(use: (totals: Totals) => T): T {
    const waiting = this.#keys ?? this.#first
    if (this.#totals !== undefined && waiting === undefined) return use(this.#totals)
    try {
      this.#addTo(scratch)
      return use(scratch)
    } finally {
      scratch.positive.clear()
      scratch.negative.clear()
      scratch.zeros = 0
    }
  }

  #addTo(totals: Totals): void {
    if (this.#totals !== undefined) {
      totals.positive.addAll(this.#totals.positive)
      totals.negative.addAll(this.#totals.negative)
      totals.zeros += this.#totals.zeros
    }
    this.#addWaiting(totals)
  }

  #addWaiting(totals: Totals): void {
    for (const key of this.#keys ?? []) totals.positive.add(key, 1)
    if (this.#first !== undefined) unpack(this.#first.bytes, this.#first.start(this.#place), totals)
    const more = this.#more ?? []
    for (let index = 0; index < more.length; index += 1) {
      const column = more[index]
      if (column !== undefined) unpack(column.bytes, column.start(this.#morePlaces?.[index] ?? 0), totals)
    }
  }
}

function valueAt(share: number, { positive, negative, zeros }: Totals): number {
  const rank = share * (positive.total + negative.total + zeros - 1)
  // Keys grow away from zero, so the ranks of negative values run the other way.
  if (rank < negative.total) return -mapping.value(negative.keyAbove(Math.ceil(negative.total - rank - 1)))
  if (rank < negative.total + zeros) return 0
  return mapping.value(positive.keyAbove(rank - negative.total - zeros))
}

/** Adds what {@link Sketch.pack} wrote. Without a reader object: a query over a year does this 100,000 times. */
function unpack(bytes: Uint8Array, start: number, totals: Totals): void {
  const end = bytes.length
  let at = start
  const next = (): number => {
    let value = 0
    let scale = 1
    while (at < end) {
      const byte = bytes[at++] ?? 0
      value += (byte & 127) * scale
      if (byte < 128) break
      scale *= 128
    }
    return value
  }
  for (let sign = 0; sign < 2; sign += 1) {
    const bins = sign === 0 ? totals.positive : totals.negative
    let key = 0
    for (let left = next(); left > 0 && at < end; left -= 1) {
      const step = next()
      key += step % 2 === 1 ? -(step + 1) / 2 : step / 2
      bins.add(key, next())
    }
  }
  totals.zeros += next()
}
