import { fileTypeFromBuffer } from 'file-type'
import { WhittleError } from '../../../shared/errors.ts'
import type { Decoder } from '../decoders/decoder.ts'
import { decoders } from '../decoders/index.ts'
import { isSvg } from '../decoders/svg.ts'

/** What file-type needs to see at most, except of TIFF, whose directory may be at the end of the file. */
const sampleBytes = 64 * 1024

/**
 * Finds the decoder of a file by its content; its name plays no part.
 *
 * @throws WhittleError `INPUT_UNSUPPORTED` naming what it is, or `INPUT_NOT_AN_IMAGE` when nobody knows.
 */
export async function identify(bytes: Buffer): Promise<Decoder> {
  // First, since file-type knows no SVG and takes UTF-16 for an old kind of sound file.
  if (isSvg(bytes)) return decoders.svg
  const type = await fileTypeFromBuffer(isTiffLike(bytes) ? bytes : bytes.subarray(0, sampleBytes))
  const decoder = Object.values(decoders).find(({ mediaTypes }) => mediaTypes.includes(type?.mime ?? ''))
  if (decoder !== undefined) return decoder
  // XML is the only text that file-type knows.
  if (type === undefined || type.mime === 'application/xml') throw new WhittleError('INPUT_NOT_AN_IMAGE')
  throw new WhittleError('INPUT_UNSUPPORTED', {
    message: `Files of the type ${type.ext.toUpperCase()} are not supported.`,
    detail: type.mime,
  })
}

function isTiffLike(bytes: Buffer): boolean {
  const order = bytes.toString('latin1', 0, 2)
  return order === 'II' || order === 'MM'
}
