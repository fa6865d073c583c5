import type { Engine } from '../../engine/create-engine.ts'
import { WhittleError } from '../../shared/errors.ts'
import type { Batch, BatchState } from '../../shared/model/batch.ts'
import type { Item } from '../../shared/model/item.ts'

export type WatchOptions = {
  /** Aborting ends the wait, not the batch. */
  readonly signal: AbortSignal
  readonly onChange: (batch: Batch) => void
}

/** `interrupted` is missing on purpose: it is where a batch that will be resumed comes from. */
const endStates: ReadonlySet<BatchState> = new Set<BatchState>(['done', 'cancelled', 'failed', 'discarded'])

export function hasEnded(batch: Batch): boolean {
  return endStates.has(batch.state)
}

/**
 * Waits until a batch satisfies `reached`.
 *
 * @returns The batch at that moment; `undefined` when the signal was aborted first.
 * @throws WhittleError `NOT_FOUND` when the engine does not know the batch.
 */
export function untilBatch(
  engine: Engine,
  batchId: string,
  reached: (batch: Batch) => boolean,
  options: WatchOptions,
): Promise<Batch | undefined> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      unsubscribe()
      options.signal.removeEventListener('abort', onAbort)
    }
    const see = (batch: Batch) => {
      if (batch.id !== batchId) return
      options.onChange(batch)
      if (!reached(batch)) return
      stop()
      resolve(batch)
    }
    const onAbort = () => {
      stop()
      resolve(undefined)
    }
    const unsubscribe = engine.on('batchChanged', see)
    options.signal.addEventListener('abort', onAbort)
    if (options.signal.aborted) return onAbort()
    // It may have happened before anyone listened.
    currentBatch(engine, batchId).then(see, (error: unknown) => {
      stop()
      reject(error)
    })
  })
}

/** @throws WhittleError `NOT_FOUND` when the engine does not know the batch. */
export async function currentBatch(engine: Engine, batchId: string): Promise<Batch> {
  const { batches } = await engine.commands.getSnapshot({})
  const found = batches.find((batch) => batch.id === batchId)
  if (found === undefined) throw new WhittleError('NOT_FOUND', { detail: `batch ${batchId}` })
  return found
}

/** The items of a batch in their order, however many pages that takes. */
export async function allItems(engine: Engine, batchId: string): Promise<Item[]> {
  const limit = 1_000
  const found: Item[] = []
  for (;;) {
    const page = await engine.commands.listItems({ batchId, offset: found.length, limit })
    found.push(...page.items)
    if (page.items.length === 0 || found.length >= page.total) return found
  }
}
