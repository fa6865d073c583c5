import * as z from 'zod'
import { anomalySchema } from './anomaly.ts'
import { batchCountsSchema } from './batch.ts'
import { impactSchema } from './impact.ts'
import { summarySchema } from './query.ts'
import { recommendationSchema } from './recommendation.ts'
import { resultDocumentSchema } from './result-document.ts'
import { trendSchema } from './trend.ts'

/** How the judged outputs of a run are spread, SSIMULACRA 2. */
const reportScoresSchema = z.object({
  judged: z.int(),
  min: z.number(),
  median: z.number(),
  mean: z.number(),
  max: z.number(),
})

/** One run in figures. Times are ISO 8601 in UTC. */
const reportRunSchema = z.object({
  id: z.string(),
  label: z.string(),
  recipe: z.object({ id: z.string(), name: z.string() }),
  state: z.enum(['done', 'cancelled', 'failed']),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime(),
  durationMs: z.number(),
  counts: batchCountsSchema.omit({ running: true }),
  /** Files that were made. */
  files: z.int(),
  bytes: z.object({
    /** Of the finished images' originals. */
    originals: z.int(),
    /** Of the smallest format at the largest size per image: what a visitor loads. */
    served: z.int(),
    /** Of all files that were made. */
    written: z.int(),
  }),
  /** How much less than the originals a visitor loads; `null` where nothing was finished. */
  savedPercent: z.number().nullable(),
  imagesPerSecond: z.number(),
  megapixelsPerSecond: z.number(),
  /** Only where paths were asked for. */
  outDir: z.string().optional(),
})
export type ReportRun = z.output<typeof reportRunSchema>

const headSchema = z.object({
  format: z.literal('whittle-report'),
  version: z.literal(1),
  /** Program and version. */
  generator: z.string(),
  generatedAt: z.iso.datetime(),
  title: z.string(),
  notes: z.string(),
})

const runReportSchema = headSchema.extend({
  kind: z.literal('run'),
  run: reportRunSchema,
  /** Of the outputs that were judged; `null` where none was. */
  scores: reportScoresSchema.nullable(),
  /** Every image; `input` and `path` are names below what was dropped and below the output folder. */
  result: resultDocumentSchema,
})
export type RunReport = z.output<typeof runReportSchema>

const comparisonReportSchema = headSchema.extend({
  kind: z.literal('comparison'),
  before: reportRunSchema,
  after: reportRunSchema,
  impact: impactSchema,
})
export type ComparisonReport = z.output<typeof comparisonReportSchema>

/** What was done on one day of the machine's own time zone. */
const reportDaySchema = z.object({
  day: z.iso.date(),
  runs: z.int(),
  images: z.int(),
  failed: z.int(),
  originals: z.int(),
  served: z.int(),
  durationMs: z.number(),
})
export type ReportDay = z.output<typeof reportDaySchema>

const periodReportSchema = headSchema.extend({
  kind: z.literal('period'),
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  totals: reportDaySchema.omit({ day: true }).extend({ savedPercent: z.number().nullable() }),
  /** Every day of the period, also those without a run. */
  days: z.array(reportDaySchema),
  /** Newest first. */
  runs: z.array(reportRunSchema),
  /** Operations, resources and errors of the period. */
  performance: summarySchema.omit({ from: true, to: true }),
  /** What the history says about it; points of trends and anomalies are left out. */
  insights: z.object({
    trends: z.array(trendSchema.omit({ points: true })),
    anomalies: z.array(anomalySchema),
    recommendations: z.array(recommendationSchema.omit({ action: true })),
  }),
})
export type PeriodReport = z.output<typeof periodReportSchema>

/** The JSON report; published as `docs/report.schema.json`. */
export const reportSchema = z.discriminatedUnion('kind', [
  runReportSchema,
  comparisonReportSchema,
  periodReportSchema,
])
export type Report = z.output<typeof reportSchema>
