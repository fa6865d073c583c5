import { create } from 'zustand'
import type { ParamsOf } from '../../shared/contract/define.ts'
import type { EngineCommands } from '../../shared/contract/engine.ts'
import type { Watch } from '../../shared/model/watch.ts'
import { call } from '../bridge.ts'
import { notifyError } from '../components/notify.ts'

type WatchesState = {
  /** `undefined` until they are known. */
  readonly watches: readonly Watch[] | undefined
  readonly load: () => Promise<void>
}

export const useWatches = create<WatchesState>()((set) => ({
  watches: undefined,
  load: async () => {
    try {
      set({ watches: await call('listWatches', {}) })
    } catch (error) {
      notifyError(error)
    }
  },
}))

/** Optimizes what is in a folder and what arrives there; true when it was taken. */
export async function addWatch(order: ParamsOf<EngineCommands, 'addWatch'>): Promise<boolean> {
  return changing(() => call('addWatch', order))
}

/** Stops it for a while, or lets it go on. */
export async function pauseWatch(watchId: string, paused: boolean): Promise<void> {
  await changing(() => call('pauseWatch', { watchId, paused }))
}

/** Files stay. */
export async function removeWatch(watchId: string): Promise<void> {
  await changing(() => call('removeWatch', { watchId }))
}

async function changing(change: () => Promise<unknown>): Promise<boolean> {
  try {
    await change()
    return true
  } catch (error) {
    notifyError(error)
    return false
  } finally {
    await useWatches.getState().load()
  }
}
