import sharp from 'sharp'
import { type Source, toCorrupt } from '../source/open-source.ts'
import { type Pixels, toPixels } from './pixels.ts'

export type DecodeOptions = {
  /** Pixels; exactly this size comes out. */
  readonly width: number
  readonly height: number
  /** Stretch the contrast so that the darkest and the lightest 1 % become black and white. */
  readonly enhance?: boolean
  /** Let the decoder shrink as far as it can: faster, with less detail. For thumbnails. */
  readonly rough?: boolean
}

/**
 * Decodes the first frame or page: oriented, converted to sRGB with 8 bits, in the size asked for.
 *
 * @throws WhittleError `INPUT_CORRUPT`, also for damage that a decoder could gloss over.
 */
export async function decode(source: Source, options: DecodeOptions): Promise<Pixels> {
  const { width, height, enhance = false, rough = false } = options
  try {
    // A profile that says sRGB would only cost a pass through LittleCMS and its rounding.
    const image = sharp(source.bytes, {
      failOn: 'warning',
      limitInputPixels: false,
      ignoreIcc: source.isSrgb,
    })
      .autoOrient()
      // Not rough: JPEG still shrinks while it loads, but leaves at least a factor of two to a good filter.
      .resize(width, height, { fit: 'fill', fastShrinkOnLoad: rough })
    return await toPixels(enhance ? image.normalise() : image)
  } catch (error) {
    throw toCorrupt(error)
  }
}
