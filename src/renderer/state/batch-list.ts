import type { Batch } from '../../shared/model/batch.ts'

/** Oldest first, so that a batch keeps its place while others come and go. */
export function withBatch(batches: readonly Batch[], changed: Batch): Batch[] {
  if (changed.state === 'discarded') return withoutBatch(batches, changed.id)
  const known = batches.some((batch) => batch.id === changed.id)
  return known
    ? batches.map((batch) => (batch.id === changed.id ? changed : batch))
    : sortedBatches([...batches, changed])
}

export function withoutBatch(batches: readonly Batch[], batchId: string): Batch[] {
  return batches.filter((batch) => batch.id !== batchId)
}

export function sortedBatches(batches: readonly Batch[]): Batch[] {
  return batches
    .filter((batch) => batch.state !== 'discarded')
    .toSorted((a, b) => a.createdAt - b.createdAt || a.id.localeCompare(b.id))
}

/** The batch to show: the chosen one while it exists, else one that runs, else the newest. */
export function shownBatch(batches: readonly Batch[], selectedId: string | undefined): Batch | undefined {
  return (
    batches.find((batch) => batch.id === selectedId) ??
    batches.find((batch) => batch.state === 'running') ??
    batches.at(-1)
  )
}
