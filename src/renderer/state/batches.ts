import { create } from 'zustand'
import type { Batch } from '../../shared/model/batch.ts'
import { shownBatch, sortedBatches, withBatch, withoutBatch } from './batch-list.ts'

type BatchesState = {
  readonly batches: readonly Batch[]
  /** The batch on screen; it stays there until another is chosen or it goes away. */
  readonly shownId: string | undefined
  readonly replace: (batches: readonly Batch[]) => void
  readonly change: (batch: Batch) => void
  readonly remove: (batchId: string) => void
  readonly show: (batchId: string) => void
}

export const useBatches = create<BatchesState>()((set) => {
  const update = (next: (batches: readonly Batch[]) => readonly Batch[]): void =>
    set((state) => {
      const batches = next(state.batches)
      return { batches, shownId: shownBatch(batches, state.shownId)?.id }
    })
  return {
    batches: [],
    shownId: undefined,
    replace: (batches) => update(() => sortedBatches(batches)),
    change: (batch) => update((batches) => withBatch(batches, batch)),
    remove: (batchId) => update((batches) => withoutBatch(batches, batchId)),
    show: (batchId) => set({ shownId: batchId }),
  }
})
