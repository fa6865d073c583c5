import { type Encoder, effortOption } from './encoder.ts'

/**
 * `exact` keeps the colours under transparent pixels: lossless means every byte. Lossy WebP always halves the colour
 * resolution; `smartSubsample` does it so that edges suffer least, for half as much time again.
 */
export const webp: Encoder = (image, { quality, effort, animation, fullChroma = false }) =>
  image.webp({
    ...(quality === null ? { lossless: true, exact: true } : { quality, smartSubsample: fullChroma }),
    ...effortOption(effort),
    ...animation,
  })
