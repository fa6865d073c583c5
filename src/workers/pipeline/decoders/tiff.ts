import type { Decoder } from './decoder.ts'

/** Camera raw files are TIFF inside, but file-type gives each a type of its own, so none is mistaken for a picture. */
export const tiff: Decoder = {
  format: 'tiff',
  mediaTypes: ['image/tiff'],
  droppedPages: 'pages-dropped',
}
