import * as z from 'zod'
import { errorDataSchema } from '../errors.ts'
import { inputFormatSchema } from '../formats.ts'
import { outputResultSchema, plannedOutputSchema } from './output.ts'

/** What a probe tells of an image without decoding its pixels. Dimensions are after EXIF orientation. */
export const probeSchema = z.object({
  format: inputFormatSchema,
  width: z.int().min(1),
  height: z.int().min(1),
  /** File size in bytes. */
  bytes: z.int(),
  /** Frames of an animation or pages of a document; 1 for a still image. */
  pages: z.int().min(1),
  hasAlpha: z.boolean(),
  /** What decoding it costs in memory depends on these (`decode-cost.ts`); absent in what older versions wrote down. */
  channels: z.int().min(1).optional(),
  /** Bits a channel. */
  depth: z.int().min(1).optional(),
  /** An interlaced PNG, a progressive JPEG: all of it is in memory at once. */
  interlaced: z.boolean().optional(),
  /** Whether its pages are frames that Whittle can keep moving. */
  animated: z.boolean().optional(),
})
export type Probe = z.output<typeof probeSchema>

export const stepSchema = z.enum(['read', 'decode', 'resize', 'encode', 'verify', 'judge', 'write'])
export type Step = z.output<typeof stepSchema>

/**
 * planned ──▶ queued ──▶ running ──▶ done | failed
 *                 └────────┴──▶ cancelled            skipped and failed also straight from planning
 */
export const itemStateSchema = z.enum([
  'planned',
  'queued',
  'running',
  'done',
  'failed',
  'skipped',
  'cancelled',
])
export type ItemState = z.output<typeof itemStateSchema>

/** One image of a batch, as every screen, the journal and the history see it. */
export const itemSchema = z.object({
  id: z.string(),
  /** Absolute path of the original. */
  input: z.string(),
  /** Path relative to what was dropped, with forward slashes; what people see. */
  name: z.string(),
  state: itemStateSchema,
  probe: probeSchema.optional(),
  planned: z.array(plannedOutputSchema),
  outputs: z.array(outputResultSchema),
  /** Where the running item is; absent unless `running`. */
  step: stepSchema.optional(),
  /** Wall time in milliseconds once finished. */
  ms: z.number().optional(),
  /** A person asked to take the image although it is damaged. */
  acceptDamage: z.boolean().optional(),
  /** Of the bytes of the original, once they were worked on; absent in what older versions wrote down. */
  sha256: z.string().optional(),
  /** Why it failed or was skipped. */
  error: errorDataSchema.optional(),
})
export type Item = z.output<typeof itemSchema>
