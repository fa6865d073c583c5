import { create } from 'zustand'
import { type ErrorData, toErrorData } from '../../shared/errors.ts'
import type { Impact } from '../../shared/model/impact.ts'
import { call } from '../bridge.ts'

type ImpactState = {
  /** The run that is looked at; the latest until one is chosen. */
  readonly runId: string | undefined
  /** What it is compared with; empty: its originals. */
  readonly otherId: string
  readonly impact: Impact | undefined
  readonly error: ErrorData | undefined
  readonly load: (runId: string, otherId: string) => Promise<void>
}

/** What a run is worth, against its originals or against another run. */
export const useImpact = create<ImpactState>()((set, get) => ({
  runId: undefined,
  otherId: '',
  impact: undefined,
  error: undefined,
  load: async (runId, otherId) => {
    const same = get().runId === runId && get().otherId === otherId
    set({ runId, otherId, error: undefined, ...(same ? {} : { impact: undefined }) })
    try {
      const impact =
        otherId === ''
          ? await call('getImpact', { runId })
          : await call('compareRuns', { before: otherId, after: runId })
      // Another one may have been chosen meanwhile.
      if (get().runId === runId && get().otherId === otherId) set({ impact })
    } catch (error) {
      if (get().runId === runId && get().otherId === otherId)
        set({ error: toErrorData(error), impact: undefined })
    }
  },
}))
