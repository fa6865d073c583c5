import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Engine } from '../../src/engine/create-engine.ts'
import type { Item } from '../../src/shared/model/item.ts'
import type { RecipeOverrides } from '../../src/shared/recipe/index.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { openEngine, photos, quick, until } from './engine-fixture.ts'

const names = ['Aqua.jpg', 'Garden.jpg', 'LadyBird.jpg', 'FreshFlower.jpg']
const large: RecipeOverrides = { ...quick, formats: ['webp', 'jpeg'], sizes: ['original'] }

/** Mounting a file system of two megabytes takes root on Linux; elsewhere these tests are skipped, and say so. */
const mounts = canMount()
const rootOnly = mounts ? 'of two megabytes' : 'of two megabytes (skipped: mounting one takes root on Linux)'

function canMount(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false
  const folder = temporaryFolderNow()
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', folder], { stdio: 'ignore' })
    execFileSync('umount', [folder])
    return true
  } catch {
    return false
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function temporaryFolderNow(): string {
  const folder = join(process.env.TMPDIR ?? '/tmp', `whittle-mount-${process.pid}`)
  mkdirSync(folder, { recursive: true })
  return folder
}

function smallDisk(): string {
  const folder = temporaryFolder()
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', folder])
  onTestFinished(() => void execFileSync('umount', ['-l', folder]))
  return folder
}

function remounted(disk: string, mode: 'ro' | 'rw'): boolean {
  return spawnSync('mount', ['-o', `remount,${mode}`, disk]).status === 0
}

async function begin(engine: Engine, input: string, outDir: string, overrides: RecipeOverrides) {
  const { id } = await engine.commands.createBatch({ paths: [input], outDir, overrides })
  await until(engine, id, 'planned')
  return id
}

function untilItem(engine: Engine, wanted: (item: Item) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const stop = engine.on('itemsChanged', ({ items }) => {
      if (!items.some(wanted)) return
      stop()
      resolve()
    })
  })
}

describe.skipIf(!mounts)(`a target ${rootOnly}`, { timeout: 120_000 }, () => {
  it('that fills up pauses the batch, which goes on by itself when there is room', async () => {
    const disk = smallDisk()
    const filler = join(disk, 'filler')
    writeFileSync(filler, Buffer.alloc(1_960_000))
    const engine = await openEngine({ concurrency: 1 })
    const { input } = photos(...names)
    const batchId = await begin(engine, input, join(disk, 'out'), {
      ...quick,
      sizes: [{ width: 1_000, height: 1_000 }],
    })
    const paused = until(engine, batchId, 'paused')
    await engine.commands.startBatch({ batchId })
    expect(await paused).toMatchObject({
      pause: { reason: 'disk-full', error: { code: 'OUTPUT_DISK_FULL' } },
      counts: { failed: 0, running: 0 },
    })
    expect(readdirSync(join(disk, 'out')).filter((name) => name.endsWith('.part'))).toEqual([])
    const done = until(engine, batchId, 'done')
    rmSync(filler)
    expect((await done).counts).toMatchObject({ done: 4, failed: 0 })
  })

  it('that becomes read-only pauses the batch, which goes on when it can be written to', async () => {
    const disk = smallDisk()
    const engine = await openEngine({ concurrency: 1 })
    const { input } = photos(...names)
    const batchId = await begin(engine, input, join(disk, 'out'), quick)
    const first = untilItem(engine, (item) => item.state === 'done')
    const paused = until(engine, batchId, 'paused')
    await engine.commands.startBatch({ batchId })
    await first
    // Refused while a file is being written, which takes a moment of each image's time.
    await expect.poll(() => remounted(disk, 'ro'), { interval: 5 }).toBe(true)
    expect(await paused).toMatchObject({ pause: { reason: 'target-unwritable' }, counts: { failed: 0 } })
    const done = until(engine, batchId, 'done')
    expect(remounted(disk, 'rw')).toBe(true)
    expect((await done).counts).toMatchObject({ done: 4, failed: 0 })
  })
})

