/** The last bytes of a file of version 2.0 (Truevision TGA File Format Specification 2.0, 1991). */
const signature = Buffer.from('TRUEVISION-XFILE.\0', 'latin1')
const footerBytes = 26

type TgaHeader = {
  readonly isPacked: boolean
  /** Where the pixels begin. */
  readonly start: number
  readonly pixels: number
  readonly pixelBytes: number
}

/**
 * Whether a file is a Targa image. The format has no signature at its beginning, and the one at its end came later, so
 * the whole header must make sense and the pixel data must fill the file to its last byte. Anything doubtful is not one.
 */
export function isTga(bytes: Buffer): boolean {
  const header = readTgaHeader(bytes)
  if (header === undefined) return false
  const end = header.isPacked ? endOfPackets(bytes, header) : header.start + header.pixels * header.pixelBytes
  if (end === undefined) return false
  // Version 2.0 may have more, such as a thumbnail, between the pixels and its footer.
  return bytes.subarray(-signature.length).equals(signature)
    ? end <= bytes.length - footerBytes
    : end === bytes.length
}

/** Bits a pixel that each kind of image may have; +8 of the kind means that it is packed. */
const allowedBits: Readonly<Record<number, readonly number[]>> = {
  1: [8],
  2: [15, 16, 24, 32],
  3: [8, 16],
}

function readTgaHeader(bytes: Buffer): TgaHeader | undefined {
  if (bytes.length < 19) return undefined
  const [idBytes = 0, mapType = 0, type = 0] = bytes
  const kind = type & 7
  const bits = bytes.readUInt8(16)
  const map = readColourMap(bytes, mapType)
  const pixels = bytes.readUInt16LE(12) * bytes.readUInt16LE(14)
  const isSound =
    (type & ~8) === kind &&
    allowedBits[kind]?.includes(bits) === true &&
    map !== undefined &&
    (kind !== 1 || mapType === 1) &&
    pixels > 0 &&
    isDescriptor(bytes.readUInt8(17), bits)
  if (!isSound) return undefined
  return { isPacked: type > 8, start: 18 + idBytes + map, pixels, pixelBytes: Math.ceil(bits / 8) }
}

/** The bytes that the colour map takes; `undefined` when what is said of it makes no sense. */
function readColourMap(bytes: Buffer, mapType: number): number | undefined {
  const length = bytes.readUInt16LE(5)
  const bits = bytes.readUInt8(7)
  if (mapType === 0) return bytes.readUInt16LE(3) === 0 && length === 0 ? 0 : undefined
  const isMap = mapType === 1 && length > 0 && length <= 256 && [15, 16, 24, 32].includes(bits)
  return isMap ? length * Math.ceil(bits / 8) : undefined
}

/** The upper two bits are reserved; the lower four count the bits of alpha. */
function isDescriptor(descriptor: number, bits: number): boolean {
  const alpha = descriptor & 15
  if (descriptor >= 64) return false
  if (bits === 32) return alpha === 0 || alpha === 8
  return alpha === 0 || (bits === 16 && (alpha === 1 || alpha === 8))
}

/** Walks the packets, each a byte with a count and one or as many pixels; where the last one ends. */
function endOfPackets(bytes: Buffer, { start, pixels, pixelBytes }: TgaHeader): number | undefined {
  let at = start
  let left = pixels
  while (left > 0 && at < bytes.length) {
    const packet = bytes.readUInt8(at)
    const count = (packet & 0x7f) + 1
    at += 1 + (packet >= 0x80 ? pixelBytes : count * pixelBytes)
    left -= count
  }
  return left === 0 && at <= bytes.length ? at : undefined
}
