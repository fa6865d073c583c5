import { create } from 'zustand'
import { type ErrorData, toErrorData } from '../../shared/errors.ts'
import type { Summary } from '../../shared/model/query.ts'
import { call } from '../bridge.ts'
import type { insight } from '../locales/en/insight.ts'

export type InsightRange = keyof typeof insight.ranges
export const insightRanges = ['hour', 'day', 'week', 'month'] as const satisfies readonly InsightRange[]

const hourMs = 3_600_000
export const rangeMs: Readonly<Record<InsightRange, number>> = {
  hour: hourMs,
  day: 24 * hourMs,
  week: 7 * 24 * hourMs,
  month: 30 * 24 * hourMs,
}

/**
 * 95th percentiles of what the scoreboard measures, in milliseconds (CLS without a unit), and shares and bytes; absent:
 * not measured.
 */
export type Measured = Partial<
  Record<'ipc' | 'image' | 'FCP' | 'LCP' | 'CLS' | 'firstByte', number> & {
    /** Share of the small pictures that were there when they were asked for, 0–1. */
    readonly previewHits: number
    /** Share of results that were taken from the cache, 0–1, ever since. */
    readonly resultHits: number
    /** Bytes of cache and history on disk. */
    readonly storedBytes: number
  }
>

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
      const [summary, ipc, window, firstByte, cache, storage] = await Promise.all([
        call('summarizeHistory', frame),
        p95By(frame, 'ipc', []),
        p95By(frame, 'window', ['kind']),
        p95By(frame, 'preview-request', []),
        call('cacheStats', {}),
        call('storageUse', {}),
      ])
      const found = {
        ...Object.fromEntries(window),
        ipc: ipc.values().next().value,
        firstByte: firstByte.values().next().value,
        previewHits: previewHits(summary),
        resultHits: cache.lookups.hitRate ?? undefined,
        storedBytes: storage.cacheBytes + storage.historyBytes,
      }
      const known = Object.entries(found).filter(([, value]) => value !== undefined)
      set({ summary, measured: Object.fromEntries(known), error: undefined })
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

function previewHits({ operations }: Summary): number | undefined {
  const requests = operations.filter(({ operation }) => operation === 'preview-request')
  const count = (kind?: string): number =>
    requests.reduce((sum, one) => sum + (kind === undefined || one.kind === kind ? one.count : 0), 0)
  return count() === 0 ? undefined : count('hit') / count()
}
