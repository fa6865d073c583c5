import {
  chmodSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Engine } from '../../../src/engine/create-engine.ts'
import type { ResultDocument } from '../../../src/shared/model/result-document.ts'
import type { RecipeOverrides } from '../../../src/shared/recipe/index.ts'
import { noise, plain } from '../../support/images.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { hashOf, openEngine, until } from '../engine-fixture.ts'

const low: RecipeOverrides = {
  formats: ['original'],
  sizes: ['original'],
  quality: { mode: 'fixed', avif: 30, webp: 30, jpeg: 30, png: 100 },
  effort: { mode: 'fixed', avif: 0, webp: 0, png: 1 },
}

describe('a batch in place', () => {
  it('replaces originals, keeps their permissions and times, and puts back every byte', async () => {
    const engine = await openEngine()
    const { folder, before } = await originals('a.jpg', 'sub/B.JPEG')
    const { batchId, document } = await inPlace(engine, folder)
    expect(document.failed).toEqual([])
    expect(document.success.map(({ outputs }) => outputs[0]?.path).sort()).toEqual(Object.keys(before).sort())
    expect(readdirSync(folder).sort()).toEqual(['a.jpg', 'sub'])
    for (const [path, was] of Object.entries(before)) {
      const now = look(path)
      expect(now.sha256).not.toBe(was.sha256)
      expect(statSync(path).size).toBeLessThan(was.bytes)
      expect([now.mode, Math.round(Number(now.mtimeNs) / 1e6)]).toEqual([
        was.mode,
        Math.round(Number(was.mtimeNs) / 1e6),
      ])
    }
    expect(await engine.commands.listBackups({})).toMatchObject([{ batchId, images: 2 }])

    expect(await engine.commands.undoBatch({ batchId })).toMatchObject({ restored: 2, refused: [] })
    for (const [path, was] of Object.entries(before)) expect(look(path)).toEqual(was)
    expect(await engine.commands.listBackups({})).toEqual([])
    await expect(engine.commands.undoBatch({ batchId })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(readdirSync(join(engine.home, 'backups'))).toEqual([])
  })

  it('is what a planned batch becomes, and what it is no more, when a person says so', async () => {
    const engine = await openEngine()
    const { folder, before } = await originals('a.jpg')
    const { id: batchId } = await engine.commands.createBatch({ paths: [folder] })
    await until(engine, batchId, 'planned')
    await expect(engine.commands.configureBatch({ batchId, inPlace: true })).rejects.toMatchObject({
      code: 'IN_PLACE_RECIPE',
    })
    const recipeId = 'same-format'
    expect(await engine.commands.configureBatch({ batchId, inPlace: true, recipeId })).toMatchObject({
      inPlace: { keepTimes: true },
      outDir: folder,
      outputs: { planned: 1 },
    })
    await expect(
      engine.commands.configureBatch({ batchId, recipeId: 'responsive-web' }),
    ).rejects.toMatchObject({ code: 'IN_PLACE_RECIPE' })
    const back = await engine.commands.configureBatch({ batchId, inPlace: false })
    expect(back).not.toHaveProperty('inPlace')
    expect(back.outDir).not.toBe(folder)
    await engine.commands.configureBatch({ batchId, inPlace: true, overrides: low })
    const done = until(engine, batchId, 'done')
    await engine.commands.startBatch({ batchId })
    expect(await done).toMatchObject({ inPlace: { keepTimes: true }, counts: { done: 1 } })
    for (const [path, was] of Object.entries(before)) expect(look(path).sha256).not.toBe(was.sha256)
    expect(await engine.commands.undoBatch({ batchId })).toMatchObject({ restored: 1, refused: [] })
  })

  it('does it by copies where the backups are on another drive', async () => {
    const engine = await openEngine()
    const { folder, before } = await originals('a.jpg')
    const other = otherDrive()
    const { batchId } = await inPlace(engine, folder, { backupDir: other })
    const [backup] = await engine.commands.listBackups({})
    expect(backup?.dir.startsWith(other)).toBe(true)
    expect(await engine.commands.undoBatch({ batchId })).toMatchObject({ restored: 1 })
    for (const [path, was] of Object.entries(before)) expect(look(path)).toEqual(was)
  })

  it('moves an original that changes its format, and lets nobody’s file go', async () => {
    const engine = await openEngine()
    const folder = temporaryFolder()
    const path = join(folder, 'photo.png')
    writeFileSync(path, await noise(80, 60).png().toBuffer())
    writeFileSync(join(folder, 'photo.webp'), 'somebody else’s')
    const was = look(path)
    const auto = { ...low, formats: ['auto' as const] }
    const { batchId, document } = await inPlace(engine, folder, {}, auto)
    const result = document.success.find(({ input }) => input === path)?.outputs[0]?.path ?? ''
    expect(existsSync(path)).toBe(false)
    expect(result).not.toBe(join(folder, 'photo.webp'))
    expect(readFileSync(join(folder, 'photo.webp'), 'utf8')).toBe('somebody else’s')
    expect(await engine.commands.undoBatch({ batchId })).toMatchObject({ restored: 1 })
    expect(look(path)).toEqual(was)
    expect(readdirSync(folder).sort()).toEqual(['photo.png', 'photo.webp'])
  })

  it('leaves alone what cannot become smaller, and what it made itself', async () => {
    const engine = await openEngine()
    const { folder } = await originals('a.jpg')
    writeFileSync(join(folder, 'small.jpg'), await plain(20, 20, [9, 9, 9]).jpeg({ quality: 1 }).toBuffer())
    const small = look(join(folder, 'small.jpg'))
    const first = await inPlace(engine, folder)
    expect(look(join(folder, 'small.jpg'))).toEqual(small)
    const made = look(join(folder, 'a.jpg'))
    const second = await inPlace(engine, folder)
    expect(second.document.success).toHaveLength(2)
    expect(second.document.success.every(({ outputs }) => outputs[0]?.keptOriginal)).toBe(true)
    expect(look(join(folder, 'a.jpg'))).toEqual(made)
    expect(await engine.commands.listBackups({})).toMatchObject([{ batchId: first.batchId, images: 1 }])
  })

  it('refuses links, files with several names and write-protected ones, each named', async () => {
    const engine = await openEngine()
    const { folder, before } = await originals('linked.jpg', 'locked.jpg', 'target/a.jpg')
    linkSync(join(folder, 'linked.jpg'), join(folder, 'other-name'))
    chmodSync(join(folder, 'locked.jpg'), 0o444)
    symlinkSync(join(folder, 'target', 'a.jpg'), join(folder, 'alias.jpg'))
    const paths = ['linked.jpg', 'locked.jpg', 'alias.jpg'].map((name) => join(folder, name))
    const { document } = await inPlace(engine, paths)
    expect(document.success).toEqual([])
    expect(document.failed.map(({ input, code }) => [input, code])).toEqual([
      [join(folder, 'linked.jpg'), 'IN_PLACE_SHARED'],
      [join(folder, 'locked.jpg'), 'IN_PLACE_READ_ONLY'],
      [join(folder, 'alias.jpg'), 'IN_PLACE_SHARED'],
    ])
    for (const path of Object.keys(before)) expect(look(path).sha256).toBe(before[path]?.sha256)
  })

  it.each([
    ['two formats', { formats: ['webp', 'jpeg'] }],
    ['another format', { formats: ['webp'] }],
    ['another size', { sizes: [{ width: 20 }] }],
  ] satisfies [string, RecipeOverrides][])('refuses a recipe with %s', async (_, change) => {
    const engine = await openEngine()
    const destination = { kind: 'in-place' as const }
    const creating = engine.commands.createBatch({
      paths: ['/x'],
      destination,
      overrides: { ...low, ...change },
    })
    await expect(creating).rejects.toMatchObject({ code: 'IN_PLACE_RECIPE' })
  })
})

describe('undoing', () => {
  it('leaves alone and names what was changed since, unless forced', async () => {
    const engine = await openEngine()
    const { folder, before } = await originals('a.jpg', 'b.jpg', 'c.jpg')
    const { batchId } = await inPlace(engine, folder)
    const [a = '', b = '', c = ''] = Object.keys(before).sort()
    writeFileSync(a, 'edited')
    rmSync(b)
    const report = await engine.commands.undoBatch({ batchId })
    expect(report).toMatchObject({ restored: 2, refused: [{ path: a, error: { code: 'UNDO_CHANGED' } }] })
    expect(readFileSync(a, 'utf8')).toBe('edited')
    expect(look(b)).toEqual(before[b])
    expect(look(c)).toEqual(before[c])
    expect(await engine.commands.undoBatch({ batchId, force: true })).toMatchObject({
      restored: 1,
      refused: [],
    })
    expect(look(a)).toEqual(before[a])
  })

  it('puts nothing back from a damaged backup', async () => {
    const engine = await openEngine()
    const { folder, before } = await originals('a.jpg')
    const { batchId } = await inPlace(engine, folder)
    const [{ dir } = { dir: '' }] = await engine.commands.listBackups({})
    for (const name of readdirSync(dir)) writeFileSync(join(dir, name), 'damaged')
    const [path = ''] = Object.keys(before)
    const made = look(path)
    const report = await engine.commands.undoBatch({ batchId, force: true })
    expect(report.refused).toMatchObject([{ path, error: { code: 'BACKUP_DAMAGED' } }])
    expect(look(path)).toEqual(made)
  })

  it('works in a later process, also where the folder was moved away and back', async () => {
    const home = temporaryFolder()
    const engine = await openEngine({ home })
    const { folder, before } = await originals('a.jpg')
    const { batchId } = await inPlace(engine, folder)
    await engine.close()
    renameSync(folder, `${folder}-moved`)
    renameSync(`${folder}-moved`, folder)
    const later = await openEngine({ home })
    expect(await later.commands.undoBatch({ batchId })).toMatchObject({ restored: 1 })
    for (const [path, was] of Object.entries(before)) expect(look(path)).toEqual(was)
  })

  it('waits for the end of a batch that another process works on', async () => {
    const home = temporaryFolder()
    const engine = await openEngine({ home, concurrency: 1 })
    const other = await openEngine({ home })
    const { folder, before } = await originals(...Array.from({ length: 12 }, (_, index) => `${index}.jpg`))
    const destination = { kind: 'in-place' as const }
    const { id: batchId } = await engine.commands.createBatch({
      paths: [folder],
      destination,
      overrides: low,
    })
    const paused = until(engine, batchId, 'paused')
    await engine.commands.startBatch({ batchId })
    await engine.commands.pauseBatch({ batchId })
    await paused
    const refused = { code: 'NOT_ALLOWED', detail: expect.stringContaining('Another Whittle process') }
    await expect(other.commands.undoBatch({ batchId, force: true })).rejects.toMatchObject(refused)
    const done = until(engine, batchId, 'done')
    await engine.commands.resumeBatch({ batchId })
    await done
    expect(await other.commands.undoBatch({ batchId })).toMatchObject({ restored: 12, refused: [] })
    for (const [path, was] of Object.entries(before)) expect(look(path)).toEqual(was)
  })

  it('is over when backups were kept long enough', async () => {
    const home = temporaryFolder()
    const engine = await openEngine({ home })
    const { folder } = await originals('a.jpg')
    const { batchId } = await inPlace(engine, folder)
    await engine.close()
    const old = Date.now() / 1_000 - 31 * 24 * 60 * 60
    utimesSync(join(home, 'backups', batchId, 'steps.jsonl'), old, old)
    expect(await (await openEngine({ home })).commands.listBackups({})).toEqual([])
    expect(readdirSync(join(home, 'backups'))).toEqual([])
  })
})

/** Noisy JPEGs with odd permissions and times to the nanosecond. */
async function originals(...names: string[]) {
  const folder = temporaryFolder()
  const before: Record<string, Look> = {}
  for (const name of names) {
    const path = join(folder, name)
    mkdirSync(join(path, '..'), { recursive: true })
    writeFileSync(path, await noise(120, 90).jpeg({ quality: 95 }).toBuffer())
    chmodSync(path, 0o640)
    utimesSync(path, 1_500_000_000.123, 1_600_000_000.654)
    before[path] = look(path)
  }
  return { folder, before }
}

type Look = { sha256: string; bytes: number; mode: number; mtimeNs: bigint }

function look(path: string): Look {
  const { mode, mtimeNs, size } = lstatSync(path, { bigint: true })
  return { sha256: hashOf(path), bytes: Number(size), mode: Number(mode), mtimeNs }
}

/** A folder on another file system than the temporary one, where there is one. */
function otherDrive(): string {
  return process.platform === 'linux' ? temporaryFolder('/dev/shm') : temporaryFolder()
}

async function inPlace(
  engine: Engine,
  paths: string | string[],
  options: { backupDir?: string } = {},
  overrides = low,
): Promise<{ batchId: string; document: ResultDocument }> {
  const destination = { kind: 'in-place' as const, ...options }
  const { id: batchId } = await engine.commands.createBatch({ paths: [paths].flat(), destination, overrides })
  const done = until(engine, batchId, 'done')
  await engine.commands.startBatch({ batchId })
  await done
  return { batchId, document: await engine.commands.getResult({ batchId }) }
}
