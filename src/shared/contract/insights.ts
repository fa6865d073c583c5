import * as z from 'zod'
import { anomalySchema } from '../model/anomaly.ts'
import { trendSchema } from '../model/trend.ts'
import { command } from './define.ts'

/** What the engine makes of its history. */
export const insightCommands = {
  /** How each class of operations and each gauge moved over the last whole days, the worst news first. */
  listTrends: command(z.object({ days: z.int().min(14).max(3_650).default(90) }), z.array(trendSchema)),
  /** The times of the last days in which something was far from usual, newest first. */
  listAnomalies: command(z.object({ days: z.int().min(1).max(3_650).default(30) }), z.array(anomalySchema)),
  /** Says of an anomaly that it is as it should be, so that the same again is not raised; or takes that back. */
  judgeAnomaly: command(z.object({ id: z.string(), expected: z.boolean() }), anomalySchema),
} as const
