import { readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Operation } from '../../../src/shared/model/history.ts'
import { differences, durations } from './oracle.ts'
import { noon, open, tempFolder } from './records.ts'

const now = noon(23)
const day = 86_400_000
const query = durations({ from: now - 3 * day, to: now - 3_600_000 * 2, groupBy: ['kind'] })

/** Three days of operations, rolled up, and the files of the roll-ups. */
async function rolledUp(): Promise<{ dir: string; operations: Operation[] }> {
  const dir = await tempFolder()
  const history = await open(dir, { now: () => now })
  const operations: Operation[] = []
  for (let at = now - 3 * day; at < now; at += 211_000) {
    const kind = at % 3 === 0 ? 'avif' : 'webp'
    operations.push({ at, operation: 'optimize', kind, status: 'ok', durationMs: (at % 997) + 1 })
  }
  for (const operation of operations) history.recordOperation(operation)
  await history.upkeep()
  await history.close()
  return { dir, operations }
}

async function shardsOf(dir: string, level: string): Promise<string[]> {
  const folder = join(dir, 'rollups/all', level)
  return (await readdir(folder)).filter((name) => name.endsWith('.json')).map((name) => join(folder, name))
}

const damages: [string, (path: string) => Promise<void>][] = [
  ['cut off', (path) => truncate(path, 700)],
  ['empty', (path) => truncate(path, 0)],
  ['gone', (path) => rm(path)],
  ['garbage', (path) => writeFile(path, Buffer.from([0, 255, 1]))],
  [
    'one flipped bit in a line',
    async (path) => {
      const bytes = await readFile(path)
      const at = bytes.length - 40
      bytes[at] = (bytes[at] ?? 0) ^ 1
      await writeFile(path, bytes)
    },
  ],
]

describe.each(['10s', '1m', '1h', '1d'])('damaged %s roll-ups', (level) => {
  it.each(damages)('are mended from their neighbours: %s', async (_, damage) => {
    const { dir, operations } = await rolledUp()
    for (const path of await shardsOf(dir, level)) {
      await damage(path)
      await rm(`${path}.bak`, { force: true })
    }
    const lost: unknown[] = []
    const history = await open(dir, { now: () => now, onLost: (entry) => lost.push(entry) })
    const first = await history.query(query)
    expect(differences(first.result, operations, query)).toEqual([])
    await history.upkeep()
    const again = await history.explain(query)
    expect(differences(again.result, operations, query)).toEqual([])
    expect(again.result).toMatchObject({ exact: true, gaps: [] })
    expect(lost).toEqual([])
    expect((await history.damage()).every((entry) => entry.lost.length === 0)).toBe(true)
  })
})

describe('what cannot be mended', () => {
  it('is named: the rest answers, and so it does after a restart', async () => {
    const { dir } = await rolledUp()
    const first = now - 3 * day - (now % day)
    // The raw records and every roll-up of the first day go; the others stay.
    const name = new Date(first).toISOString().slice(0, 10)
    await rm(join(dir, 'operations', `${name}.main.json`))
    await rm(join(dir, 'operations', `${name}.main.json.bak`), { force: true })
    for (const level of ['10s', '1m']) await rm(join(dir, 'rollups/all', level, `${name}.local.json`))
    for (const level of ['1h', '1d']) {
      for (const path of await shardsOf(dir, level)) {
        await writeFile(path, 'x')
        await rm(`${path}.bak`, { force: true })
      }
    }
    const lost: { what: string }[] = []
    const history = await open(dir, { now: () => now, onLost: (entry) => lost.push(entry) })
    await history.upkeep()
    const question = durations({ from: first, to: first + 2 * day })
    const { result } = await history.query(question)
    expect(result.series[0]?.points[0]?.values.count).toBeGreaterThan(300)
    expect(result.gaps.length).toBeGreaterThan(0)
    for (const gap of result.gaps) expect([gap.from >= first, gap.to <= first + day]).toEqual([true, true])
    expect(lost.length).toBeGreaterThan(0)
    expect((await history.summarize({ from: first, to: now })).gaps.length).toBeGreaterThan(0)
    await history.close()
    const later = await open(dir, { now: () => now })
    expect((await later.query(question)).result.gaps).toEqual(result.gaps)
  })

  it('is left alone by a process that is not the owner', async () => {
    const { dir, operations } = await rolledUp()
    for (const path of await shardsOf(dir, '1h')) await writeFile(path, 'x')
    const history = await open(dir, { now: () => now, writer: 'cli-7' })
    expect(differences((await history.query(query)).result, operations, query)).toEqual([])
    for (const path of await shardsOf(dir, '1h')) expect(await readFile(path, 'utf8')).toBe('x')
  })
})
