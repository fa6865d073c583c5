import * as z from 'zod'
import { errorDataSchema } from '../errors.ts'
import { recipeSchema } from '../recipe/index.ts'
import { inPlaceSchema } from './backup.ts'

/**
 * planning ──▶ planned ──▶ queued ◀──▶ running ──▶ done ──▶ queued        (images tried again)
 *     │            │          │           ├──▶ cancelling ──▶ cancelled ──▶ queued
 *     └────────────┴─▶ discarded          ├──▶ interrupted ──▶ queued      (engine or app ended, then resumed)
 *                             └──▶ paused ◀── pausing ◀──┘                 (by a person, or by a full disk and the like)
 *     any ──▶ failed                      (the batch itself, e.g. its output folder cannot be made)
 */
const batchStateSchema = z.enum([
  'planning',
  'planned',
  'queued',
  'running',
  'pausing',
  'paused',
  'cancelling',
  'done',
  'cancelled',
  'interrupted',
  'failed',
  'discarded',
])
export type BatchState = z.output<typeof batchStateSchema>

/**
 * Why a batch pauses. After anything but `user` and `name-too-long` it looks every few seconds whether the cause is gone,
 * and goes on by itself.
 */
const pauseReasonSchema = z.enum([
  'user',
  /** The target has no room, or a quota is used up. */
  'disk-full',
  'target-unwritable',
  /** The output folder was renamed, deleted or unplugged. */
  'target-missing',
  /** What was given was renamed, deleted or unplugged. */
  'source-missing',
  /** The target does not take a name; tried again, the image fails alone. */
  'name-too-long',
  /** Whittle's own folder cannot be written to, so that nothing more can be made durable. */
  'home-unwritable',
])
export type PauseReason = z.output<typeof pauseReasonSchema>

const pauseSchema = z.object({
  reason: pauseReasonSchema,
  /** Epoch milliseconds. */
  since: z.number(),
  /** What went wrong; absent for `user`. */
  error: errorDataSchema.optional(),
})
export type Pause = z.output<typeof pauseSchema>

/** What a person looks at goes before the rest; `background` is for work nobody waits for. */
export const batchPrioritySchema = z.enum(['high', 'normal', 'background'])
export type BatchPriority = z.output<typeof batchPrioritySchema>

/** What a plan will cost. */
const batchEstimateSchema = z.object({
  /** Wall time in milliseconds with as many images at once as there may be. */
  ms: z.number(),
  /** Bytes of all outputs together. */
  bytes: z.number(),
  /** Share of the outputs whose costs were measured on this machine, 0–1; the others go by built-in figures. */
  measured: z.number(),
  /** Outputs that an earlier run of ours made already, and that will be replaced. */
  replaced: z.int(),
  /** Bytes free where the outputs go; absent where the system does not tell. */
  freeBytes: z.number().optional(),
  /** Whether `bytes` fit into `freeBytes`; absent with it. */
  fits: z.boolean().optional(),
})
export type BatchEstimate = z.output<typeof batchEstimateSchema>

/** How many images are worked off as one chunk. */
export const chunkSize = 100

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
  priority: batchPrioritySchema,
  /** Place in the line, 0 for the next one to run; present while `queued`. */
  position: z.int().min(0).optional(),
  /** Present while `pausing` and `paused`. */
  pause: pauseSchema.optional(),
  recipe: recipeSchema,
  /** In place: the folder of the originals. */
  outDir: z.string(),
  inPlace: inPlaceSchema.optional(),
  /** Epoch milliseconds. */
  createdAt: z.number(),
  startedAt: z.number().optional(),
  finishedAt: z.number().optional(),
  counts: batchCountsSchema,
  outputs: z.object({ planned: z.int(), done: z.int() }),
  bytes: batchBytesSchema,
  /** The images in their order by the hundred; a chunk is done when all of it are through. */
  chunks: z.object({ total: z.int(), done: z.int() }),
  /** Present from `planned` on. */
  estimate: batchEstimateSchema.optional(),
  /** Over the last seconds while running, over the whole run afterwards. */
  throughput: z.object({ imagesPerSecond: z.number(), megapixelsPerSecond: z.number() }),
  /** Expected remaining time; absent until it can be told. */
  etaMs: z.number().optional(),
  error: errorDataSchema.optional(),
})
export type Batch = z.output<typeof batchSchema>
