import { WhittleError } from '../../../shared/errors.ts'
import type { Decoder } from './decoder.ts'

/** AVIF and HEIC are the same container; the brands of its first box tell them apart. */
export const avif: Decoder = {
  format: 'avif',
  mediaTypes: ['image/avif', 'image/heif', 'image/heif-sequence', 'image/heic', 'image/heic-sequence'],
  guard: (bytes) => {
    if (brandsOf(bytes).some((brand) => brand === 'avif' || brand === 'avis')) return
    throw new WhittleError('INPUT_UNSUPPORTED', {
      message: 'This is a HEIC image, which is not supported yet.',
    })
  },
  droppedPages: 'frames-dropped',
}

/** The major and the compatible brands of the `ftyp` box (ISO/IEC 14496-12, 4.3), four characters each. */
function brandsOf(bytes: Buffer): string[] {
  const end = bytes.length < 16 ? 0 : Math.min(bytes.readUInt32BE(0), bytes.length)
  const brands: string[] = []
  for (let at = 8; at + 4 <= end; at += 4) {
    // Between the major brand and the compatible ones stands a version number.
    if (at !== 12) brands.push(bytes.toString('latin1', at, at + 4))
  }
  return brands
}
