import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { hashOf, openEngine, photos, runBatch } from '../engine-fixture.ts'

/** A finished batch with one photograph, and how to try its first output. */
async function finished() {
  const { input, outDir, root } = photos('Garden.jpg')
  const home = join(root, 'home')
  const engine = await openEngine({ home })
  const { id: batchId } = await runBatch(engine, [input], outDir)
  const file = { batchId, itemId: '1', output: 0 }
  const made = (await engine.commands.locate(file)).path
  return { engine, file, made, input, outDir, home }
}

describe('an output that is tried', () => {
  it('is made again by another goal, judged, and leaves the result alone', async () => {
    const { engine, file, made, outDir } = await finished()
    const before = hashOf(made)
    const files = readdirSync(outDir)
    const low = await engine.commands.tryOutput({ ...file, goal: { mode: 'fixed', quality: 20 } })
    const high = await engine.commands.tryOutput({ ...file, goal: { mode: 'fixed', quality: 90 } })
    expect(low).toMatchObject({ format: 'webp', width: 320, height: 200, quality: 20, effort: 0 })
    expect(high.bytes).toBeGreaterThan(2 * low.bytes)
    expect(high.score ?? 0).toBeGreaterThan((low.score ?? 100) + 10)

    const { path, mime } = await engine.commands.getTrial({ trialId: high.id })
    expect(mime).toBe('image/webp')
    expect(readFileSync(path)).toHaveLength(high.bytes)
    expect(await sharp(path).metadata()).toMatchObject({ format: 'webp', width: 320, height: 200 })
    expect(hashOf(made)).toBe(before)
    expect(readdirSync(outDir)).toEqual(files)
  })

  it('meets a target score, also from the history', async () => {
    const { engine, file } = await finished()
    await engine.commands.discardBatch({ batchId: file.batchId })
    const { score, quality } = await engine.commands.tryOutput({
      ...file,
      goal: { mode: 'target', score: 70 },
    })
    expect(score).toBeGreaterThanOrEqual(70)
    expect(score).toBeLessThan(78)
    expect(quality).toBeLessThan(100)
  })

  it('is given up for a newer one', async () => {
    const { engine, file } = await finished()
    const goals = [30, 50, 70, 90].map((quality) => ({ mode: 'fixed', quality }) as const)
    const settled = await Promise.allSettled(
      goals.map((goal) => engine.commands.tryOutput({ ...file, goal })),
    )
    expect(settled.map((one) => (one.status === 'rejected' ? one.reason.code : one.value.quality))).toEqual([
      ...['CANCELLED', 'CANCELLED', 'CANCELLED'],
      90,
    ])
  })

  it('is gone with the engine, and after a few newer ones', async () => {
    const { engine, file, home } = await finished()
    const ids: string[] = []
    for (const quality of [10, 20, 30, 40, 50]) {
      ids.push((await engine.commands.tryOutput({ ...file, goal: { mode: 'fixed', quality } })).id)
    }
    await expect(engine.commands.getTrial({ trialId: ids[0] ?? '' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    const { path } = await engine.commands.getTrial({ trialId: ids[4] ?? '' })
    expect(existsSync(path)).toBe(true)
    await engine.close()
    expect(readdirSync(join(home, 'trials'))).toEqual([])
  })

  it('is refused where nothing was made', async () => {
    const { engine, file } = await finished()
    const goal = { mode: 'lossless' } as const
    await expect(engine.commands.tryOutput({ ...file, output: 9, goal })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })
})

describe('a recipe that is tried', () => {
  it('tells what comes of the image in the middle, and leaves nothing behind', async () => {
    const { input, outDir, root } = photos('Garden.jpg', 'Aqua.jpg', 'LadyBird.jpg')
    const home = join(root, 'home')
    const engine = await openEngine({ home })
    const { id: batchId } = await engine.commands.createBatch({ paths: [input], outDir })
    await new Promise<void>((done) => {
      engine.on('batchChanged', ({ state }) => state === 'planned' && done())
    })
    await engine.commands.configureBatch({
      batchId,
      overrides: { formats: ['webp', 'jpeg'], sizes: [{ width: 320, height: 240 }] },
    })
    const tried = await engine.commands.tryRecipe({ batchId })
    const { items } = await engine.commands.listItems({ batchId })
    const sizes = items.map(({ probe }) => (probe?.width ?? 0) * (probe?.height ?? 0)).sort((a, b) => a - b)
    const sample = items.find(({ id }) => id === tried.itemId)
    expect((sample?.probe?.width ?? 0) * (sample?.probe?.height ?? 0)).toBe(sizes[1])
    expect(tried).toMatchObject({ name: sample?.name, bytesIn: sample?.probe?.bytes, outputs: 2 })
    expect(tried.score).toBeGreaterThanOrEqual(75)
    expect(tried.bytesServed).toBeLessThan(tried.bytesOut)
    expect(tried.ms).toBeGreaterThan(0)
    expect(existsSync(outDir)).toBe(false)
    expect(
      readdirSync(join(home, 'trials')).flatMap((name) => readdirSync(join(home, 'trials', name))),
    ).toEqual([])
  })
})
