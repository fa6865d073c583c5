import type { ErrorData } from '../../shared/errors.ts'
import type { Batch } from '../../shared/model/batch.ts'
import type { Item } from '../../shared/model/item.ts'
import type { ResultDocument } from '../../shared/model/result-document.ts'
import { toResultDocument } from '../../shared/result-document.ts'

/** The document of a run that did not reach its end says so in one more field. */
export type PartialResult = ResultDocument & { readonly error: ErrorData }

/**
 * The result so far of a batch that was interrupted, cancelled or failed as a whole. (Of a finished one the
 * engine tells.) Images that were never finished are listed with `reason`: as failed when the batch failed, as
 * skipped when it can go on.
 *
 * @param now Epoch milliseconds at which the run stopped.
 */
export function partialResult(
  batch: Batch,
  items: Iterable<Item>,
  reason: ErrorData,
  now: number,
): PartialResult {
  const unfinished = batch.state === 'failed' ? 'failed' : 'skipped'
  const settled = [...items].map((item) =>
    settledStates.has(item.state) ? item : ({ ...item, state: unfinished, error: reason } satisfies Item),
  )
  const durationMs = Math.max(0, (batch.finishedAt ?? now) - (batch.startedAt ?? batch.createdAt))
  return {
    ...toResultDocument({ id: batch.id, recipe: batch.recipe.id, durationMs }, settled),
    error: reason,
  }
}

const settledStates: ReadonlySet<Item['state']> = new Set(['done', 'failed', 'skipped'])
