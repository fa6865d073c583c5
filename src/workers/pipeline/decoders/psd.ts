import type { Decoder } from './decoder.ts'
import { magickDecoder } from './magick/magick-decoder.ts'

/** Photoshop's format, and its variant for large documents. What is decoded is the picture that all layers make together. */
export const psd: Decoder = {
  format: 'psd',
  mediaTypes: ['image/vnd.adobe.photoshop'],
  droppedPages: 'pages-dropped',
  foreign: magickDecoder({
    format: (bytes) => (bytes.readUInt16BE(4) === 2 ? 'Psb' : 'Psd'),
    depthOf: (bytes) => Math.max(8, bytes.length < 24 ? 8 : bytes.readUInt16BE(22)),
  }),
}
