import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import type { Engine } from '../../src/engine/create-engine.ts'
import type { Item } from '../../src/shared/model/item.ts'
import type { RecipeOverrides } from '../../src/shared/recipe/index.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { openEngine, photos, quick, runBatch, until } from './engine-fixture.ts'

const names = ['Aqua.jpg', 'FreshFlower.jpg', 'Garden.jpg', 'GreenMeadow.jpg']
/** Slow enough to be caught in the middle. */
const steady: RecipeOverrides = {
  formats: ['avif', 'webp', 'jpeg'],
  sizes: [
    { width: 640, height: 480 },
    { width: 320, height: 240 },
  ],
  quality: { mode: 'fixed', avif: 60, webp: 82, jpeg: 80, png: 100 },
  effort: { mode: 'fixed', avif: 2, webp: 4, png: 7 },
}

/** Resolves when an item of the batch is as wanted. */
function untilItem(engine: Engine, wanted: (item: Item) => boolean): Promise<Item> {
  return new Promise((resolve) => {
    const stop = engine.on('itemsChanged', ({ items }) => {
      const found = items.find(wanted)
      if (found === undefined) return
      stop()
      resolve(found)
    })
  })
}

/** Resolves when the items of the batch are as wanted. */
async function untilItems(
  engine: Engine,
  batchId: string,
  wanted: (items: Item[]) => boolean,
): Promise<void> {
  const isSo = async () => wanted((await engine.commands.listItems({ batchId })).items)
  while (!(await isSo())) await untilItem(engine, () => true)
}

/** Every file that was planned is there and decodes; nothing else is. */
async function expectComplete(engine: Engine, batchId: string, outDir: string): Promise<void> {
  const { items } = await engine.commands.listItems({ batchId })
  const planned = items.flatMap((item) => item.planned)
  expect(items.map(({ state }) => state)).toEqual(names.map(() => 'done'))
  for (const { path, width, height } of planned) {
    const { data, info } = await sharp(path).raw().toBuffer({ resolveWithObject: true })
    expect([info.width, info.height]).toEqual([width, height])
    expect(data.length).toBe(width * height * info.channels)
  }
  expect(readdirSync(outDir)).toHaveLength(planned.length + 1)
  expect(readdirSync(outDir)).toContain('whittle-manifest.json')
}

describe('a batch', () => {
  it('survives its workers being killed, twice', async () => {
    const engine = await openEngine()
    const { input, outDir } = photos(...names)
    const { id: batchId } = await engine.commands.createBatch({ paths: [input], outDir, overrides: steady })
    await until(engine, batchId, 'planned')
    const done = until(engine, batchId, 'done')
    const lifecycles: string[] = []
    engine.on('poolChanged', ({ state }) => lifecycles.push(state))
    const firstOutput = untilItem(engine, (item) => item.state === 'running' && item.outputs.length > 0)
    await engine.commands.startBatch({ batchId })

    await firstOutput
    await killWorkers(engine)
    // Whoever is hit twice is taken for the cause. The last image was not at work the first time.
    await untilItems(engine, batchId, (items) => items.slice(0, -1).every(({ state }) => state === 'done'))
    await killWorkers(engine)

    expect(await done).toMatchObject({ counts: { done: names.length, failed: 0 } })
    await expect
      .poll(() => lifecycles)
      .toEqual(['restarting', 'starting', 'ready', 'restarting', 'starting', 'ready'])
    await expectComplete(engine, batchId, outDir)
  })

  it('survives the end of the engine, and goes on when somebody says so', async () => {
    const home = temporaryFolder()
    const first = await openEngine({ home, concurrency: 1 })
    const { input, outDir } = photos(...names)
    const { id: batchId } = await first.commands.createBatch({ paths: [input], outDir, overrides: steady })
    const firstDone = untilItem(first, (item) => item.state === 'done')
    await first.commands.startBatch({ batchId })
    await firstDone
    const interrupted = until(first, batchId, 'interrupted')
    await first.close()
    await interrupted

    const second = await openEngine({ home })
    const { batches } = await second.commands.getSnapshot({})
    expect(batches).toMatchObject([{ id: batchId, state: 'interrupted', outDir }])
    expect(batches[0]?.counts.done).toBeGreaterThanOrEqual(1)
    const done = until(second, batchId, 'done')
    await second.commands.resumeBatch({ batchId })
    await done
    await expectComplete(second, batchId, outDir)
    expect(await second.commands.listRuns({})).toMatchObject([
      { id: batchId, counts: { done: names.length } },
    ])
  })

  it('can be cancelled in the middle: what is finished stays, and nothing half-made', async () => {
    const engine = await openEngine()
    const { input, outDir } = photos(...names)
    const { id: batchId } = await engine.commands.createBatch({ paths: [input], outDir, overrides: steady })
    const firstOutput = untilItem(engine, (item) => item.outputs.length > 0)
    await engine.commands.startBatch({ batchId })
    await firstOutput
    expect(await engine.commands.cancelBatch({ batchId })).toMatchObject({ state: 'cancelled' })
    const { items } = await engine.commands.listItems({ batchId })
    const made = items.flatMap((item) => item.outputs.map(({ path }) => path))
    expect(made.length).toBeGreaterThan(0)
    expect(made.length).toBeLessThan(names.length * 6)
    expect(readdirSync(outDir).sort()).toEqual(
      [...made.map((path) => path.slice(outDir.length + 1)), 'whittle-manifest.json'].sort(),
    )
  })
})

describe('two engines with one home', () => {
  it('work side by side, each with its own batches, and share the history', async () => {
    const home = temporaryFolder()
    const app = await openEngine({ home })
    const { input, outDir } = photos(...names)
    const { id: batchId } = await app.commands.createBatch({ paths: [input], outDir, overrides: steady })
    const done = until(app, batchId, 'done')
    const firstOutput = untilItem(app, (item) => item.outputs.length > 0)
    await app.commands.startBatch({ batchId })
    await firstOutput

    const cli = await openEngine({ home, source: 'cli', unfinished: 'resume' })
    expect((await cli.commands.getSnapshot({})).batches).toEqual([])
    expect((await cli.commands.diagnose({})).find(({ id }) => id === 'home')?.value).toContain(
      'another Whittle is running',
    )
    const own = photos('Aqua.jpg')
    const { id: ownId } = await runBatch(cli, [own.input], own.outDir, quick)
    await done
    await expectComplete(app, batchId, outDir)
    expect(existsSync(join(own.outDir, 'Aqua-320w.webp'))).toBe(true)
    for (const engine of [app, cli]) {
      expect((await engine.commands.listRuns({})).map(({ id }) => id).sort()).toEqual([batchId, ownId].sort())
    }
  })
})

describe('closing', () => {
  it('may be asked for twice, and refuses what comes afterwards', async () => {
    const engine = await openEngine()
    const problems: unknown[] = []
    engine.on('problem', (problem) => problems.push(problem))
    await Promise.all([engine.close(), engine.close()])
    await engine.close()
    // Whoever closes at once has no problem with workers that were not ready yet.
    expect(problems).toEqual([])
    await expect(engine.commands.createBatch({ paths: ['/x'] })).rejects.toMatchObject({
      code: 'ENGINE_UNAVAILABLE',
    })
  })
})

async function killWorkers(engine: Engine): Promise<void> {
  const { pool } = await engine.commands.getSnapshot({})
  if (pool.state !== 'ready') throw new Error(`The pool is ${pool.state}`)
  process.kill(pool.pid, 'SIGKILL')
}
