import { toErrorData, WhittleError } from '../../shared/errors.ts'
import type { Item } from '../../shared/model/item.ts'
import type { HistoryPort, Log } from '../ports.ts'
import { BatchRecord } from './batch-record.ts'
import { endJournal } from './end-batch.ts'
import type { Journal } from './journal.ts'
import type { Recovered } from './journal-lines.ts'
import { sweep } from './parts.ts'

export type RecoverOptions = {
  readonly journal: Journal
  readonly history: Pick<HistoryPort, 'getRun'>
  readonly log: Log
}

/** Crashes after which an image is worked on no more until a person says so. */
const mostAttempts = 2

/** The batches that an earlier process accepted and did not end, with what it left on the disk removed. */
export async function* recoverBatches(
  options: RecoverOptions,
): AsyncGenerator<{ batch: BatchRecord; found: Recovered }> {
  const { journal, history } = options
  for (const found of await journal.recover()) {
    const recorded = (await history.getRun(found.id))?.run
    // A crash after the run was recorded and before its journal was removed: nothing is left to do.
    if (recorded !== undefined && recorded.finishedAt >= (found.reopenedAt ?? 0)) {
      await endJournal(found.id, options)
      continue
    }
    yield { batch: await takeOver(found, options), found }
  }
}

async function takeOver(found: Recovered, { journal, log }: RecoverOptions): Promise<BatchRecord> {
  const batch = new BatchRecord(found)
  batch.startedAt = found.startedAt
  batch.reopenedAt = found.reopenedAt
  batch.recovered = true
  for (const item of found.items.values()) batch.put(item)
  const attempted = [...found.items.where(({ id, state }) => state === 'queued' && found.attempts.has(id))]
  await sweep(batch, found.items.values(), attempted)
  for (const item of attempted) {
    if ((found.attempts.get(item.id) ?? 0) < mostAttempts) {
      batch.suspects.add(item.id)
      continue
    }
    log('warn', `${item.input}: everything ended twice while it was being worked on; it is set aside.`)
    const setAside = poisonous(item)
    await journal.finish(batch.id, setAside)
    batch.put(setAside)
  }
  return batch
}

function poisonous(item: Item): Item {
  return { ...item, state: 'failed', error: toErrorData(new WhittleError('INPUT_POISONOUS')) }
}
