import * as z from 'zod'
import { measuredPointSchema, subjectSchema, unitSchema } from './measure.ts'

/** Something that changed, and may be why a number did. */
export const causeSchema = z.object({
  kind: z.enum([
    /** Other programs used the processor. */
    'outside-load',
    /** The machine was short of memory. */
    'memory-pressure',
    /** The processor was hotter than usual. */
    'temperature',
    /** The engine itself held images back. */
    'throttled',
    /** Another version of Whittle, its encoders or Node. */
    'versions',
    'mode',
    'settings',
  ]),
  /** When, in epoch milliseconds. */
  at: z.number(),
  /** What it was before and after, as text, e.g. `balanced` and `quiet`, `12 %` and `85 %`. */
  before: z.string(),
  after: z.string(),
  /** How well it explains the number, 0–1: how near in time, and how much of the change goes with it. */
  confidence: z.number().min(0).max(1),
  /** A sentence for people. */
  message: z.string(),
})
export type Cause = z.output<typeof causeSchema>

const changePointSchema = z.object({
  /** Start of the first day of the new level. */
  at: z.number(),
  /** Medians of the levels. */
  before: z.number(),
  after: z.number(),
  changePercent: z.number(),
  /** That a series without a change looks like this. */
  pValue: z.number(),
  /** The likeliest first; empty where nothing on record changed then. */
  causes: z.array(causeSchema),
})
export type ChangePoint = z.output<typeof changePointSchema>

/** How a number moved over days. Slope, significance and levels: `docs/insights.md`. */
export const trendSchema = z.object({
  /** Stable for the subject. */
  id: z.string(),
  subject: subjectSchema,
  unit: unitSchema,
  from: z.number(),
  to: z.number(),
  /** `too-few`: fewer days or values than a statement needs; slope and significance are `null` then. */
  verdict: z.enum(['rising', 'falling', 'steady', 'too-few']),
  /** Whether the direction is good or bad news; `neutral` where nobody can say, or nothing moves. */
  meaning: z.enum(['better', 'worse', 'neutral']),
  /** Theil–Sen slope per day with its 95 % interval. */
  slopePerDay: z.number().nullable(),
  slopeLow: z.number().nullable(),
  slopeHigh: z.number().nullable(),
  /** From the start to the end of the fitted line, in percent of its start. */
  changePercent: z.number().nullable(),
  /** Two-sided, Mann–Kendall, corrected for ties and for days that resemble each other. */
  pValue: z.number().nullable(),
  /** The fitted line at both ends of the range. */
  line: z.object({ start: z.number(), end: z.number() }).nullable(),
  changePoints: z.array(changePointSchema),
  /** A median (operations) or average (gauges) per day, oldest first; days without values are left out. */
  points: z.array(measuredPointSchema),
  /** Days with values, and recorded values of all of them. */
  days: z.int(),
  values: z.int(),
  /** A sentence for people. */
  message: z.string(),
})
export type Trend = z.output<typeof trendSchema>
