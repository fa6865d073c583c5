import { appendFileSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Engine } from '../../../src/engine/create-engine.ts'
import type { Watch } from '../../../src/shared/model/watch.ts'
import { recipeSchema } from '../../../src/shared/recipe/index.ts'
import { noise } from '../../support/images.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { twoFormats } from '../cache/cache-fixture.ts'
import { openEngine } from '../engine-fixture.ts'

describe('a watched folder', () => {
  it('is optimized as files arrive, under their names below it, and never its own outputs', async () => {
    const { engine, folder, outDir } = await setUp()
    await photo(join(folder, 'first.jpg'))
    const watch = await add(engine, folder, outDir)
    await images(engine, 1)
    mkdirSync(join(folder, 'sub'))
    await photo(join(folder, 'sub', 'second.jpg'))
    await images(engine, 2)
    expect(results(outDir)).toEqual([
      'first-60w.jpg',
      'first-60w.webp',
      'sub/second-60w.jpg',
      'sub/second-60w.webp',
    ])
    expect(watch.outDir.startsWith(folder)).toBe(true)
    expect(await engine.commands.listWatches({})).toMatchObject([{ state: 'watching', done: 2, failed: 0 }])
    expect(await runs(engine)).toBe(2)
  })

  it('waits until a file is complete, and passes over what other programs are still at', async () => {
    const { engine, folder, outDir } = await setUp()
    await add(engine, folder, outDir)
    const bytes = await noise(400, 300).jpeg().toBuffer()
    const path = join(folder, 'slow.jpg')
    writeFileSync(join(folder, 'download.jpg.crdownload'), bytes)
    writeFileSync(join(folder, '.hidden.jpg'), bytes)
    const parts = 6
    writeFileSync(path, '')
    for (let part = 0; part < parts; part += 1) {
      // Slower than nothing, faster than what counts as finished.
      await new Promise((resume) => setTimeout(resume, 500))
      const size = Math.ceil(bytes.length / parts)
      appendFileSync(path, bytes.subarray(part * size, (part + 1) * size))
    }
    await images(engine, 1)
    expect(await engine.commands.listWatches({})).toMatchObject([{ done: 1, failed: 0, waiting: 0 }])
    expect(await runs(engine)).toBe(1)
    renameSync(join(folder, 'download.jpg.crdownload'), join(folder, 'download.jpg'))
    await images(engine, 2)
    expect(results(outDir)).toContain('download-60w.webp')
  })

  it('makes results anew of an original that was changed, in their place', async () => {
    const { engine, folder, outDir } = await setUp()
    await add(engine, folder, outDir)
    await photo(join(folder, 'a.jpg'))
    await images(engine, 1)
    const before = statSync(join(outDir, 'a-60w.webp')).mtimeMs
    await photo(join(folder, 'a.jpg'))
    await images(engine, 2)
    expect(statSync(join(outDir, 'a-60w.webp')).mtimeMs).toBeGreaterThan(before)
    expect(results(outDir)).toEqual(['a-60w.jpg', 'a-60w.webp'])
  })

  it('finds what arrived while it did not run, and only that', async () => {
    const home = temporaryFolder()
    const first = await setUp(home)
    const { folder, outDir } = first
    await photo(join(folder, 'a.jpg'))
    await add(first.engine, folder, outDir)
    await images(first.engine, 1)
    await first.engine.close()
    await photo(join(folder, 'b.jpg'))

    const engine = await openEngine({ home })
    await images(engine, 1)
    expect(results(outDir)).toContain('b-60w.webp')
    const [latest] = await engine.commands.listRuns({ limit: 1 })
    expect(latest?.counts.total).toBe(1)
  })

  it('says when the folder is gone, and goes on when it is back', async () => {
    const { engine, folder, outDir, root } = await setUp(undefined, 'beside')
    await add(engine, folder, outDir)
    renameSync(folder, join(root, 'away'))
    await state(engine, 'missing')
    await photo(join(root, 'away', 'a.jpg'))
    renameSync(join(root, 'away'), folder)
    await state(engine, 'watching')
    await images(engine, 1)
    await photo(join(folder, 'b.jpg'))
    await images(engine, 2)
  })

  it('can be paused, let go on and removed; each is remembered', async () => {
    const home = temporaryFolder()
    const { engine, folder, outDir } = await setUp(home)
    const { id: watchId } = await add(engine, folder, outDir)
    expect(await engine.commands.pauseWatch({ watchId })).toMatchObject({ state: 'paused' })
    await photo(join(folder, 'a.jpg'))
    await engine.close()
    const later = await openEngine({ home })
    expect(await later.commands.listWatches({})).toMatchObject([{ id: watchId, state: 'paused' }])
    await later.commands.pauseWatch({ watchId, paused: false })
    await images(later, 1)
    await later.commands.removeWatch({ watchId })
    expect(await later.commands.listWatches({})).toEqual([])
    await expect(later.commands.removeWatch({ watchId })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(results(outDir)).toHaveLength(2)
  })

  it('is refused where there is no folder, or it is watched already', async () => {
    const { engine, folder, outDir } = await setUp()
    await add(engine, folder, outDir)
    await expect(add(engine, folder, outDir)).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
    await expect(add(engine, join(folder, 'none'), outDir)).rejects.toMatchObject({ code: 'INPUT_MISSING' })
    const unknown = { folder, outDir, recipeId: 'none' }
    await expect(engine.commands.addWatch(unknown)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    rmSync(folder, { recursive: true })
  })
})

async function setUp(home = temporaryFolder(), place: 'below' | 'beside' = 'below') {
  const engine = await openEngine({ home })
  const recipe = { id: 'two-formats', name: 'Two formats', ...twoFormats }
  await engine.commands.saveRecipe({ recipe: recipeSchema.parse(recipe) })
  const root = temporaryFolder()
  const folder = join(root, 'incoming')
  mkdirSync(folder)
  return { engine, root, folder, outDir: place === 'below' ? join(folder, 'out') : join(root, 'out') }
}

function add(engine: Engine, folder: string, outDir: string): Promise<Watch> {
  return engine.commands.addWatch({ folder, outDir, recipeId: 'two-formats' })
}

async function photo(path: string): Promise<void> {
  writeFileSync(path, await noise(120, 90).jpeg().toBuffer())
}

/** Resolves when so many images of the folder are done. */
function images(engine: Engine, count: number): Promise<void> {
  return changed(engine, (watch) => watch.done >= count)
}

function state(engine: Engine, wanted: Watch['state']): Promise<void> {
  return changed(engine, (watch) => watch.state === wanted)
}

function changed(engine: Engine, reached: (watch: Watch) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const see = ([watch]: Watch[]): void => {
      if (watch === undefined || !reached(watch)) return
      stop()
      resolve()
    }
    const stop = engine.on('watchesChanged', see)
    void engine.commands.listWatches({}).then(see)
  })
}

async function runs(engine: Engine): Promise<number> {
  return (await engine.commands.listRuns({})).length
}

function results(outDir: string): string[] {
  return readdirSync(outDir, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(webp|jpg)$/.test(name))
    .sort()
}
