import { create } from 'zustand'
import type { Alert } from '../../shared/model/alert.ts'
import type { Decision } from '../../shared/model/monitor.ts'

type AlertsState = {
  /** Thresholds that are crossed now. */
  readonly active: readonly Alert[]
  /** Those that are over, newest first. */
  readonly past: readonly Alert[]
  /** What the controller decided, oldest first. */
  readonly decisions: readonly Decision[]
  readonly changed: (active: readonly Alert[]) => void
  readonly decided: (decision: Decision) => void
}

/** As many as a snapshot brings. */
const kept = 200

export const useAlerts = create<AlertsState>()((set) => ({
  active: [],
  past: [],
  decisions: [],
  changed: (active) =>
    set(({ active: before, past }) => {
      const over = before.filter(({ id }) => active.every((alert) => alert.id !== id))
      return { active, past: [...over, ...past].slice(0, kept) }
    }),
  decided: (decision) => set(({ decisions }) => ({ decisions: [...decisions, decision].slice(-kept) })),
}))
