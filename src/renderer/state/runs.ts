import { create } from 'zustand'
import { type ErrorData, toErrorData } from '../../shared/errors.ts'
import type { Run } from '../../shared/model/history.ts'
import type { Item } from '../../shared/model/item.ts'
import { call } from '../bridge.ts'

/** The items of one past run. */
type RunDetail = { readonly runId: string; readonly items: readonly Item[] }

type RunsState = {
  /** Newest first; `undefined` until they were asked for. */
  readonly runs: readonly Run[] | undefined
  readonly detail: RunDetail | undefined
  readonly error: ErrorData | undefined
  /** The run that is shown; `undefined`: the newest. */
  readonly chosenId: string | undefined
  readonly choose: (runId: string) => void
  readonly load: () => Promise<void>
  readonly open: (runId: string) => Promise<void>
}

/** More would not be scanned by eye; searching the history comes later. */
const shownRuns = 200

export const useRuns = create<RunsState>()((set, get) => ({
  runs: undefined,
  detail: undefined,
  error: undefined,
  chosenId: undefined,
  choose: (chosenId) => set({ chosenId }),
  load: async () => {
    try {
      set({ runs: await call('listRuns', { limit: shownRuns }), error: undefined })
    } catch (error) {
      set({ error: toErrorData(error) })
    }
  },
  open: async (runId) => {
    if (get().detail?.runId === runId) return
    try {
      const { items } = await call('getRun', { runId })
      set({ detail: { runId, items: items.map((record) => record.item) }, error: undefined })
    } catch (error) {
      set({ error: toErrorData(error) })
    }
  },
}))
