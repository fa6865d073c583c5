import * as z from 'zod'
import { batchBytesSchema, batchCountsSchema, batchSchema } from './batch.ts'
import { itemSchema } from './item.ts'

/** A finished batch as the history keeps it. */
export const runSchema = batchSchema
  .pick({ id: true, label: true, recipe: true, outDir: true, throughput: true })
  .extend({
    state: z.enum(['done', 'cancelled', 'failed']),
    startedAt: z.number(),
    finishedAt: z.number(),
    durationMs: z.number(),
    counts: batchCountsSchema,
    bytes: batchBytesSchema,
    outputs: z.int(),
  })
export type Run = z.output<typeof runSchema>

/** A finished item of a run. `at` is when it finished. */
export const itemRecordSchema = z.object({ runId: z.string(), at: z.number(), item: itemSchema })
export type ItemRecord = z.output<typeof itemRecordSchema>

/** One timed operation (metric `operation_duration`). */
export const operationSchema = z.object({
  at: z.number(),
  /** e.g. `optimize`, `probe`, `preview`, `score`, `query`, `export`, `ipc`. */
  operation: z.string(),
  /** What it was about: an output format, an IPC method. */
  kind: z.string(),
  status: z.enum(['ok', 'error', 'cancelled']),
  durationMs: z.number(),
  /** Megapixel class of the image, where there is one: `<1MP`, `1-4MP`, `4-16MP`, `>16MP`. */
  sizeClass: z.string().optional(),
  /** Code of the error where `status` is `error`. */
  code: z.string().optional(),
})
export type Operation = z.output<typeof operationSchema>

/**
 * Samples of the machine over some seconds, in columns: `values` holds for each series a number per entry of
 * `offsets`, in milliseconds after `at`; `null` where that second had none.
 */
export const sampleChunkSchema = z.object({
  at: z.number(),
  offsets: z.array(z.number()).min(1),
  /** By series: a metric, with its tags as in `disk_read|drive=sda`. */
  values: z.record(z.string(), z.array(z.number().nullable())),
})
export type SampleChunk = z.output<typeof sampleChunkSchema>