describe('a folder that goes away while the batch runs', { timeout: 120_000 }, () => {
  it('and is the target is not made anew; when it is back the batch goes on in it', async () => {
    const engine = await openEngine({ concurrency: 1 })
    const { input, outDir } = photos(...names)
    const batchId = await begin(engine, input, outDir, large)
    const first = untilItem(engine, (item) => item.state === 'done')
    const paused = until(engine, batchId, 'paused')
    await engine.commands.startBatch({ batchId })
    await first
    renameSync(outDir, `${outDir}-away`)
    expect(await paused).toMatchObject({ pause: { reason: 'target-missing' }, counts: { failed: 0 } })
    expect(() => readdirSync(outDir)).toThrow('ENOENT')
    const done = until(engine, batchId, 'done')
    renameSync(`${outDir}-away`, outDir)
    expect((await done).counts).toMatchObject({ done: 4, failed: 0 })
    expect(readdirSync(outDir)).toHaveLength(4 * 2 + 1)
  })

  it('and is the source fails no image; when it is back the batch goes on', async () => {
    const engine = await openEngine({ concurrency: 1 })
    const { input, outDir } = photos(...names)
    const batchId = await begin(engine, input, outDir, large)
    const first = untilItem(engine, (item) => item.state === 'done')
    const paused = until(engine, batchId, 'paused')
    await engine.commands.startBatch({ batchId })
    await first
    renameSync(input, `${input}-away`)
    expect(await paused).toMatchObject({ pause: { reason: 'source-missing' }, counts: { failed: 0 } })
    const done = until(engine, batchId, 'done')
    renameSync(`${input}-away`, input)
    expect((await done).counts).toMatchObject({ done: 4, failed: 0 })
  })
})

describe('an original that is replaced while its batch waits', { timeout: 120_000 }, () => {
  it('fails alone where its outputs were planned for another shape', async () => {
    const engine = await openEngine({ concurrency: 1 })
    const { input, outDir } = photos('Aqua.jpg', 'Garden.jpg')
    const batchId = await begin(engine, input, outDir, quick)
    const other = await sharp({ create: { width: 90, height: 300, channels: 3, background: '#47a' } })
      .jpeg()
      .toBuffer()
    writeFileSync(join(input, 'Aqua.jpg'), other)
    const done = until(engine, batchId, 'done')
    await engine.commands.startBatch({ batchId })
    expect((await done).counts).toMatchObject({ done: 1, failed: 1 })
    const { items } = await engine.commands.listItems({ batchId, offset: 0, limit: 10, states: ['failed'] })
    expect(items).toMatchObject([{ name: 'Aqua.jpg', error: { code: 'INPUT_CHANGED' } }])
  })
})

describe.skipIf(process.platform !== 'linux')('a target with a very long path', { timeout: 120_000 }, () => {
  it('pauses the batch at a name that is too long; gone on with, those images fail alone', async () => {
    const engine = await openEngine({ concurrency: 1 })
    const { input, root } = photos('Aqua.jpg')
    // Linux takes paths of 4,095 bytes; one folder is as long as that leaves room for, and no file in it.
    let outDir = root
    while (outDir.length < 3_850) outDir = join(outDir, 'd'.repeat(200))
    outDir = join(outDir, 'e'.repeat(4_080 - outDir.length))
    const batchId = await begin(engine, input, outDir, quick)
    const paused = until(engine, batchId, 'paused')
    await engine.commands.startBatch({ batchId })
    expect(await paused).toMatchObject({ pause: { reason: 'name-too-long' }, counts: { failed: 0 } })
    const done = until(engine, batchId, 'done')
    await engine.commands.resumeBatch({ batchId })
    expect((await done).counts).toMatchObject({ done: 0, failed: 1 })
  })
})
