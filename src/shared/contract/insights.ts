import * as z from 'zod'
import { anomalySchema } from '../model/anomaly.ts'
import { impactSchema } from '../model/impact.ts'
import { recommendationSchema } from '../model/recommendation.ts'
import { trendSchema } from '../model/trend.ts'
import { command } from './define.ts'

const ref = z.object({ id: z.string() })

/** What the engine makes of its history. */
export const insightCommands = {
  /** How each class of operations and each gauge moved over the last whole days, the worst news first. */
  listTrends: command(z.object({ days: z.int().min(14).max(3_650).default(90) }), z.array(trendSchema)),
  /** The times of the last days in which something was far from usual, newest first. */
  listAnomalies: command(z.object({ days: z.int().min(1).max(3_650).default(30) }), z.array(anomalySchema)),
  /** Says of an anomaly that it is as it should be, so that the same again is not raised; or takes that back. */
  judgeAnomaly: command(z.object({ id: z.string(), expected: z.boolean() }), anomalySchema),
  /** What could be done better: open ones first, then those that were applied with their effect, then dismissed ones. */
  listRecommendations: command(z.object({}), z.array(recommendationSchema)),
  /** Does what a recommendation says; its settings or its recipe are remembered as they were. */
  applyRecommendation: command(ref, recommendationSchema),
  /** Brings back what was before it was applied. */
  takeBackRecommendation: command(ref, recommendationSchema),
  /** Puts one aside, or takes that back. */
  dismissRecommendation: command(ref.extend({ dismissed: z.boolean().default(true) }), recommendationSchema),
  /** What the results of a run are worth against its originals. */
  getImpact: command(z.object({ runId: z.string() }), impactSchema),
  /** Two runs over the same images, whatever these are called: those that are in both are compared. */
  compareRuns: command(z.object({ before: z.string(), after: z.string() }), impactSchema),
  /** Makes a sample of images by two recipes and compares what comes out; not while a batch runs. */
  compareRecipes: command(
    z.object({
      /** Ids or names. */
      before: z.string(),
      after: z.string(),
      paths: z.array(z.string().min(1)).min(1),
      /** How many, spread evenly over what is found. */
      images: z.int().min(1).max(50).default(6),
    }),
    impactSchema,
  ),
} as const
