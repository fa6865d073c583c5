import { type Encoder, effortOption } from './encoder.ts'

/** `exact` keeps the colours under transparent pixels: lossless means every byte. */
export const webp: Encoder = (image, { quality, effort }) =>
  image.webp({
    ...(quality === null ? { lossless: true, exact: true } : { quality }),
    ...effortOption(effort),
  })
