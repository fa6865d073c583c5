import sharp, { type Channels, type Sharp } from 'sharp'

/** Decoded pixels: sRGB, 8 bits a channel, oriented, alpha not premultiplied. */
export type Pixels = {
  readonly data: Buffer
  readonly width: number
  readonly height: number
  readonly channels: Channels
  /** Some pixel is not opaque. An alpha channel that hides nothing is not kept. */
  readonly hasAlpha: boolean
}

/** Reads pixels into sharp. */
export function toSharp({ data, width, height, channels }: Pixels): Sharp {
  // They have passed the limit as an image file already.
  return sharp(data, { raw: { width, height, channels }, limitInputPixels: false })
}

/** Runs a sharp pipeline to its pixels. */
export async function toPixels(image: Sharp): Promise<Pixels> {
  const { data, info } = await image.toColourspace('srgb').raw().toBuffer({ resolveWithObject: true })
  const { width, height, channels } = info
  const pixels = { data, width, height, channels, hasAlpha: hasTransparency(data, channels) }
  // WebP leaves an alpha channel out when all is opaque; doing it here makes every encoder agree, and is smaller.
  return info.hasAlpha && !pixels.hasAlpha ? toPixels(toSharp(pixels).removeAlpha()) : pixels
}

/** Alpha is the last of two or four channels. */
function hasTransparency(data: Buffer, channels: Channels): boolean {
  if (channels % 2 !== 0) return false
  for (let at = channels - 1; at < data.length; at += channels) if (data[at] !== 0xff) return true
  return false
}
