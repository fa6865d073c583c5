import type { Sharp } from 'sharp'

export type EncoderSettings = {
  /** On the encoder's own scale, 1–100; `null` keeps every pixel. */
  readonly quality: number | null
  /** On the encoder's own scale; `null` for its default. */
  readonly effort: number | null
  /**
   * Full colour resolution, or as near as the format comes to it; half of it is smaller at every score that it reaches.
   * Default: from {@link fullChromaFrom} on.
   */
  readonly fullChroma?: boolean
  /**
   * The quality is searched for, so that its number need not mean what it commonly does: whatever gives the best score
   * for the bytes. Default: `false`, the encoder's own settings.
   */
  readonly tuned?: boolean
  /** What shows through where the format has no transparency, e.g. `#ffffff`. */
  readonly background: string
  /** Of a picture with several frames: milliseconds of each, and how often it runs (0 is for ever). */
  readonly animation?: { readonly delay: number[]; readonly loop: number }
}

/** Above it most encoders keep colour in full resolution: there fine colour edges are what is lost. */
export const fullChromaFrom = 90

/** Sets a sharp pipeline to write one format. Metadata is left out, which is sharp's default. One file per format. */
export type Encoder = (image: Sharp, settings: EncoderSettings) => Sharp

/** sharp takes a setting that is absent for its default, but not one that is `undefined`. */
export function effortOption(effort: number | null): { effort?: number } {
  return effort === null ? {} : { effort }
}
