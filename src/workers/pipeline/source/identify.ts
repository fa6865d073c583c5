import { fileTypeFromBuffer } from 'file-type'
import type { Decoder } from '../decoders/decoder.ts'
import { decoders } from '../decoders/index.ts'
import { isTga } from '../decoders/tga/is-tga.ts'
import { isSvg } from '../svg/is-svg.ts'
import { refusalOf, refusalOfUnknown } from './what-is-it.ts'

/** What file-type needs to see at most, except of TIFF, whose directory may be at the end of the file. */
const sampleBytes = 64 * 1024

/** PostScript, also with the preview in front that some EPS files have. */
const postScript = [Buffer.from('%!PS', 'latin1'), Buffer.from([0xc5, 0xd0, 0xd3, 0xc6])]

/**
 * Finds the decoder of a file by its content; its name plays no part.
 *
 * @throws WhittleError `INPUT_UNSUPPORTED` naming what it is, or `INPUT_NOT_AN_IMAGE` when it is text or nobody knows.
 */
export async function identify(bytes: Buffer): Promise<Decoder> {
  // First, since file-type knows no SVG and takes UTF-16 for an old kind of sound file.
  if (isSvg(bytes)) return decoders.svg
  // Before file-type, which takes some for cursors: they begin with the same four bytes.
  if (isTga(bytes)) return decoders.tga
  if (bytes.toString('latin1', 0, 4) === 'DDS ') return decoders.dds
  if (postScript.some((mark) => bytes.subarray(0, 4).equals(mark))) {
    throw refusalOf({ ext: 'eps', mime: 'application/postscript' })
  }
  const type = await fileTypeFromBuffer(isTiffLike(bytes) ? bytes : bytes.subarray(0, sampleBytes))
  const decoder = Object.values(decoders).find(({ mediaTypes }) => mediaTypes.includes(type?.mime ?? ''))
  if (decoder !== undefined) return decoder === decoders.avif ? codecOf(bytes) : decoder
  // XML is the only text that file-type knows.
  throw type === undefined || type.mime === 'application/xml' ? refusalOfUnknown(bytes) : refusalOf(type)
}

function isTiffLike(bytes: Buffer): boolean {
  const order = bytes.toString('latin1', 0, 2)
  return order === 'II' || order === 'MM'
}

/**
 * AVIF and HEIC are one container, and their brands overlap: the configuration of the codec, of which every image in it
 * has one (ISO/IEC 14496-15; AV1-ISOBMFF 2.3), tells them apart.
 */
function codecOf(bytes: Buffer): Decoder {
  const av1 = bytes.indexOf('av1C', 0, 'latin1')
  const other = bytes.indexOf('hvcC', 0, 'latin1')
  return av1 >= 0 && (other < 0 || av1 < other) ? decoders.avif : decoders.heic
}
