import * as z from 'zod'
import { errorDataSchema } from '../errors.ts'

/** Where the results of a batch go. */
export const destinationSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('folder'), outDir: z.string().min(1) }),
  /** Over the originals, after a backup of each. */
  z.object({
    kind: z.literal('in-place'),
    /** Absolute. Default: in Whittle's own folder. */
    backupDir: z.string().min(1).optional(),
    /** Gives results the times of their originals. */
    keepTimes: z.boolean().default(true),
  }),
])
export type Destination = z.output<typeof destinationSchema>

/** Set for batches that replace their originals. */
export const inPlaceSchema = z.object({ backupDir: z.string().optional(), keepTimes: z.boolean() })
export type InPlace = z.output<typeof inPlaceSchema>

/** The originals that a batch replaced. */
export const backupSchema = z.object({
  batchId: z.string(),
  /** Epoch milliseconds. */
  startedAt: z.number(),
  dir: z.string(),
  images: z.int(),
  bytes: z.number(),
})
export type Backup = z.output<typeof backupSchema>

/** What came of putting originals back. */
export const undoReportSchema = z.object({
  batchId: z.string(),
  restored: z.int(),
  /** Were in their place. */
  already: z.int(),
  /** Left as they are, each with the reason. */
  refused: z.array(z.object({ path: z.string(), error: errorDataSchema })),
})
export type UndoReport = z.output<typeof undoReportSchema>
