import { create } from 'zustand'
import type { Alert } from '../../shared/model/alert.ts'
import type { Decision } from '../../shared/model/monitor.ts'

type AlertsState = {
  /** Thresholds that are crossed now. */
  readonly active: readonly Alert[]
  /** What the controller decided, oldest first. */
  readonly decisions: readonly Decision[]
  readonly decided: (decision: Decision) => void
}

/** As many as a snapshot brings. */
const kept = 200

export const useAlerts = create<AlertsState>()((set) => ({
  active: [],
  decisions: [],
  decided: (decision) => set(({ decisions }) => ({ decisions: [...decisions, decision].slice(-kept) })),
}))
