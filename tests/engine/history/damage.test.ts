import { mkdir, readdir, readFile, rename, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { always, noon, open, operation, run, tempFolder } from './records.ts'

const file = '2026-11-23.main.json'

/** A folder with five runs; the shard's previous copy has the first four. */
async function folderWithRuns(): Promise<{ dir: string; shard: string }> {
  const dir = await tempFolder()
  const history = await open(dir)
  for (let i = 1; i <= 5; i += 1) await history.recordRun(run(`r${i}`, noon(23) + i))
  await history.close()
  return { dir, shard: join(dir, 'runs', file) }
}

async function idsOf(dir: string, options = {}): Promise<{ ids: string[]; logged: string[] }> {
  const history = await open(dir, options)
  const runs = await history.listRuns({ limit: 100 })
  return { ids: runs.map((one) => one.id).sort(), logged: history.logged }
}

async function asideIn(dir: string): Promise<string[]> {
  return (await readdir(join(dir, 'runs'))).filter((name) => name.includes('.damaged-'))
}

describe('a damaged shard', () => {
  it.each([
    ['cut off', (path: string) => truncate(path, 500)],
    ['empty', (path: string) => truncate(path, 0)],
    ['garbage', (path: string) => writeFile(path, Buffer.from([0, 255, 1, 254]))],
    ['zeros, as after a power cut', (path: string) => writeFile(path, Buffer.alloc(4_096))],
    ['JSON of another kind', (path: string) => writeFile(path, '{"hello":"world"}')],
    ['a list', (path: string) => writeFile(path, '[]')],
    ['records that are no runs', (path: string) => writeFile(path, '{"version":1,"records":[{"id":4}]}')],
  ])('is set aside and its previous copy used: %s', async (_, damage) => {
    const { dir, shard } = await folderWithRuns()
    await damage(shard)
    const { ids, logged } = await idsOf(dir)
    expect(ids).toEqual(['r1', 'r2', 'r3', 'r4'])
    expect(logged).toEqual([
      expect.stringMatching(/^warn: A history file is damaged .* previous copy is used/),
    ])
    expect(await asideIn(dir)).toHaveLength(1)
    // From then on all is well again.
    expect(await idsOf(dir)).toEqual({ ids: ['r1', 'r2', 'r3', 'r4'], logged: [] })
  })

  it('goes on being written after it was mended', async () => {
    const { dir, shard } = await folderWithRuns()
    await truncate(shard, 100)
    const history = await open(dir)
    await history.recordRun(run('r6', noon(23) + 6))
    await history.close()
    expect((await idsOf(dir)).ids).toEqual(['r1', 'r2', 'r3', 'r4', 'r6'])
  })

  it('gives up only the records that are wrong when there is no previous copy', async () => {
    const { dir, shard } = await folderWithRuns()
    const content = JSON.parse(await readFile(shard, 'utf8'))
    content.records[1].finishedAt = 'yesterday'
    await writeFile(shard, JSON.stringify(content))
    await writeFile(`${shard}.bak`, 'gone too')
    const { ids, logged } = await idsOf(dir)
    expect(ids).toEqual(['r1', 'r3', 'r4', 'r5'])
    expect(logged).toHaveLength(1)
    expect((await idsOf(dir)).ids).toEqual(ids)
  })

  it('leaves the other shards as they are', async () => {
    const { dir, shard } = await folderWithRuns()
    const cli = await open(dir, { writer: 'cli-1' })
    await cli.recordRun(run('c1', noon(23)))
    await cli.close()
    await writeFile(shard, 'x')
    await writeFile(`${shard}.bak`, 'x')
    expect((await idsOf(dir)).ids).toEqual(['c1'])
  })

  it('is replaced by its previous copy when a crash fell between the two renames of a write', async () => {
    const { dir, shard } = await folderWithRuns()
    await rename(shard, `${shard}.bak`)
    expect(await idsOf(dir)).toEqual({ ids: ['r1', 'r2', 'r3', 'r4', 'r5'], logged: [] })
    const history = await open(dir)
    await history.recordRun(run('r6', noon(23) + 6))
    expect((await history.listRuns({ limit: 100 })).length).toBe(6)
  })
})

describe('a shard that is not ours to touch', () => {
  it('is left alone when a later version wrote it, with one warning, and new records go beside it', async () => {
    const { dir, shard } = await folderWithRuns()
    const later = '{"version":2,"kind":"runs","records":{"compressed":"…"}}'
    await writeFile(shard, later)
    const history = await open(dir)
    await history.recordRun(run('r6', noon(23) + 6))
    expect((await history.listRuns({ limit: 100 })).map((one) => one.id)).toEqual(['r6'])
    await history.listRuns({ limit: 100 })
    expect(history.logged).toEqual([
      expect.stringMatching(/^warn: A history file is left alone.*later version/),
    ])
    expect(await readFile(shard, 'utf8')).toBe(later)
    expect(await readdir(join(dir, 'runs'))).toContain('2026-11-23.main.0001.json')
  })

  it('does not stop anything when it cannot be read at all', async () => {
    const dir = await tempFolder()
    await mkdir(join(dir, 'operations', file), { recursive: true })
    const history = await open(dir)
    history.recordOperation(operation(noon(23)))
    expect(await history.listOperations(always)).toHaveLength(1)
    expect(history.logged).toHaveLength(1)
  })
})
