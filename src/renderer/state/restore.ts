import type { Batch } from '../../shared/model/batch.ts'
import { notifyError, notifyLostBatch } from '../components/notify.ts'
import { useBatches } from './batches.ts'
import { createBatch, forgetGiven, useIntake } from './intake.ts'

/** Batches that were known but not started, and that a new engine knows nothing of. */
export function lostBatches(known: readonly Batch[], told: readonly Batch[]): Batch[] {
  const ids = new Set(told.map((batch) => batch.id))
  return known.filter((batch) => isUnstarted(batch) && !ids.has(batch.id))
}

/** Plans a lost batch again, with the same paths, contrast and folder, or says that it is lost. */
export async function restoreBatch(lost: Batch, show: boolean): Promise<void> {
  const given = useIntake.getState().given.get(lost.id)
  forgetGiven(lost.id)
  // A plan that is lost a second time while it is made may be what ends the engine: it must not do so for ever.
  if (given === undefined || (given.restored && lost.state === 'planning')) {
    notifyLostBatch()
    return
  }
  try {
    const batch = await createBatch(
      {
        paths: [...given.paths],
        overrides: { enhance: lost.recipe.enhance },
        ...(lost.inPlace === undefined
          ? lost.outDir === ''
            ? {}
            : { outDir: lost.outDir }
          : { recipe: lost.recipe, destination: { kind: 'in-place', ...lost.inPlace } }),
      },
      true,
    )
    if (show) useBatches.getState().show(batch.id)
  } catch (error) {
    notifyError(error)
    notifyLostBatch()
  }
}

export function isUnstarted(batch: Batch): boolean {
  return batch.state === 'planning' || batch.state === 'planned'
}
