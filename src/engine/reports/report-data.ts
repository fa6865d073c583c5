import type { Anomaly } from '../../shared/model/anomaly.ts'
import type { ItemRecord, Run } from '../../shared/model/history.ts'
import type { Impact } from '../../shared/model/impact.ts'
import type { Summary } from '../../shared/model/query.ts'
import type { Recommendation } from '../../shared/model/recommendation.ts'
import type { Trend } from '../../shared/model/trend.ts'

export type RunData = {
  readonly kind: 'run'
  readonly run: Run
  readonly items: readonly ItemRecord[]
}

export type ComparisonData = {
  readonly kind: 'comparison'
  readonly before: Run
  readonly after: Run
  readonly impact: Impact
}

export type PeriodData = {
  readonly kind: 'period'
  /** Epoch milliseconds, `from` included and `to` not. */
  readonly from: number
  readonly to: number
  /** Those that finished in that time, newest first. */
  readonly runs: readonly Run[]
  readonly performance: Summary
  readonly trends: readonly Trend[]
  readonly anomalies: readonly Anomaly[]
  readonly recommendations: readonly Recommendation[]
}

/** All that a report is made of. */
export type ReportData = RunData | ComparisonData | PeriodData

/** What stands at the head of a report, and what may be in it. */
export type ReportHead = {
  readonly title: string
  readonly notes: string
  /** Full paths. */
  readonly paths: boolean
  /** Of Whittle. */
  readonly version: string
  /** When it is made, in epoch milliseconds. */
  readonly at: number
}
