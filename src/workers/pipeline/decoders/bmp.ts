import { WhittleError } from '../../../shared/errors.ts'
import type { Decoder } from './decoder.ts'
import { magickDecoder } from './magick/magick-decoder.ts'

/** Sizes of the second header, one for each version of the format that was ever in use. */
const headerSizes: ReadonlySet<number> = new Set([12, 16, 40, 52, 56, 64, 108, 124])

export const bmp: Decoder = {
  format: 'bmp',
  mediaTypes: ['image/bmp'],
  // Many a text begins with "BM".
  guard: (bytes) => {
    if (bytes.length >= 26 && headerSizes.has(bytes.readUInt32LE(14))) return
    throw new WhittleError('INPUT_NOT_AN_IMAGE')
  },
  droppedPages: 'pages-dropped',
  foreign: magickDecoder({ format: 'Bmp' }),
}
