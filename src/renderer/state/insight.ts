import { create } from 'zustand'
import { type ErrorData, toErrorData } from '../../shared/errors.ts'
import type { Summary } from '../../shared/model/query.ts'
import { call } from '../bridge.ts'
import type { insight } from '../locales/en/insight.ts'

export type InsightRange = keyof typeof insight.ranges
export const insightRanges = ['hour', 'day', 'week', 'month'] as const satisfies readonly InsightRange[]

const hourMs = 3_600_000
const rangeMs: Readonly<Record<InsightRange, number>> = {
  hour: hourMs,
  day: 24 * hourMs,
  week: 7 * 24 * hourMs,
  month: 30 * 24 * hourMs,
}

/** 95th percentiles of what the scoreboard measures, in milliseconds (CLS without a unit); absent: not measured. */
export type Measured = Partial<Record<'ipc' | 'image' | 'FCP' | 'LCP' | 'CLS' | 'TTFB', number>>

type InsightState = {
  readonly range: InsightRange
  readonly summary: Summary | undefined
  readonly measured: Measured
  readonly error: ErrorData | undefined
  readonly load: (range: InsightRange) => Promise<void>
}

/** What the history says about how fast everything was. */
export const useInsight = create<InsightState>()((set) => ({
  range: 'day',
  summary: undefined,
  measured: {},
  error: undefined,
  load: async (range) => {
    set({ range })
    const to = Date.now()
    const frame = { from: to - rangeMs[range], to }
    try {
      const [summary, ipc, window] = await Promise.all([
        call('summarizeHistory', frame),
        p95By(frame, 'ipc', []),
        p95By(frame, 'window', ['kind']),
      ])
      const measured: Measured = {}
      const [all] = ipc.values()
      if (all !== undefined) measured.ipc = all
      for (const kind of ['image', 'FCP', 'LCP', 'CLS', 'TTFB'] as const) {
        const value = window.get(kind)
        if (value !== undefined) measured[kind] = value
      }
      set({ summary, measured, error: undefined })
    } catch (error) {
      set({ error: toErrorData(error) })
    }
  },
}))

async function p95By(
  frame: { readonly from: number; readonly to: number },
  operation: string,
  groupBy: string[],
): Promise<Map<string, number>> {
  const { series } = await call('queryHistory', {
    metric: 'operation_duration',
    ...frame,
    filter: { operation: [operation] },
    groupBy,
    aggregations: ['p95'],
  })
  return new Map(
    series.flatMap(({ tags, points }): [string, number][] => {
      const value = points[0]?.values.p95
      return value === null || value === undefined ? [] : [[tags.kind ?? '', value]]
    }),
  )
}
