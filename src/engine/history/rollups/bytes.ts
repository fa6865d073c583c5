/** Grows as it is written; whole numbers as LEB128, seven bits a byte, the small ones first. */
export class ByteWriter {
  #bytes = new Uint8Array(256)
  #length = 0

  /** @param value A whole number ≥ 0 and below 2⁵³. */
  count(value: number): void {
    let rest = value
    while (rest >= 128) {
      this.#byte((rest % 128) + 128)
      rest = Math.floor(rest / 128)
    }
    this.#byte(rest)
  }

  /** A whole number of either sign. */
  signed(value: number): void {
    this.count(value < 0 ? -2 * value - 1 : 2 * value)
  }

  append(bytes: Uint8Array): void {
    this.#reserve(bytes.length)
    this.#bytes.set(bytes, this.#length)
    this.#length += bytes.length
  }

  result(): Uint8Array {
    return this.#bytes.slice(0, this.#length)
  }

  #byte(value: number): void {
    this.#reserve(1)
    this.#bytes[this.#length] = value
    this.#length += 1
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#bytes.length) return
    const larger = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + more))
    larger.set(this.#bytes.subarray(0, this.#length))
    this.#bytes = larger
  }
}

/** Reads what a {@link ByteWriter} wrote. Beyond the end everything is 0. */
export class ByteReader {
  readonly #bytes: Uint8Array
  #at = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  get done(): boolean {
    return this.#at >= this.#bytes.length
  }

  count(): number {
    let byte = this.#bytes[this.#at++] ?? 0
    if (byte < 128) return byte
    let value = byte - 128
    let scale = 128
    do {
      byte = this.#bytes[this.#at++] ?? 0
      value += (byte & 127) * scale
      scale *= 128
    } while (byte >= 128)
    return value
  }

  signed(): number {
    const value = this.count()
    return value % 2 === 1 ? -(value + 1) / 2 : value / 2
  }

  /** Passes over so many bytes. @returns Where they begin. */
  skip(length: number): number {
    const start = this.#at
    this.#at += length
    return start
  }
}

export const toBase64 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')

export const fromBase64 = (text: string): Uint8Array => Buffer.from(text, 'base64')

/** Doubles in the byte order of every machine that Whittle runs on: little-endian. */
export function doublesToBase64(values: readonly number[]): string {
  return toBase64(new Uint8Array(Float64Array.from(values).buffer))
}

export function doublesFromBase64(text: string): Float64Array {
  const bytes = Buffer.from(text, 'base64')
  // Copied, because a view of doubles must start at a multiple of eight.
  return new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + (bytes.length & ~7)))
}
