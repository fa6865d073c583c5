import * as z from 'zod'
import { measuredPointSchema, subjectSchema, unitSchema } from './measure.ts'
import { causeSchema } from './trend.ts'

const deviationSchema = z.object({
  subject: subjectSchema,
  unit: unitSchema,
  /** Median of the usual hours and their robust spread (1.4826 × MAD), in the unit; from how many hours. */
  usual: z.number(),
  spread: z.number(),
  usualHours: z.int(),
  /** Median while it lasted. */
  observed: z.number(),
  /** `observed` / `usual`. */
  factor: z.number(),
  /** How many spreads it is away. */
  spreads: z.number(),
  /** Hour by hour, from half a day before it to half a day after it. */
  points: z.array(measuredPointSchema),
})
export type Deviation = z.output<typeof deviationSchema>

/** A time in which something was far from what is usual, for long enough to matter. */
export const anomalySchema = z.object({
  /** Stable while it lasts and afterwards. */
  id: z.string(),
  from: z.number(),
  /** End of its last hour. */
  to: z.number(),
  /** The last hour on record is part of it. */
  ongoing: z.boolean(),
  /** A person said that this is as it should be; the same again is not raised. */
  expected: z.boolean(),
  severity: z.enum(['notice', 'warning']),
  /** What deviated: several where they have one cause in common. The largest first. */
  deviations: z.array(deviationSchema),
  /** What explains it, the likeliest first; empty where nothing on record changed then. */
  causes: z.array(causeSchema),
  /** A sentence for people. */
  message: z.string(),
})
export type Anomaly = z.output<typeof anomalySchema>
