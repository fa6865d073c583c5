import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { recipeSchema } from '../../../src/shared/recipe/index.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { openEngine, until } from '../engine-fixture.ts'
import { noisyPhotos, resultOf, twoFormats } from './cache-fixture.ts'

const recipe = recipeSchema.parse({ id: 'two', name: 'Two', ...twoFormats })

describe('warming', () => {
  it('has everything ready for the batch that comes, and leaves nothing beside the cache', async () => {
    const home = temporaryFolder()
    const engine = await openEngine({ home })
    await engine.commands.saveRecipe({ recipe })
    const { input, outDir } = await noisyPhotos('a.jpg', 'b.jpg')
    const order = { paths: [input], recipeId: 'two' }
    expect(await engine.commands.warmCache(order)).toEqual({ prepared: 2, known: 0, failed: 0 })
    expect(await engine.commands.warmCache(order)).toEqual({ prepared: 0, known: 2, failed: 0 })
    expect(readdirSync(join(home, 'warming'))).toEqual([])
    expect(readdirSync(input)).toEqual(['a.jpg', 'b.jpg'])
    expect(existsSync(outDir)).toBe(false)
    expect((await resultOf(engine, [input], outDir)).document.cache).toEqual({ hits: 4, misses: 0 })
  })

  it('finds the latest images of a recipe by itself', async () => {
    const engine = await openEngine()
    await engine.commands.saveRecipe({ recipe })
    const { input, outDir } = await noisyPhotos('a.jpg')
    const { id: batchId } = await engine.commands.createBatch({ paths: [input], outDir, recipeId: 'two' })
    const done = until(engine, batchId, 'done')
    await engine.commands.startBatch({ batchId })
    await done
    await engine.commands.cacheClear({})
    expect(await engine.commands.warmCache({ recipeId: 'two' })).toEqual({ prepared: 1, known: 0, failed: 0 })
  })

  it('ends with the engine', async () => {
    const engine = await openEngine()
    const { input } = await noisyPhotos('a.jpg', 'b.jpg', 'c.jpg')
    const warming = engine.commands.warmCache({ paths: [input] })
    const ended = expect(warming).rejects.toMatchObject({ code: 'INTERRUPTED' })
    await engine.close()
    await ended
  })
})
