import { basename, sep } from 'node:path'
import type { Batch } from '../shared/model/batch.ts'
import type { WatchOrder } from '../shared/model/watch.ts'
import { newBatchId } from './batch-id.ts'
import type { BatchService } from './batches/batch-service.ts'
import type { Emitter } from './emitter.ts'
import type { RecipeStore } from './recipes/index.ts'

type Parts = {
  readonly batches: () => Pick<BatchService, 'create' | 'start' | 'resume' | 'list' | 'get' | 'find'>
  readonly recipes: Pick<RecipeStore, 'find'>
  readonly events: Pick<Emitter, 'on'>
}

const ended: ReadonlySet<Batch['state']> = new Set<Batch['state']>([
  'done',
  'cancelled',
  'failed',
  'discarded',
])

/** How a watched folder gets its arrivals optimized: by batches like any other. */
export function watchedBatches({ batches, recipes, events }: Parts) {
  const untilEnded = (batchId: string): Promise<Batch | undefined> =>
    new Promise((resolve) => {
      const stop = [
        events.on('batchChanged', (batch) => see(batch)),
        events.on('batchDiscarded', (gone) => gone.batchId === batchId && end(undefined)),
      ]
      const end = (batch: Batch | undefined): void => {
        for (const one of stop) one()
        resolve(batch)
      }
      const see = (batch: Batch): void => {
        if (batch.id === batchId && ended.has(batch.state)) end(batch)
      }
      const now = batches().find(batchId)?.summary(Date.now())
      if (now !== undefined) see(now)
    })

  return {
    optimize: async ({ folder, outDir, recipeId }: WatchOrder, paths: readonly string[]) => {
      const id = newBatchId()
      const label = basename(folder) || folder
      const recipe = recipes.find(recipeId)
      batches().create({ id, label, paths, base: folder, recipe, outDir, createdAt: Date.now() })
      const done = untilEnded(id)
      await batches().start(id)
      const batch = await done
      return { done: batch?.counts.done ?? 0, failed: batch?.counts.failed ?? 0 }
    },
    resume: async ({ folder, outDir }: WatchOrder) => {
      const left = batches()
        .list()
        .filter((batch) => batch.state === 'interrupted' && batch.outDir === outDir)
        .filter(({ id }) =>
          batches()
            .get(id)
            .paths.every((path) => path.startsWith(folder + sep)),
        )
      for (const { id } of left) {
        const done = untilEnded(id)
        await batches().resume(id)
        await done
      }
    },
  }
}
