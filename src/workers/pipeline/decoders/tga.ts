import type { Decoder } from './decoder.ts'
import { magickDecoder } from './magick/magick-decoder.ts'

/** A format without a signature: see `tga/is-tga.ts`. */
export const tga: Decoder = {
  format: 'tga',
  mediaTypes: [],
  droppedPages: 'pages-dropped',
  foreign: magickDecoder({ format: 'Tga' }),
}
