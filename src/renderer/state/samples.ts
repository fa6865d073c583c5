import { create } from 'zustand'
import type { Admission, Sample } from '../../shared/model/monitor.ts'
import { withAdmission, withSample } from './sample-window.ts'

type SamplesState = {
  /** Oldest first, ten minutes at most. */
  readonly samples: readonly Sample[]
  readonly admissions: readonly Admission[]
  readonly replace: (samples: readonly Sample[]) => void
  readonly add: (sample: Sample) => void
  readonly admit: (admission: Admission) => void
}

export const useSamples = create<SamplesState>()((set) => ({
  samples: [],
  admissions: [],
  replace: (samples) => set({ samples }),
  add: (sample) => set((state) => ({ samples: withSample(state.samples, sample) })),
  admit: (admission) => set((state) => ({ admissions: withAdmission(state.admissions, admission) })),
}))
