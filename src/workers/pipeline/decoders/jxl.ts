import type { Decoder } from './decoder.ts'
import { magickDecoder } from './magick/magick-decoder.ts'

export const jxl: Decoder = {
  format: 'jxl',
  mediaTypes: ['image/jxl'],
  droppedPages: 'frames-dropped',
  foreign: magickDecoder({ format: 'Jxl' }),
}
