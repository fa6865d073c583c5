import sharp, { type Sharp, type SharpOptions } from 'sharp'
import { WhittleError } from '../../../shared/errors.ts'
import { type Source, toCorrupt } from '../source/open-source.ts'
import { svgAtSize } from '../svg/at-size.ts'
import { type Animation, type Meaning, type Pixels, stackFrames, toFrame, toPixels } from './pixels.ts'
import { resize, type Target } from './resize.ts'

export type DecodeOptions = Target & {
  /** All frames of an animated GIF or WebP instead of the first; of a still image nothing else. */
  readonly animated?: boolean
  /**
   * `srgb` (the default), or `keep`: RGB stays in the original's own profile, which comes along in `Pixels.profile`.
   * CMYK, Lab and grey are always converted.
   */
  readonly colour?: 'srgb' | 'keep'
  /** Stretch the contrast so that the darkest and the lightest 1 % become black and white. */
  readonly enhance?: boolean
  /** Let the decoder shrink as far as it can: faster, with less detail. For thumbnails. */
  readonly rough?: boolean
}

/**
 * Decodes an original: oriented, with 8 bits, exactly in the size asked for.
 *
 * @throws WhittleError `INPUT_CORRUPT`, also for damage that a decoder could gloss over, unless the source was opened to
 *   accept it; `INPUT_TOO_LARGE` for an animation beyond the limit of all its frames.
 */
export async function decode(source: Source, options: DecodeOptions): Promise<Pixels> {
  const keepsProfile = options.colour === 'keep' && canKeepProfile(source)
  const profile = keepsProfile && source.icc !== undefined ? { profile: source.icc } : {}
  const input: SharpOptions = {
    failOn: source.acceptDamage ? 'none' : 'warning',
    limitInputPixels: false,
    // A profile that says sRGB would only cost a pass through LittleCMS and its rounding.
    ignoreIcc: source.isSrgb || keepsProfile,
  }
  try {
    if (options.animated === true && source.isAnimated) {
      return await decodeFrames(source, options, input, profile)
    }
    const isDrawing = source.decoder.format === 'svg'
    const bytes = isDrawing ? await svgAtSize(source.readable, source, options) : source.readable
    return await toPixels(pipeline(sharp(bytes, input), options), profile)
  } catch (error) {
    throw toCorrupt(error)
  }
}

/** Whether `colour: 'keep'` makes a difference: the original is RGB and has a usable profile that is not sRGB's. */
function canKeepProfile({ icc, isSrgb, header }: Source): boolean {
  return icc !== undefined && !isSrgb && ['srgb', 'rgb', 'rgb16'].includes(header.space)
}

async function decodeFrames(
  source: Source,
  options: DecodeOptions,
  input: SharpOptions,
  profile: Meaning,
): Promise<Pixels> {
  const { pages, orientation, readable } = source
  refuseTooManyPixels(source)
  const meaning = { ...profile, animation: animationOf(source) }
  if (orientation === 1) {
    // Not scaled by libvips: it takes all frames for one tall picture, and their edges would run into each other.
    const all = sharp(readable, { ...input, animated: true })
    const whole = await toPixels(options.enhance === true ? all.normalise() : all, meaning)
    return whole.width === options.width && whole.height === options.height ? whole : resize(whole, options)
  }
  // libvips cannot turn all frames at once.
  const frames: Pixels[] = []
  for (let page = 0; page < pages; page += 1) {
    frames.push(await toFrame(pipeline(sharp(readable, { ...input, page }), options)))
  }
  return stackFrames(frames, meaning)
}

function pipeline(
  image: Sharp,
  { width, height, fit = 'fill', enhance = false, rough = false }: DecodeOptions,
) {
  const resized = image
    .autoOrient()
    // Not rough: JPEG still shrinks while it loads, but leaves at least a factor of two to a good filter.
    .resize(width, height, { fit, fastShrinkOnLoad: rough })
  return enhance ? resized.normalise() : resized
}

/** Where a file does not say how long a frame stays, browsers show it for a tenth of a second. */
function animationOf({ pages, delays, loop }: Source): Animation {
  return { frames: pages, delays: Array.from({ length: pages }, (_, i) => delays[i] ?? 100), loop }
}

function refuseTooManyPixels({ width, height, pages, limits }: Source): void {
  if (width * height * pages <= limits.animationPixels) return
  throw new WhittleError('INPUT_TOO_LARGE', {
    message: 'The animation has more pixels than the limit.',
    detail: `${pages} frames of ${width} × ${height} pixels; the limit is ${limits.animationPixels} pixels.`,
  })
}
