import type { Batch } from '../../../shared/model/batch.ts'

/** Batches as they are drawn: each where it is, except that those in line stand in the order of the line. */
export function inLine(batches: readonly Batch[]): Batch[] {
  const waiting = waitingOf(batches)
  let next = 0
  return batches.map((batch) => (batch.position === undefined ? batch : (waiting[next++] ?? batch)))
}

/**
 * Before which batch one must go to move a step in the line: an id, `null` for the end, `undefined` where it cannot
 * move. Batches of another priority are not passed.
 */
export function beforeWhich(batches: readonly Batch[], id: string, step: -1 | 1): string | null | undefined {
  const moved = batches.find((batch) => batch.id === id)
  if (moved?.position === undefined) return undefined
  const peers = waitingOf(batches).filter((batch) => batch.priority === moved.priority)
  const index = peers.findIndex((batch) => batch.id === id)
  if (step === -1) return peers[index - 1]?.id
  if (peers[index + 1] === undefined) return undefined
  return peers[index + 2]?.id ?? null
}

function waitingOf(batches: readonly Batch[]): Batch[] {
  return batches
    .filter((batch) => batch.position !== undefined)
    .toSorted((a, b) => (a.position ?? 0) - (b.position ?? 0))
}
