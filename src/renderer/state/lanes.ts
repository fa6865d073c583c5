import { create } from 'zustand'
import type { WorkSpan } from '../../shared/model/monitor.ts'

/** What the timeline shows, in milliseconds. */
export const laneWindowMs = 60_000

type LanesState = {
  /** By their ends, oldest first; a minute of them. */
  readonly ended: readonly WorkSpan[]
  readonly current: readonly WorkSpan[]
  readonly add: (spans: readonly WorkSpan[], now: number) => void
  readonly clear: () => void
}

/** What the workers did in the last minute, and what they are at. */
export const useLanes = create<LanesState>()((set) => ({
  ended: [],
  current: [],
  add: (spans, now) =>
    set(({ ended }) => ({
      ended: [...ended, ...spans.filter(({ to }) => to !== undefined)].filter(
        ({ to }) => (to ?? now) > now - laneWindowMs,
      ),
      current: spans.filter(({ to }) => to === undefined),
    })),
  clear: () => set({ ended: [], current: [] }),
}))
