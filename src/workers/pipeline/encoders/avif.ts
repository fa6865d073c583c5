import { type Encoder, effortOption } from './encoder.ts'

export const avif: Encoder = (image, { quality, effort }) =>
  image.avif({ ...(quality === null ? { lossless: true } : { quality }), ...effortOption(effort) })
