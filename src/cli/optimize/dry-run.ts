import type { Engine } from '../../engine/create-engine.ts'
import { WhittleError } from '../../shared/errors.ts'
import type { Batch } from '../../shared/model/batch.ts'
import type { Progress } from '../progress.ts'
import { type PlanDocument, planDocument } from './plan-document.ts'
import type { OptimizeRequest } from './request.ts'
import { allItems, hasEnded, untilBatch } from './watch-batch.ts'

/**
 * Plans a batch and forgets it again; nothing is written where outputs would go.
 *
 * @returns `undefined` when the signal was aborted first.
 * @throws WhittleError with the batch's own error when planning as a whole failed.
 */
export async function dryRun(
  engine: Engine,
  request: OptimizeRequest,
  options: { readonly signal: AbortSignal; readonly progress: Progress },
): Promise<PlanDocument | undefined> {
  if (options.signal.aborted) return undefined
  const { id } = await engine.commands.createBatch(request.params)
  try {
    const batch = await untilBatch(engine, id, isPlanned, {
      signal: options.signal,
      onChange: options.progress.update,
    })
    options.progress.finish()
    if (batch === undefined) return undefined
    if (batch.error !== undefined) throw WhittleError.from(batch.error)
    return planDocument(batch, await allItems(engine, id))
  } finally {
    options.progress.finish()
    await engine.commands.discardBatch({ batchId: id })
  }
}

function isPlanned(batch: Batch): boolean {
  return batch.state === 'planned' || hasEnded(batch)
}
