import { type Encoder, effortOption } from './encoder.ts'

export const avif: Encoder = (image, { quality, effort, fullChroma = true }) =>
  image.avif({
    ...(quality === null
      ? { lossless: true }
      : { quality, chromaSubsampling: fullChroma ? '4:4:4' : '4:2:0' }),
    ...effortOption(effort),
  })
