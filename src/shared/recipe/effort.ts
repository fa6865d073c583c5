import * as z from 'zod'
import { type OutputFormat, outputFormats } from '../formats.ts'

/** Where on the curve of size against time an encoder is to work. `balanced` is its knee. */
export const effortPreferenceSchema = z.enum(['fast', 'balanced', 'smallest'])
export type EffortPreference = z.output<typeof effortPreferenceSchema>

const fixed = (format: OutputFormat) => {
  const { min, max } = outputFormats[format].effort ?? { min: 0, max: 0 }
  return z.int().min(min).max(max)
}

/** How hard the encoders try. `auto` goes by what this machine and these encoders were measured to gain by it. */
export const recipeEffortSchema = z.discriminatedUnion('mode', [
  z.strictObject({ mode: z.literal('auto'), prefer: effortPreferenceSchema.default('balanced') }),
  z.strictObject({
    mode: z.literal('fixed'),
    avif: fixed('avif'),
    webp: fixed('webp'),
    png: fixed('png').default(7),
  }),
])
export type RecipeEffort = z.output<typeof recipeEffortSchema>

/** Effort per format and preference; `null` where an encoder has no such setting. */
export type EffortTable = Readonly<Record<EffortPreference, Readonly<Record<OutputFormat, number | null>>>>

/**
 * Until a machine was calibrated. AVIF effort 3 is where more stops paying: effort 6 costs 18 times as much for 8 %
 * fewer bytes at the same score; WebP gains 2 % from 4 to 6 for twice the time (1280×720 photographs, sharp 0.35.5).
 */
export const defaultEfforts: EffortTable = {
  fast: { avif: 1, webp: 2, jpeg: null, png: 3, gif: 4, tiff: null, svg: null },
  balanced: { avif: 3, webp: 4, jpeg: null, png: 7, gif: 7, tiff: null, svg: null },
  smallest: { avif: 5, webp: 6, jpeg: null, png: 10, gif: 10, tiff: null, svg: null },
}

/** What a recipe's effort comes to for one format. */
export function effortFor(effort: RecipeEffort, format: OutputFormat, measured: EffortTable): number | null {
  if (effort.mode === 'auto') return measured[effort.prefer][format]
  if (format === 'avif' || format === 'webp' || format === 'png') return effort[format]
  return measured.balanced[format]
}
