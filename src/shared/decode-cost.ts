import type { Probe } from './model/item.ts'

/** What of a {@link Probe} decides on the memory that decoding takes. */
export type DecodeFacts = Pick<
  Probe,
  'format' | 'width' | 'height' | 'bytes' | 'pages' | 'channels' | 'depth' | 'interlaced'
>

/** What a WebAssembly decoder takes before it has seen an image: its code, compiled, and its first heap. */
const wasmBytes = 80 * 2 ** 20

/**
 * Peak bytes to expect for decoding one image, its file included; an upper estimate, to admit jobs by. What is made of
 * the pixels afterwards comes on top.
 *
 * @param facts - What is absent counts as four channels of 8 bits, not interlaced.
 * @param animated - All frames at once instead of the first.
 */
export function decodeBytes(facts: DecodeFacts, animated = false): number {
  const frames = animated ? facts.pages : 1
  const pixels = facts.width * facts.height * frames
  return Math.ceil(facts.bytes + costOf(facts, pixels))
}

function costOf({ format, bytes, channels = 4, depth = 8, interlaced = false }: DecodeFacts, pixels: number) {
  const plain = pixels * channels * Math.ceil(depth / 8)
  switch (format) {
    case 'svg':
      // librsvg's tree: 6.3 GB for 60 MB of text, measured.
      return bytes * 110 + plain
    case 'heic':
      // YCbCr and RGBA in its heap, a copy of RGBA outside, and one more in the form that libvips reads.
      return wasmBytes + pixels * 16
    case 'bmp':
    case 'ico':
    case 'tga':
    case 'psd':
    case 'jp2':
    case 'jxl':
    case 'dds':
      // Planes and pixels in its heap, which grows in leaps, then the same two copies.
      return wasmBytes + bytes + pixels * 24
    case 'png':
      // libspng holds an interlaced image as a whole, with 16 bits as RGBA of 16 bits.
      return interlaced && depth > 8 ? Math.max(plain, pixels * 8) + plain : plain
    case 'jpeg':
      // A progressive JPEG is decoded from its coefficients, 16 bits each.
      return interlaced ? plain * 3 : plain
    default:
      return plain
  }
}
