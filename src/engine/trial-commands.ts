import type { EngineHandlers } from '../shared/contract/engine.ts'
import { WhittleError } from '../shared/errors.ts'
import type { Item } from '../shared/model/item.ts'
import type { Recipe } from '../shared/recipe/index.ts'
import type { BatchService } from './batches/batch-service.ts'
import type { HistoryPort } from './ports.ts'
import { timed } from './timed.ts'
import { sampleOf, type Trials } from './trials/index.ts'

type Parts = {
  readonly batches: BatchService
  readonly history: HistoryPort
  readonly trials: Trials
  readonly itemOf: (batchId: string, itemId: string) => Promise<Item>
  readonly recipeOf: (batchId: string) => Promise<Recipe>
}

/** What is made only to be looked at. */
export function trialHandlers({
  batches,
  history,
  trials,
  itemOf,
  recipeOf,
}: Parts): Pick<EngineHandlers, 'tryOutput' | 'tryRecipe' | 'cancelTrials' | 'getTrial'> {
  return {
    tryOutput: async ({ batchId, itemId, output, goal }) => {
      const item = await itemOf(batchId, itemId)
      const recipe = await recipeOf(batchId)
      return timed(
        history,
        'trial',
        'output',
        () => trials.tryOutput(item, recipe, output, goal),
        ({ format }) => ({ kind: format }),
      )
    },
    tryRecipe: async ({ batchId }) => {
      const batch = batches.get(batchId)
      const item = sampleOf(batch.items.values())
      if (item === undefined) throw new WhittleError('NOT_FOUND')
      return timed(history, 'trial', 'recipe', () => trials.tryRecipe(item, batch.recipe))
    },
    cancelTrials: () => {
      trials.cancel('output')
      trials.cancel('recipe')
      return {}
    },
    getTrial: ({ trialId }) => trials.find(trialId),
  }
}
