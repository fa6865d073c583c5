import sharp from 'sharp'
import { expect } from 'vitest'
import type { Rgb } from './images.ts'

export type Decoded = {
  readonly width: number
  readonly height: number
  readonly hasAlpha: boolean
  /** Red, green, blue and, where there is one, alpha; `x` and `y` from 0 to 1. */
  readonly at: (x: number, y: number) => number[]
}

/** Decodes an image file, with a decoder of its own, as a viewer that ignores EXIF would show it. */
export async function decodePixels(file: string | Buffer): Promise<Decoded> {
  const { data, info } = await sharp(file).toColourspace('srgb').raw().toBuffer({ resolveWithObject: true })
  const { width, height, channels } = info
  return {
    width,
    height,
    hasAlpha: channels === 4,
    at: (x, y) => {
      const column = Math.min(width - 1, Math.floor(x * width))
      const row = Math.min(height - 1, Math.floor(y * height))
      const start = (row * width + column) * channels
      return [...data.subarray(start, start + channels)]
    },
  }
}

/** Expects each channel to be within `tolerance` steps of 0–255. */
export function expectColour(
  actual: readonly number[],
  expected: Rgb | readonly number[],
  tolerance = 8,
): void {
  const distance = Math.max(...expected.map((value, i) => Math.abs(value - (actual[i] ?? Number.NaN))))
  expect(distance, `${actual.join()} is not ${expected.join()}`).toBeLessThanOrEqual(tolerance)
}
