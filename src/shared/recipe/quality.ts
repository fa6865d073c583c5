import * as z from 'zod'
import { type OutputFormat, outputFormats } from '../formats.ts'

/** SSIMULACRA 2: 90 visually lossless, 80 indistinguishable side by side, 70 high, 50 medium, 30 low. */
const score = z.number().min(30).max(100)
/** An encoder's own scale. */
const scale = z.int().min(1).max(100)
const bytes = z
  .int()
  .min(100)
  .max(2 ** 40)

/** What an output has to be. */
export const qualityGoalSchema = z.discriminatedUnion('mode', [
  /** The fewest bytes whose score against the resized original is at least this. */
  z.strictObject({ mode: z.literal('target'), score }),
  z.strictObject({ mode: z.literal('fixed'), quality: scale }),
  /** The best score within so many bytes. */
  z.strictObject({ mode: z.literal('maxBytes'), bytes }),
  z.strictObject({ mode: z.literal('lossless') }),
])
export type QualityGoal = z.output<typeof qualityGoalSchema>

/** What a recipe asks of all its outputs. `fixed` has a number per format, since 80 means something else in each. */
export const recipeQualitySchema = z.discriminatedUnion('mode', [
  z.strictObject({ mode: z.literal('target'), score }),
  z.strictObject({
    mode: z.literal('fixed'),
    avif: scale,
    webp: scale,
    jpeg: scale,
    /** Below 100 through a palette. */
    png: scale.default(100),
  }),
  z.strictObject({ mode: z.literal('maxBytes'), bytes }),
  z.strictObject({ mode: z.literal('lossless') }),
])
export type RecipeQuality = z.output<typeof recipeQualitySchema>

/** What a recipe's quality comes to for one format: where it has no scale or keeps every pixel anyway, `lossless`. */
export function goalFor(quality: RecipeQuality, format: OutputFormat): QualityGoal {
  if (!outputFormats[format].lossy) return { mode: 'lossless' }
  if (quality.mode !== 'fixed') return quality
  const number = fixedQuality(quality, format)
  return format === 'png' && number === 100 ? { mode: 'lossless' } : { mode: 'fixed', quality: number }
}

function fixedQuality(quality: Extract<RecipeQuality, { mode: 'fixed' }>, format: OutputFormat): number {
  return format === 'avif' || format === 'webp' || format === 'jpeg' ? quality[format] : quality.png
}
