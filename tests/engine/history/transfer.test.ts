import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Operation } from '../../../src/shared/model/history.ts'
import { differences, durations } from './oracle.ts'
import { always, itemRecord, noon, open, run, sampleAt, tempFolder } from './records.ts'

const now = noon(23)
const day = 86_400_000
const retention = () => ({ operationDays: 2 })

/** Ten days of which only two still have their raw records. */
async function recorded() {
  const dir = await tempFolder()
  const operations: Operation[] = []
  for (let at = now - 10 * day; at < now; at += 1_811_000) {
    operations.push({ at, operation: 'ipc', kind: 'k', status: 'ok', durationMs: (at % 997) + 1 })
  }
  const writing = await open(dir, { now: () => now })
  for (const operation of operations) writing.recordOperation(operation)
  writing.recordSample(sampleAt(now - 1_000, { total: 12, own: 3, cores: [12] }))
  writing.recordItem(itemRecord('r1', now))
  await writing.recordRun(run('r1', now))
  await writing.upkeep()
  await writing.close()
  const history = await open(dir, { now: () => now, retention })
  return { dir, operations, history }
}

const query = durations({ from: now - 10 * day - (now % day), to: now })

describe.each(['history.jsonl', 'history.jsonl.gz'])('an exported history, %s', (name) => {
  it('answers as it did before in another home, however often it is imported', async () => {
    const { dir, operations, history } = await recorded()
    const path = join(dir, name)
    const written = await history.exportTo(path)
    expect(written.records).toBeGreaterThan(50)
    const other = await open(await tempFolder(), { now: () => now, retention })
    const first = await other.importFrom(path)
    expect(first.records).toBe(written.records)
    for (let round = 0; round < 2; round += 1) {
      expect(differences((await other.query(query)).result, operations, query)).toEqual([])
      expect(await other.listRuns({ limit: 9 })).toEqual([run('r1', now)])
      expect((await other.getRun('r1'))?.items).toHaveLength(1)
      expect(await other.importFrom(path)).toEqual({ records: 0, rows: 0 })
    }
  })

  it('changes nothing where it came from', async () => {
    const { dir, operations, history } = await recorded()
    const path = join(dir, name)
    await history.exportTo(path)
    expect(await history.importFrom(path)).toEqual({ records: 0, rows: 0 })
    expect(differences((await history.query(query)).result, operations, query)).toEqual([])
    await expect(history.exportTo(path)).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
  })
})

it('is refused as a whole when something in it is wrong', async () => {
  const { dir, history } = await recorded()
  const path = join(dir, 'history.jsonl')
  await history.exportTo(path)
  const lines = (await readFile(path, 'utf8')).trimEnd().split('\n')
  const wrong: [string, string[]][] = [
    ['empty', []],
    ['something else', ['{"hello":1}']],
    ['a later version', [lines[0]?.replace('"version":1', '"version":2') ?? '', ...lines.slice(1)]],
    ['no end', lines.slice(0, -1)],
    ['a line missing', [...lines.slice(0, 3), ...lines.slice(4)]],
    [
      'a wrong record',
      [lines[0] ?? '', lines[1]?.replace('"durationMs"', '"duration"') ?? '', ...lines.slice(2)],
    ],
    ['a path for a source', lines.map((line) => line.replace(/"source":"\w+"/, '"source":"../../etc"'))],
    ['a period elsewhere', lines.map((line) => line.replace(/"period":"2026/, '"period":"1999'))],
    ['no JSON', [...lines.slice(0, 5), '{', ...lines.slice(6)]],
  ]
  const other = await open(await tempFolder(), { now: () => now })
  for (const [what, text] of wrong) {
    const file = join(dir, 'wrong.jsonl')
    await writeFile(file, text.join('\n'))
    await expect(other.importFrom(file), what).rejects.toMatchObject({ code: 'HISTORY_FILE_INVALID' })
  }
  await expect(other.importFrom(join(dir, 'absent'))).rejects.toMatchObject({ code: 'HISTORY_FILE_INVALID' })
  expect(await other.listOperations(always)).toEqual([])
  expect((await other.query(query)).result.series).toEqual([])
})
