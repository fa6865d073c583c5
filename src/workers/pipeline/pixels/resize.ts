import { type Meaning, type Pixels, stackFrames, toFrame, toPixels, toSharp } from './pixels.ts'

/** How a picture meets a size of another shape: stretched to it, or cut, the same on both sides. */
type Fit = 'fill' | 'cover'

export type Target = { readonly width: number; readonly height: number; readonly fit?: Fit }

/** Scales pixels, of an animation every frame, to exactly the given size. */
export async function resize(pixels: Pixels, { width, height, fit = 'fill' }: Target): Promise<Pixels> {
  const { animation, profile } = pixels
  const meaning: Meaning = {
    ...(profile === undefined ? {} : { profile }),
    ...(animation === undefined ? {} : { animation }),
  }
  if (animation === undefined) {
    return toPixels(toSharp(pixels).resize(width, height, { fit }), meaning)
  }
  const frames: Pixels[] = []
  // Not all frames at once in libvips: it takes raw pixels for one tall picture.
  for (let i = 0; i < animation.frames; i += 1) {
    frames.push(await toFrame(toSharp(frameOf(pixels, i)).resize(width, height, { fit })))
  }
  return stackFrames(frames, meaning)
}

/** One frame of an animation, its pixels shared. */
export function frameOf({ data, width, height, channels, hasAlpha }: Pixels, index: number): Pixels {
  const bytes = width * height * channels
  return { data: data.subarray(index * bytes, (index + 1) * bytes), width, height, channels, hasAlpha }
}
