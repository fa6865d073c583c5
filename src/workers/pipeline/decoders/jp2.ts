import type { Decoder } from './decoder.ts'
import { magickDecoder } from './magick/magick-decoder.ts'

/** The marker of a bare code stream: start of it, and the segment with its size right behind. */
const codeStream = Buffer.from([0xff, 0x4f, 0xff, 0x51])

/** JPEG 2000, in its container or bare. */
export const jp2: Decoder = {
  format: 'jp2',
  mediaTypes: ['image/jp2', 'image/jpx', 'image/jpm', 'image/j2c'],
  droppedPages: 'pages-dropped',
  foreign: magickDecoder({
    format: (bytes) => (bytes.subarray(0, 4).equals(codeStream) ? 'J2k' : 'Jp2'),
    depthOf,
  }),
}

/** The first component's bits, less one, 40 bytes into the code stream (ISO/IEC 15444-1, A.5.1); bit 7 is its sign. */
function depthOf(bytes: Buffer): number {
  const start = bytes.indexOf(codeStream)
  const at = start + 40
  return start < 0 || at >= bytes.length ? 8 : Math.max(8, (bytes.readUInt8(at) & 0x7f) + 1)
}
