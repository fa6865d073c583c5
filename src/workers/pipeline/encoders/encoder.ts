import type { Sharp } from 'sharp'

export type EncoderSettings = {
  /** On the encoder's own scale, 1–100; `null` keeps every pixel. */
  readonly quality: number | null
  /** On the encoder's own scale; `null` for its default. */
  readonly effort: number | null
  /** What shows through where the format has no transparency, e.g. `#ffffff`. */
  readonly background: string
}

/** Sets a sharp pipeline to write one format. Metadata is left out, which is sharp's default. One file per format. */
export type Encoder = (image: Sharp, settings: EncoderSettings) => Sharp

/** sharp takes a setting that is absent for its default, but not one that is `undefined`. */
export function effortOption(effort: number | null): { effort?: number } {
  return effort === null ? {} : { effort }
}
