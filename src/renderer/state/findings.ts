import { create } from 'zustand'
import { type ErrorData, toErrorData } from '../../shared/errors.ts'
import type { Anomaly } from '../../shared/model/anomaly.ts'
import type { Trend } from '../../shared/model/trend.ts'
import { call } from '../bridge.ts'
import { notifyError } from '../components/notify.ts'

export const findingDays = ['30', '90', '365'] as const
/** How many days are looked at. */
type FindingDays = (typeof findingDays)[number]

type FindingsState = {
  readonly days: FindingDays
  /** `undefined` until they were asked for. */
  readonly trends: readonly Trend[] | undefined
  readonly anomalies: readonly Anomaly[] | undefined
  readonly error: ErrorData | undefined
  readonly load: (days: FindingDays) => Promise<void>
  /** Says that an anomaly is as it should be, or takes that back. */
  readonly judge: (id: string, expected: boolean) => Promise<void>
}

/** What the engine makes of its history. */
export const useFindings = create<FindingsState>()((set, get) => ({
  days: '90',
  trends: undefined,
  anomalies: undefined,
  error: undefined,
  load: async (days) => {
    set({ days })
    try {
      const [trends, anomalies] = await Promise.all([
        call('listTrends', { days: Number(days) }),
        call('listAnomalies', { days: Number(days) }),
      ])
      // Another span may have been chosen meanwhile.
      if (get().days === days) set({ trends, anomalies, error: undefined })
    } catch (error) {
      set({ error: toErrorData(error) })
    }
  },
  judge: async (id, expected) => {
    try {
      const judged = await call('judgeAnomaly', { id, expected })
      set({ anomalies: get().anomalies?.map((one) => (one.id === id ? judged : one)) })
    } catch (error) {
      notifyError(error)
    }
  },
}))
