import * as z from 'zod'

/** What a query computes. Quantiles are within 1 % of the true value; `rate` is `count` per second. */
export const aggregationSchema = z.enum(['avg', 'p50', 'p95', 'p99', 'min', 'max', 'sum', 'count', 'rate'])
export type Aggregation = z.output<typeof aggregationSchema>

/** A question to the history. Times are epoch milliseconds, `from` included and `to` not. */
export const querySchema = z.object({
  /** `operation_duration` (ms), or a gauge of the machine such as `cpu` or `memory` (%). */
  metric: z.string().min(1).max(64),
  from: z.number().min(0),
  to: z.number().min(0),
  /** Width of a point in milliseconds; points start at its multiples in UTC. Absent: one point for the range. */
  step: z.int().min(1_000).optional(),
  /** Tags that make a series each. */
  groupBy: z.array(z.string().min(1)).max(5).default([]),
  /** Tags and the values that count. */
  filter: z.record(z.string(), z.array(z.string()).min(1)).default({}),
  aggregations: z.array(aggregationSchema).min(1).default(['avg', 'p95', 'count']),
})
export type Query = z.output<typeof querySchema>

/** A time range of which something is missing, and what. */
const historyGapSchema = z.object({ from: z.number(), to: z.number(), what: z.string() })
export type HistoryGap = z.output<typeof historyGapSchema>

const pointSchema = z.object({
  at: z.number(),
  /** `null` where there is no value: nothing was recorded in that time. */
  values: z.partialRecord(aggregationSchema, z.number().nullable()),
})
const querySeriesSchema = z.object({
  tags: z.record(z.string(), z.string()),
  /** Oldest first; times without any record are left out. */
  points: z.array(pointSchema),
})
export type QuerySeries = z.output<typeof querySeriesSchema>

export const queryResultSchema = z.object({
  series: z.array(querySeriesSchema),
  /** False where the edges of the range had to be taken from coarser data than asked for. */
  exact: z.boolean(),
  gaps: z.array(historyGapSchema),
})
export type QueryResult = z.output<typeof queryResultSchema>

/** One source that a query was answered from. */
const planStepSchema = z.object({
  /** `raw`, `cache`, or the width of a roll-up: `10s`, `1m`, `1h`, `1d`. */
  source: z.enum(['raw', 'cache', '10s', '1m', '1h', '1d']),
  /** Tags of the index that was used; absent for the roll-up with all of them. */
  index: z.array(z.string()).optional(),
  from: z.number(),
  to: z.number(),
  shards: z.int(),
  /** Shards of that time that were not read, because no series in them matches. */
  pruned: z.int(),
  rows: z.int(),
})
export type PlanStep = z.output<typeof planStepSchema>

export const explanationSchema = z.object({
  steps: z.array(planStepSchema),
  shards: z.int(),
  rows: z.int(),
  durationMs: z.number(),
  result: queryResultSchema,
})
export type Explanation = z.output<typeof explanationSchema>

const operationSummarySchema = z.object({
  operation: z.string(),
  kind: z.string(),
  count: z.int(),
  errors: z.int(),
  avg: z.number(),
  p50: z.number(),
  p95: z.number(),
  p99: z.number(),
  max: z.number(),
})
export type OperationSummary = z.output<typeof operationSummarySchema>

const resourceSummarySchema = z.object({
  metric: z.string(),
  tags: z.record(z.string(), z.string()),
  avg: z.number(),
  p95: z.number(),
  max: z.number(),
})
export type ResourceSummary = z.output<typeof resourceSummarySchema>

/** Operations grouped, resources and errors of a time frame. Durations in milliseconds. */
export const summarySchema = z.object({
  from: z.number(),
  to: z.number(),
  operations: z.array(operationSummarySchema),
  resources: z.array(resourceSummarySchema),
  errors: z.object({
    count: z.int(),
    /** Percent of all operations. */
    percent: z.number(),
    byCode: z.array(z.object({ operation: z.string(), code: z.string(), count: z.int() })),
  }),
  gaps: z.array(historyGapSchema),
})
export type Summary = z.output<typeof summarySchema>

/** An index (a roll-up by fewer tags) that would make queries faster, or does. */
export const adviceSchema = z.object({
  id: z.string(),
  metric: z.string(),
  tags: z.array(z.string()),
  state: z.enum(['recommended', 'built']),
  /** How many queries asked for these tags. */
  queries: z.int(),
  /** Of such a query without and with the index, measured on this history; absent until it was measured. */
  measured: z
    .object({ beforeMs: z.number(), afterMs: z.number(), rowsBefore: z.int(), rowsAfter: z.int() })
    .optional(),
  /** Built by Whittle itself, because it cost little. */
  automatic: z.boolean(),
  lastUsedAt: z.number(),
})
export type Advice = z.output<typeof adviceSchema>
