import { type Encoder, effortOption } from './encoder.ts'

/** Without loss zlib's best, else a palette of as many colours as the quality needs (libimagequant). */
export const png: Encoder = (image, { quality, effort }) =>
  quality === null
    ? image.png({ compressionLevel: 9, adaptiveFiltering: true, palette: false })
    : image.png({ compressionLevel: 9, palette: true, quality, ...effortOption(effort) })
