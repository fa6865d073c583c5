import { create } from 'zustand'
import type { Recommendation } from '../../shared/model/recommendation.ts'
import { call } from '../bridge.ts'
import { notifyError } from '../components/notify.ts'

type AdviceState = {
  /** `undefined` until it was asked for. */
  readonly advice: readonly Recommendation[] | undefined
  readonly load: () => Promise<void>
  /** Does what is advised; settings or recipe are remembered as they were. */
  readonly apply: (id: string) => Promise<void>
  readonly takeBack: (id: string) => Promise<void>
  readonly dismiss: (id: string, dismissed: boolean) => Promise<void>
}

/** What the engine recommends. */
export const useAdvice = create<AdviceState>()((set, get) => {
  const replace = async (changing: Promise<Recommendation>): Promise<void> => {
    try {
      const changed = await changing
      set({ advice: get().advice?.map((one) => (one.id === changed.id ? changed : one)) })
    } catch (error) {
      notifyError(error)
    }
  }
  return {
    advice: undefined,
    load: async () => {
      try {
        set({ advice: await call('listRecommendations', {}) })
      } catch (error) {
        notifyError(error)
      }
    },
    apply: (id) => replace(call('applyRecommendation', { id })),
    takeBack: (id) => replace(call('takeBackRecommendation', { id })),
    dismiss: (id, dismissed) => replace(call('dismissRecommendation', { id, dismissed })),
  }
})
