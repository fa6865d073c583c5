import { create } from 'zustand'
import { call } from '../bridge.ts'
import { notifyError } from '../components/notify.ts'

/** One row of the table of operations. */
type TrendSubject = { readonly operation: string; readonly kind: string }

export const trendLines = ['p50', 'p95', 'p99'] as const
type TrendLine = (typeof trendLines)[number]

type TrendPoint = { readonly at: number; readonly values: Readonly<Record<TrendLine, number | null>> }

type TrendState = {
  readonly subject: TrendSubject | undefined
  readonly from: number
  readonly to: number
  readonly points: readonly TrendPoint[]
  readonly show: (subject: TrendSubject, rangeMs: number) => Promise<void>
}

/** Points across the graph. */
const points = 60

/** How long an operation took over time. */
export const useTrend = create<TrendState>()((set, get) => ({
  subject: undefined,
  from: 0,
  to: 0,
  points: [],
  show: async (subject, rangeMs) => {
    const to = Date.now()
    const from = to - rangeMs
    set({ subject, from, to })
    try {
      const { series } = await call('queryHistory', {
        metric: 'operation_duration',
        from,
        to,
        step: Math.max(10_000, Math.round(rangeMs / points / 10_000) * 10_000),
        filter: { operation: [subject.operation], kind: [subject.kind] },
        aggregations: [...trendLines],
      })
      if (get().subject !== subject) return
      const found = (series[0]?.points ?? []).map(({ at, values: { p50, p95, p99 } }) => ({
        at,
        values: { p50: p50 ?? null, p95: p95 ?? null, p99: p99 ?? null },
      }))
      set({ points: found })
    } catch (error) {
      notifyError(error)
    }
  },
}))
