/** Decoded pixels of 8 bits a channel, rows from top to bottom, alpha last and not premultiplied. */
export type PlainImage = {
  readonly data: Uint8Array
  readonly width: number
  readonly height: number
  readonly space: 'rgb' | 'grey' | 'cmyk'
  readonly hasAlpha: boolean
  readonly icc?: Uint8Array | undefined
}

const channelsOf = { grey: 1, rgb: 3, cmyk: 4 } as const
/** PhotometricInterpretation (TIFF 6.0, section 8 and 16). */
const photometricOf = { grey: 1, rgb: 2, cmyk: 5 } as const

/** Bytes of a strip, at least one row: readers hold a whole strip in memory. */
const stripBytes = 256 * 1024

const short = 3
const long = 4
const undefinedType = 7

/**
 * Wraps pixels into an uncompressed TIFF. This is how pixels from other decoders reach libvips together with their
 * profile: its raw input has no place for one.
 */
export function toPlainTiff({ data, width, height, space, hasAlpha, icc }: PlainImage): Buffer {
  const channels = channelsOf[space] + (hasAlpha ? 1 : 0)
  const rowBytes = width * channels
  const rowsPerStrip = Math.min(height, Math.max(1, Math.floor(stripBytes / rowBytes)))
  const strips = Math.ceil(height / rowsPerStrip)
  const directory = new Directory()
  const pixels = directory.reserve()
  directory.add(256, long, [width])
  directory.add(257, long, [height])
  directory.add(258, short, Array<number>(channels).fill(8))
  directory.add(259, short, [1])
  directory.add(262, short, [photometricOf[space]])
  directory.add(273, long, { count: strips, value: (i) => pixels() + i * rowsPerStrip * rowBytes })
  directory.add(277, short, [channels])
  directory.add(278, long, [rowsPerStrip])
  directory.add(279, long, {
    count: strips,
    value: (i) => Math.min(rowsPerStrip, height - i * rowsPerStrip) * rowBytes,
  })
  // ExtraSamples: alpha that is not premultiplied.
  if (hasAlpha) directory.add(338, short, [2])
  if (icc !== undefined) directory.add(34_675, undefinedType, [...icc])
  return Buffer.concat([directory.toBuffer(), data])
}

type Values = readonly number[] | { readonly count: number; readonly value: (index: number) => number }
type Entry = { readonly tag: number; readonly type: number; readonly values: Values }

/** The header and the one directory of a little-endian TIFF (TIFF 6.0, section 2); the pixels follow right behind. */
class Directory {
  readonly #entries: Entry[] = []
  #end = 0

  /** Where the pixels will be, known once all entries are. */
  reserve(): () => number {
    return () => this.#end
  }

  add(tag: number, type: number, values: Values): void {
    this.#entries.push({ tag, type, values })
  }

  toBuffer(): Buffer {
    const tableEnd = 8 + 2 + 12 * this.#entries.length + 4
    const sizes = this.#entries.map(({ type, values }) => countOf(values) * sizeOf(type))
    this.#end = tableEnd + sizes.reduce((sum, size) => sum + (size > 4 ? size + (size % 2) : 0), 0)
    const buffer = Buffer.alloc(this.#end)
    buffer.write('II*\0', 0, 'latin1')
    buffer.writeUInt32LE(8, 4)
    buffer.writeUInt16LE(this.#entries.length, 8)
    let outside = tableEnd
    for (const [i, { tag, type, values }] of this.#entries.entries()) {
      const at = 10 + 12 * i
      const size = sizes[i] ?? 0
      buffer.writeUInt16LE(tag, at)
      buffer.writeUInt16LE(type, at + 2)
      buffer.writeUInt32LE(countOf(values), at + 4)
      if (size > 4) buffer.writeUInt32LE(outside, at + 8)
      writeValues(buffer, size > 4 ? outside : at + 8, type, values)
      if (size > 4) outside += size + (size % 2)
    }
    return buffer
  }
}

function writeValues(buffer: Buffer, at: number, type: number, values: Values): void {
  const bytes = sizeOf(type)
  for (let i = 0; i < countOf(values); i += 1) {
    buffer.writeUIntLE(valueAt(values, i), at + i * bytes, bytes)
  }
}

function countOf(values: Values): number {
  return 'count' in values ? values.count : values.length
}

function valueAt(values: Values, index: number): number {
  return 'value' in values ? values.value(index) : (values[index] ?? 0)
}

function sizeOf(type: number): number {
  if (type === short) return 2
  return type === long ? 4 : 1
}
