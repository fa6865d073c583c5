import type { Encoder } from './encoder.ts'

/** Above it, as most encoders do, colour is kept in full resolution: fine colour edges show there first. */
const fullChromaFrom = 90

/** MozJPEG's settings, progressive scans among them: about a sixth smaller than plain JPEG at the same score. */
export const jpeg: Encoder = (image, { quality, background }) => {
  const scale = quality ?? 100
  return image
    .flatten({ background })
    .jpeg({ quality: scale, mozjpeg: true, chromaSubsampling: scale >= fullChromaFrom ? '4:4:4' : '4:2:0' })
}
