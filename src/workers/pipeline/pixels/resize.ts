import { type Pixels, toPixels, toSharp } from './pixels.ts'

/** Scales pixels to exactly the given size. */
export function resize(
  pixels: Pixels,
  { width, height }: { width: number; height: number },
): Promise<Pixels> {
  return toPixels(toSharp(pixels).resize(width, height, { fit: 'fill' }))
}
