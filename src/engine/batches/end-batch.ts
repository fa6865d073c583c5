import { setImmediate } from 'node:timers/promises'
import { toErrorData } from '../../shared/errors.ts'
import type { DeliveryPort, HistoryPort, Log } from '../ports.ts'
import type { BatchRecord } from './batch-record.ts'
import type { Journal } from './journal.ts'
import { runOf } from './records.ts'

export type EndOptions = {
  readonly delivery: DeliveryPort
  readonly history: HistoryPort
  readonly journal: Journal
  readonly log: Log
  readonly now: () => number
}

/** Records that are made at a stretch; then others have their turn. */
const chunkSize = 250

/**
 * Manifest, history, then the journal goes: in that order a crash at any point loses nothing, and doing all of it
 * again changes nothing. A manifest that cannot be written is told in the batch's error and stops nothing.
 *
 * @throws what the history throws when it cannot be written; the journal then still has the batch.
 */
export async function endBatch(
  batch: BatchRecord,
  state: 'done' | 'cancelled',
  options: EndOptions,
): Promise<void> {
  const { delivery, history, journal, log } = options
  const at = options.now()
  batch.finishedAt = at
  const items = [...batch.items.values()]
  try {
    // In place no folder of results is made; what was replaced is on record with its backups.
    if (batch.inPlace === undefined) await delivery.record(batch.outDir, batch.recipe, items)
  } catch (error) {
    batch.error = toErrorData(error)
  }
  for (const [index, item] of items.entries()) {
    if (index % chunkSize === chunkSize - 1) await setImmediate()
    history.recordItem({ runId: batch.id, at, item })
  }
  await history.recordRun(runOf({ ...batch.summary(at), state }))
  await endJournal(batch.id, { journal, log })
}

/** Where the journal cannot be removed, the next start finds the run in the history and removes it then. */
export async function endJournal(
  batchId: string,
  { journal, log }: Pick<EndOptions, 'journal' | 'log'>,
): Promise<void> {
  try {
    await journal.end(batchId)
  } catch (error) {
    log('warn', `The journal of batch ${batchId} could not be removed: ${String(error)}`)
  }
}
