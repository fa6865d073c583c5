import * as z from 'zod'

/** One second of the machine and of Whittle on it. Percentages are 0–100 of the whole machine. */
export const sampleSchema = z.object({
  /** Epoch milliseconds. */
  at: z.number(),
  cpu: z.object({
    total: z.number(),
    /** Share that Whittle's engine and pool host used. */
    own: z.number(),
    cores: z.array(z.number()),
  }),
  memory: z.object({
    totalBytes: z.number(),
    /** In use and not reclaimable (total − available). */
    usedBytes: z.number(),
    usedPercent: z.number(),
    /** Resident bytes of engine and pool host. */
    ownBytes: z.number(),
  }),
  pool: z.object({ size: z.int(), busy: z.int(), queued: z.int() }),
  throughput: z.object({ imagesPerSecond: z.number(), megapixelsPerSecond: z.number() }),
})
export type Sample = z.output<typeof sampleSchema>

/** How many images may run at once right now, and why. */
export const admissionSchema = z.object({
  at: z.number(),
  limit: z.int().min(0),
  max: z.int().min(1),
  reason: z.enum(['free', 'cpu', 'memory']),
  /** A sentence for the window, e.g. "Memory is at 91 %, above 85 %: no new image is started." */
  message: z.string(),
})
export type Admission = z.output<typeof admissionSchema>
