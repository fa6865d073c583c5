import { ByteReader } from './bytes.ts'

/** Packed sketches of a line, one after the other, each with its length before it; decoded when one is wanted. */
export class PackedColumn {
  #text: Buffer | undefined
  #bytes: Uint8Array
  readonly #starts: number[] = []
  readonly #ends: number[] = []

  /** @param text As base64; none for a column that {@link of} makes. */
  constructor(text: Buffer | undefined, bytes: Uint8Array = new Uint8Array()) {
    this.#text = text
    this.#bytes = bytes
  }

  /** A column of one sketch. */
  static of(packed: Uint8Array): PackedColumn {
    const column = new PackedColumn(undefined, packed)
    column.#starts.push(0)
    return column
  }

  /** Decodes it now rather than later, and lets go of the text. */
  decode(): void {
    if (this.#text === undefined) return
    this.#bytes = Buffer.from(this.#text.toString('latin1'), 'base64')
    this.#text = undefined
    const reader = new ByteReader(this.#bytes)
    while (!reader.done) {
      const length = reader.count()
      const start = reader.skip(length)
      this.#starts.push(start)
      this.#ends.push(start + length)
    }
  }

  get bytes(): Uint8Array {
    this.decode()
    return this.#bytes
  }

  /** Where a sketch begins in `bytes`; it tells itself where it ends. */
  start(index: number): number {
    this.decode()
    return this.#starts[index] ?? this.#bytes.length
  }

  /** A copy of one sketch. */
  slice(index: number): Uint8Array {
    return this.bytes.slice(this.start(index), this.#ends[index])
  }
}
