import * as z from 'zod'
import { outputFormatSchema } from '../formats.ts'
import { qualityGoalSchema } from '../recipe/index.ts'

/** What an output does not share with its original, beyond size and quality. Named, never silent. */
export const noteSchema = z.enum([
  'orientation-applied',
  'profile-converted',
  'profile-removed',
  'bit-depth-reduced',
  'alpha-flattened',
  'colours-reduced',
  'frames-dropped',
  'pages-dropped',
  'cropped',
  'enlarged',
  'metadata-removed',
  'location-removed',
  'contrast-enhanced',
  'larger-than-original',
  'original-kept',
  'trailer-removed',
  'gain-map-removed',
  'external-references-missing',
  'profile-malformed',
  'possibly-damaged',
  'metadata-kept',
  /** The encoder's range ended before the target score was reached. */
  'target-missed',
  /** Not even the lowest quality fits into the bytes that were allowed. */
  'limit-missed',
])
export type Note = z.output<typeof noteSchema>

/** A file that an output may become. */
export const candidateSchema = z.object({
  format: outputFormatSchema,
  /** Absolute path of the finished file. */
  path: z.string(),
  goal: qualityGoalSchema,
  /** The encoder's own scale; `null` where it has none. */
  effort: z.int().nullable(),
  /** SHA-256 of an earlier result of ours at this path, which may be replaced; anything else there may not. */
  replaces: z.string().optional(),
})
export type Candidate = z.output<typeof candidateSchema>

/** An output as decided before any work starts. */
export const plannedOutputSchema = candidateSchema.extend({
  /** Position in its item's list; stable for the life of the batch. */
  index: z.int().min(0),
  width: z.int().min(1),
  height: z.int().min(1),
  /** The aspect ratio is not the source's: what stands over is cropped. */
  crop: z.boolean().optional(),
  /** Where the format is chosen when the image is known: the others that it may become. Their names are reserved too. */
  alternatives: z.array(candidateSchema).optional(),
})
export type PlannedOutput = z.output<typeof plannedOutputSchema>

/** Every path that an output may be written to. */
export function plannedPaths(output: PlannedOutput): string[] {
  return [output.path, ...(output.alternatives ?? []).map(({ path }) => path)]
}

/** A finished, verified file. */
export const outputResultSchema = z.object({
  index: z.int().min(0),
  path: z.string(),
  format: outputFormatSchema,
  width: z.int(),
  height: z.int(),
  bytes: z.int(),
  sha256: z.string(),
  /** On the encoder's own scale; `null` where every pixel was kept. */
  quality: z.int().nullable(),
  effort: z.int().nullable(),
  /** SSIMULACRA 2 against the resized original; `null` where it was not judged. */
  score: z.number().nullable(),
  /** Time to resize, encode, verify and write, in milliseconds. */
  ms: z.number(),
  /** The part of `ms` that went into writing it; absent in what older versions wrote down. */
  writeMs: z.number().optional(),
  cached: z.boolean(),
  keptOriginal: z.boolean(),
  notes: z.array(noteSchema),
  /** Why it is in this format, in a sentence; present where Whittle chose. */
  reason: z.string().optional(),
})
export type OutputResult = z.output<typeof outputResultSchema>
