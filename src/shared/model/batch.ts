import * as z from 'zod'
import { errorDataSchema } from '../errors.ts'
import { recipeSchema } from '../recipe.ts'

/**
 * planning ──▶ planned ──▶ queued ──▶ running ──▶ done
 *     │            │          │          ├──▶ cancelling ──▶ cancelled
 *     └────────────┴──▶ discarded        └──▶ interrupted ──▶ queued   (engine or app ended, then resumed)
 *     any ──▶ failed                     (the batch itself, e.g. its output folder cannot be made)
 */
const batchStateSchema = z.enum([
  'planning',
  'planned',
  'queued',
  'running',
  'cancelling',
  'done',
  'cancelled',
  'interrupted',
  'failed',
  'discarded',
])
export type BatchState = z.output<typeof batchStateSchema>

export const batchCountsSchema = z.object({
  total: z.int(),
  done: z.int(),
  failed: z.int(),
  skipped: z.int(),
  cancelled: z.int(),
  running: z.int(),
})
export type BatchCounts = z.output<typeof batchCountsSchema>

export const batchBytesSchema = z.object({
  /** All originals that are images. */
  input: z.int(),
  /** The originals among them that are done: what `served` is to be compared with. */
  inputDone: z.int(),
  /** All outputs made so far. */
  output: z.int(),
  /** Per finished image its smallest format at its largest size: what a visitor loads. */
  served: z.int(),
})
export type BatchBytes = z.output<typeof batchBytesSchema>

/** A batch without its items; small enough to be sent at every change. */
export const batchSchema = z.object({
  id: z.string(),
  /** What was dropped, for people: a folder's name or "6 files". */
  label: z.string(),
  state: batchStateSchema,
  recipe: recipeSchema,
  outDir: z.string(),
  /** Epoch milliseconds. */
  createdAt: z.number(),
  startedAt: z.number().optional(),
  finishedAt: z.number().optional(),
  counts: batchCountsSchema,
  outputs: z.object({ planned: z.int(), done: z.int() }),
  bytes: batchBytesSchema,
  /** Over the last seconds while running, over the whole run afterwards. */
  throughput: z.object({ imagesPerSecond: z.number(), megapixelsPerSecond: z.number() }),
  /** Expected remaining time; absent until it can be told. */
  etaMs: z.number().optional(),
  error: errorDataSchema.optional(),
})
export type Batch = z.output<typeof batchSchema>
