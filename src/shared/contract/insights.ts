import * as z from 'zod'
import { trendSchema } from '../model/trend.ts'
import { command } from './define.ts'

/** What the engine makes of its history. */
export const insightCommands = {
  /** How each class of operations and each gauge moved over the last whole days, the worst news first. */
  listTrends: command(z.object({ days: z.int().min(14).max(3_650).default(90) }), z.array(trendSchema)),
} as const
