import * as z from 'zod'
import { outputFormatSchema } from '../formats.ts'

/** What an output does not share with its original, beyond size and quality. Named, never silent. */
export const noteSchema = z.enum([
  'orientation-applied',
  'profile-converted',
  'bit-depth-reduced',
  'alpha-flattened',
  'frames-dropped',
  'pages-dropped',
  'metadata-removed',
  'contrast-enhanced',
  'larger-than-original',
  'original-kept',
  'trailer-removed',
  'gain-map-removed',
  'external-references-missing',
  'profile-malformed',
  'possibly-damaged',
])
export type Note = z.output<typeof noteSchema>

/** An output as decided before any work starts. */
export const plannedOutputSchema = z.object({
  /** Position in its item's list; stable for the life of the batch. */
  index: z.int().min(0),
  /** Absolute path of the finished file. */
  path: z.string(),
  format: outputFormatSchema,
  width: z.int().min(1),
  height: z.int().min(1),
  /** The encoder's own scale, 1–100. */
  quality: z.int().min(1).max(100),
  effort: z.int().nullable(),
  /** SHA-256 of an earlier result of ours at this path, which may be replaced; anything else there may not. */
  replaces: z.string().optional(),
})
export type PlannedOutput = z.output<typeof plannedOutputSchema>

/** A finished, verified file. */
export const outputResultSchema = z.object({
  index: z.int().min(0),
  path: z.string(),
  format: outputFormatSchema,
  width: z.int(),
  height: z.int(),
  bytes: z.int(),
  sha256: z.string(),
  quality: z.int(),
  effort: z.int().nullable(),
  /** SSIMULACRA 2 against the resized original; `null` where it was not judged. */
  score: z.number().nullable(),
  /** Time to resize, encode, verify and write, in milliseconds. */
  ms: z.number(),
  cached: z.boolean(),
  keptOriginal: z.boolean(),
  notes: z.array(noteSchema),
})
export type OutputResult = z.output<typeof outputResultSchema>
