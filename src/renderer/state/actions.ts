import type { Batch, BatchPriority } from '../../shared/model/batch.ts'
import { fitsInPlace, type RecipeOverrides } from '../../shared/recipe/index.ts'
import type { SettingsPatch } from '../../shared/settings.ts'
import { call } from '../bridge.ts'
import { notifyError } from '../components/notify.ts'
import { t } from '../i18n.ts'
import { useBatches } from './batches.ts'
import { useContrast } from './contrast.ts'
import { createTurns } from './in-turn.ts'

/** What a person can do. Each reports its own failure and leaves the list as the engine last told it. */

/** A batch's changes and its start go one after the other: it starts as it was last configured. */
const inTurn = createTurns()

/** Switches contrast. Of what is chosen while the engine answers, only the last is sent. */
export async function setContrast(batchId: string, enhance: boolean): Promise<void> {
  const wanted = (): boolean | undefined => useContrast.getState().wanted.get(batchId)
  const sending = wanted() !== undefined
  useContrast.getState().want(batchId, enhance)
  if (sending) return
  await inTurn(batchId, async () => {
    let sent: boolean | undefined
    while (wanted() !== sent) {
      sent = wanted()
      await configure(batchId, { overrides: { enhance: sent } })
    }
    useContrast.getState().forget(batchId)
  })
}

/** Asks for another output folder; nothing changes when the dialog is closed. */
export async function chooseOutput(batchId: string): Promise<void> {
  try {
    const { path } = await call('chooseFolder', { title: t('optimize.chooseFolderTitle') })
    if (path !== null) await inTurn(batchId, () => configure(batchId, { outDir: path }))
  } catch (error) {
    notifyError(error)
  }
}

/** Takes another recipe for a planned batch; its contrast switch goes by that recipe. */
export async function chooseRecipe(batchId: string, recipeId: string): Promise<void> {
  await inTurn(batchId, () => configure(batchId, { recipeId }))
}

/**
 * Has the results of a planned batch take the places of their originals, or go into a folder again. A recipe that makes
 * more than one file of an image gives way to one that does not.
 */
export async function setInPlace(batch: Batch, inPlace: boolean): Promise<void> {
  const recipe = inPlace && !fitsInPlace(batch.recipe) ? { recipeId: 'same-format' } : {}
  await inTurn(batch.id, () => configure(batch.id, { inPlace, ...recipe }))
}

export async function startBatch(batchId: string): Promise<void> {
  await inTurn(batchId, () => changing(() => call('startBatch', { batchId })))
}

export async function cancelBatch(batchId: string): Promise<void> {
  await changing(() => call('cancelBatch', { batchId }))
}

export async function resumeBatch(batchId: string): Promise<void> {
  await changing(() => call('resumeBatch', { batchId }))
}

/** Starts no new images; those that run are finished. */
export async function pauseBatch(batchId: string): Promise<void> {
  await changing(() => call('pauseBatch', { batchId }))
}

/** Tries images again that failed: those named, else all. */
export async function retryItems(
  batchId: string,
  choice: { readonly itemIds?: readonly string[]; readonly acceptDamage?: boolean } = {},
): Promise<void> {
  const { itemIds, acceptDamage = false } = choice
  await changing(() =>
    call('retryItems', {
      batchId,
      acceptDamage,
      ...(itemIds === undefined ? {} : { itemIds: [...itemIds] }),
    }),
  )
}

export async function setPriority(batchId: string, priority: BatchPriority): Promise<void> {
  await changing(() => call('setBatchPriority', { batchId, priority }))
}

/** Puts a waiting batch before another one, or at the end. */
export async function moveBatch(batchId: string, before: string | null): Promise<void> {
  await changing(() => call('moveBatch', { batchId, before }))
}

export async function discardBatch(batchId: string): Promise<void> {
  try {
    await call('discardBatch', { batchId })
    useBatches.getState().remove(batchId)
  } catch (error) {
    notifyError(error)
  }
}

/** Changes settings; the engine answers with an event that every part of the window hears. */
export async function changeSettings(patch: SettingsPatch): Promise<void> {
  try {
    await call('updateSettings', patch)
  } catch (error) {
    notifyError(error)
  }
}

export async function openLogs(): Promise<void> {
  try {
    await call('openLogs', {})
  } catch (error) {
    notifyError(error)
  }
}

export async function restartEngine(): Promise<void> {
  try {
    await call('restartEngine', {})
  } catch (error) {
    notifyError(error)
  }
}

async function configure(
  batchId: string,
  change: {
    readonly outDir?: string
    readonly recipeId?: string
    readonly overrides?: RecipeOverrides
    readonly inPlace?: boolean
  },
): Promise<void> {
  await changing(() => call('configureBatch', { batchId, ...change }))
}

async function changing(request: () => Promise<Batch>): Promise<void> {
  try {
    useBatches.getState().change(await request())
  } catch (error) {
    notifyError(error)
  }
}
