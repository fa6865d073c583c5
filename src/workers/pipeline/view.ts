import type { Sharp } from 'sharp'
import { type Cargo, toSharpWith } from './metadata/envelope.ts'
import { type Pixels, toSharp } from './pixels/pixels.ts'
import { frameOf } from './pixels/resize.ts'
import type { ImageSize } from './quality/experience.ts'
import { Judge } from './quality/judge.ts'

/** What several formats need of the same pixels, made once and only on demand. */
export type View = {
  readonly size: ImageSize
  readonly pixels: Pixels
  readonly judge: Judge
  /** A new pipeline at each call. */
  readonly image: () => Promise<Sharp>
}

/** One size of an image: as it moves, and standing still. For an image that does not move both are the same. */
export class SizeView {
  /** Time that its pixels took, in milliseconds. */
  readonly resizeMs: number
  readonly moving: View
  readonly still: View
  /** A few frames below each other, by which the quality of an animation is found. */
  readonly sample: View

  constructor(pixels: Pixels, { index, cargo, background, resizeMs }: ViewOptions) {
    this.resizeMs = resizeMs
    const size = { index, area: pixels.width * pixels.height }
    const view = (shown: Pixels, carried: Cargo) => ({ size, ...viewOf(shown, carried, background) })
    this.moving = view(pixels, cargo)
    this.still = pixels.animation === undefined ? this.moving : view(frameOf(pixels, 0), cargo)
    this.sample = pixels.animation === undefined ? this.moving : view(sampleOf(pixels), {})
  }

  free(): void {
    for (const { judge } of [this.moving, this.still, this.sample]) judge.free()
  }
}

type ViewOptions = {
  /** Which of the image's sizes. */
  readonly index: number
  readonly cargo: Cargo
  readonly background: string
  readonly resizeMs: number
}

function viewOf(pixels: Pixels, cargo: Cargo, background: string): Omit<View, 'size'> {
  const { profile, animation } = pixels
  const load: Cargo = { ...cargo, ...(profile === undefined ? {} : { icc: profile }) }
  // The envelope holds one picture; the metadata of an animation stays behind, and is said to.
  const isEmpty = animation !== undefined || Object.keys(load).length === 0
  let enveloped: Promise<Sharp> | undefined
  return {
    pixels,
    judge: new Judge(pixels, background),
    image: async () => {
      if (isEmpty) return toSharp(pixels)
      enveloped ??= toSharpWith(pixels, load)
      return (await enveloped).clone()
    },
  }
}

/** The first, the middle and the last frame as one picture. */
function sampleOf(pixels: Pixels): Pixels {
  const frames = pixels.animation?.frames ?? 1
  const chosen = [...new Set([0, Math.floor(frames / 2), frames - 1])].map((index) => frameOf(pixels, index))
  const { width, height, channels, hasAlpha } = pixels
  const data = Buffer.concat(chosen.map((frame) => frame.data))
  return { data, width, height: height * chosen.length, channels, hasAlpha }
}
