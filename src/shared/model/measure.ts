import * as z from 'zod'

/** What a number is measured in. `percent` is 0–100; `number` has no unit. */
export const unitSchema = z.enum([
  'ms',
  'percent',
  'bytes',
  'bytesPerSecond',
  'perSecond',
  'celsius',
  'money',
  'kilowattHours',
  'hours',
  'days',
  'number',
])
export type Unit = z.output<typeof unitSchema>

/** What a number of the history is about: operations of one class, or a gauge of the machine. */
export const subjectSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('operation'),
    /** e.g. `optimize`. */
    operation: z.string(),
    /** e.g. an output format. */
    kind: z.string(),
    /** Megapixel class; empty where the operation has none. */
    sizeClass: z.string(),
  }),
  z.object({
    type: z.literal('resource'),
    /** Name of the gauge in the history, e.g. `memory_own`. */
    metric: z.string(),
    /** e.g. the drive; empty where the gauge has none. */
    tag: z.string(),
  }),
])
export type Subject = z.output<typeof subjectSchema>

/** An estimate with its uncertainty: the truth is expected between `low` and `high` nine times in ten. */
export const estimateSchema = z.object({ low: z.number(), expected: z.number(), high: z.number() })
export type Estimate = z.output<typeof estimateSchema>

/** A value of an hour or a day, and how many recorded values it stands for. `at` is its start. */
export const measuredPointSchema = z.object({ at: z.number(), value: z.number(), count: z.int() })
export type MeasuredPoint = z.output<typeof measuredPointSchema>

/** Where a number comes from, so that a window can lead there. */
export const sourceRefSchema = z.discriminatedUnion('type', [
  /** Values of a metric; `filter` and `metric` are those of a query. */
  z.object({
    type: z.literal('history'),
    metric: z.string(),
    filter: z.record(z.string(), z.array(z.string())),
    from: z.number(),
    to: z.number(),
  }),
  z.object({ type: z.literal('run'), runId: z.string() }),
  z.object({ type: z.literal('item'), runId: z.string(), itemId: z.string() }),
  z.object({ type: z.literal('calibration'), format: z.string() }),
  z.object({ type: z.literal('cache') }),
  z.object({ type: z.literal('settings') }),
])
