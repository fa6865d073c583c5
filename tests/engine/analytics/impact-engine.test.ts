import { existsSync, readdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openEngine, photos, quick, runBatch } from '../engine-fixture.ts'

describe('impact, with the real engine', () => {
  it('compares two runs over the same images, one of which was renamed, by content', async () => {
    const { input, outDir } = photos('Aqua.jpg', 'Garden.jpg')
    const engine = await openEngine()
    const first = await runBatch(engine, [input], outDir)
    renameSync(join(input, 'Aqua.jpg'), join(input, 'other.jpg'))
    const smaller = { ...quick, quality: { mode: 'fixed', avif: 20, webp: 20, jpeg: 20, png: 100 } as const }
    const second = await runBatch(engine, [input], `${outDir}-2`, smaller)
    const impact = await engine.commands.compareRuns({ before: first.id, after: second.id })
    expect(impact.images).toEqual({ compared: 2, onlyBefore: 0, onlyAfter: 0 })
    expect(impact.bytes.served.after).toBeLessThan(impact.bytes.served.before)
    expect(impact.time.before).toBeGreaterThan(0)
    expect(impact.caveats).toEqual([])
    const originals = await engine.commands.getImpact({ runId: second.id })
    expect(originals.bytes.served.savedPercent).toBeGreaterThan(50)
    await expect(engine.commands.getImpact({ runId: 'none' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('compares two recipes on a sample and leaves nothing behind', async () => {
    const { input } = photos('Aqua.jpg', 'Garden.jpg')
    const engine = await openEngine()
    const base = (await engine.commands.listRecipes({}))[0]?.recipe
    if (base === undefined) throw new Error('There are no recipes.')
    for (const quality of [30, 80]) {
      await engine.commands.saveRecipe({
        recipe: {
          ...{ ...base, id: `q${quality}`, name: `Quality ${quality}` },
          formats: ['webp', 'jpeg'],
          sizes: [{ width: 320, height: 240 }],
          quality: { mode: 'fixed', avif: quality, webp: quality, jpeg: quality, png: 100 },
        },
      })
    }
    const request = { before: 'q80', after: 'q30', paths: [input] }
    const impact = await engine.commands.compareRecipes(request)
    expect(impact).toMatchObject({
      kind: 'recipes',
      images: { compared: 2 },
      before: { label: 'Quality 80' },
    })
    expect(impact.bytes.served.savedPercent).toBeGreaterThan(20)
    expect(impact.cpu.after).toBeGreaterThan(0)
    expect(await engine.commands.listRuns({})).toEqual([])
    const left = join(engine.home, 'samples')
    expect(existsSync(left) ? readdirSync(left) : []).toEqual([])
    expect((await engine.commands.compareRecipes({ ...request, images: 1 })).images.compared).toBe(1)
    const nowhere = { ...request, paths: [join(input, 'none')] }
    await expect(engine.commands.compareRecipes(nowhere)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})
