import { type Encoder, fullChromaFrom } from './encoder.ts'

/** MozJPEG's settings, progressive scans among them: about a sixth smaller than plain JPEG at the same score. */
export const jpeg: Encoder = (image, { quality, background, fullChroma }) => {
  const scale = quality ?? 100
  const full = fullChroma ?? scale >= fullChromaFrom
  return image
    .flatten({ background })
    .jpeg({ quality: scale, mozjpeg: true, chromaSubsampling: full ? '4:4:4' : '4:2:0' })
}
