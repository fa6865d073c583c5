import * as z from 'zod'
import { errorDataSchema } from '../errors.ts'

/**
 * watching ──▶ missing ──▶ watching   (the folder, or its drive, was away and came back)
 *     ├──▶ paused ──▶ watching
 *     └──▶ failed                     (e.g. it cannot be read; tried again by itself)
 */
const watchStateSchema = z.enum(['watching', 'missing', 'paused', 'failed'])
export type WatchState = z.output<typeof watchStateSchema>

/** What is to be done with what arrives in a folder. */
export const watchOrderSchema = z.object({
  id: z.string(),
  /** Absolute, as is `outDir`. */
  folder: z.string(),
  recipeId: z.string(),
  outDir: z.string(),
  paused: z.boolean(),
})
export type WatchOrder = z.output<typeof watchOrderSchema>

/** A folder whose images are optimized as they arrive. */
export const watchSchema = watchOrderSchema.extend({
  state: watchStateSchema,
  /** Files that have arrived and wait for their turn. */
  waiting: z.int(),
  /** Images since it was started. */
  done: z.int(),
  failed: z.int(),
  error: errorDataSchema.optional(),
})
export type Watch = z.output<typeof watchSchema>
