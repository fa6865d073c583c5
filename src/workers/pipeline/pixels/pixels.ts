import sharp, { type Channels, type Sharp } from 'sharp'

/** The frames of an animation, one below the other in the pixels' `data`. */
export type Animation = {
  readonly frames: number
  /** Milliseconds that each frame is shown. */
  readonly delays: readonly number[]
  /** How often it runs; 0 is for ever. */
  readonly loop: number
}

/** Decoded pixels: 8 bits a channel, oriented, alpha not premultiplied. */
export type Pixels = {
  readonly data: Buffer
  readonly width: number
  /** Of one frame. */
  readonly height: number
  readonly channels: Channels
  /** Some pixel is not opaque. An alpha channel that hides nothing is not kept. */
  readonly hasAlpha: boolean
  /** The profile that gives the numbers their meaning, to be attached to what is made of them; absent: they are sRGB. */
  readonly profile?: Buffer
  readonly animation?: Animation
}

/** What pixels are beyond their numbers. */
export type Meaning = Pick<Pixels, 'profile' | 'animation'>

/** Reads pixels into sharp. Frames stay frames; a pipeline that scales them must do it frame by frame (`resize`). */
export function toSharp({ data, width, height, channels, animation }: Pixels): Sharp {
  const raw = { width, height: height * (animation?.frames ?? 1), channels }
  // They have passed the limit as an image file already.
  return sharp(data, {
    raw: animation === undefined ? raw : { ...raw, pageHeight: height },
    limitInputPixels: false,
  })
}

/** Runs a sharp pipeline, of an image or of all frames of an animation, to its pixels. */
export async function toPixels(image: Sharp, meaning: Meaning = {}): Promise<Pixels> {
  const { data, info } = await image.toColourspace('srgb').raw().toBuffer({ resolveWithObject: true })
  const { width, height, channels } = info
  return withoutIdleAlpha({
    data,
    width,
    height: height / (meaning.animation?.frames ?? 1),
    channels,
    hasAlpha: hasTransparency(data, channels),
    ...meaning,
  })
}

/** Puts frames of the same size and channels below each other. */
export function stackFrames(frames: readonly Pixels[], meaning: Meaning): Promise<Pixels> {
  const [first] = frames
  if (first === undefined) throw new RangeError('An animation has at least one frame')
  const { width, height, channels } = first
  const data = Buffer.concat(frames.map((frame) => frame.data))
  return withoutIdleAlpha({
    data,
    width,
    height,
    channels,
    hasAlpha: frames.some(({ hasAlpha }) => hasAlpha),
    ...meaning,
  })
}

/** Runs a pipeline to pixels that keep their alpha channel, needed or not: frames must be alike. */
export async function toFrame(image: Sharp): Promise<Pixels> {
  const { data, info } = await image
    .ensureAlpha()
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true })
  const { width, height, channels } = info
  return { data, width, height, channels, hasAlpha: hasTransparency(data, channels) }
}

/** WebP leaves an alpha channel out when all is opaque; doing it here makes every encoder agree, and is smaller. */
async function withoutIdleAlpha(pixels: Pixels): Promise<Pixels> {
  const { hasAlpha, channels, animation, profile } = pixels
  if (hasAlpha || channels % 2 !== 0) return pixels
  return toPixels(toSharp(pixels).removeAlpha(), {
    ...(animation === undefined ? {} : { animation }),
    ...(profile === undefined ? {} : { profile }),
  })
}

/** Alpha is the last of two or four channels. */
function hasTransparency(data: Buffer, channels: Channels): boolean {
  if (channels % 2 !== 0) return false
  for (let at = channels - 1; at < data.length; at += channels) if (data[at] !== 0xff) return true
  return false
}
