import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { always, itemRecord, noon, open, operation, run, tempFolder } from './records.ts'

const limits = { shardRecords: 10 }

async function filesOf(dir: string, kind: string): Promise<string[]> {
  return (await readdir(join(dir, kind))).filter((file) => file.endsWith('.json')).sort()
}

describe('shards', () => {
  it('puts each record under its kind, its UTC day and its writer', async () => {
    const dir = await tempFolder()
    const history = await open(dir, { writer: 'cli-4711' })
    history.recordOperation(operation(Date.UTC(2026, 10, 22, 23, 59, 59, 999)))
    history.recordOperation(operation(Date.UTC(2026, 10, 23)))
    await history.close()
    expect(await filesOf(dir, 'operations')).toEqual(['2026-11-22.cli-4711.json', '2026-11-23.cli-4711.json'])
  })

  it('starts a new shard when one is full, also within one write and after a restart', async () => {
    const dir = await tempFolder()
    for (let round = 0; round < 5; round += 1) {
      const history = await open(dir, { limits })
      for (let i = 0; i < 7; i += 1) history.recordOperation(operation(noon(23) + round * 7 + i))
      await history.close()
    }
    expect(await filesOf(dir, 'operations')).toEqual([
      '2026-11-23.main.0001.json',
      '2026-11-23.main.0002.json',
      '2026-11-23.main.0003.json',
      '2026-11-23.main.json',
    ])
    const all = await (await open(dir)).listOperations(always)
    expect(all.map((one) => one.at - noon(23))).toEqual(Array.from({ length: 35 }, (_, i) => i))
  })

  it('starts a new shard when one has enough bytes', async () => {
    const dir = await tempFolder()
    const history = await open(dir, { limits: { shardBytes: 500 } })
    for (let i = 0; i < 10; i += 1) {
      history.recordOperation(operation(noon(23) + i))
      await history.listRuns({ limit: 1 })
    }
    const files = await filesOf(dir, 'operations')
    expect(files.length).toBeGreaterThan(1)
    expect(await history.listOperations(always)).toHaveLength(10)
  })

  it('reads no file when it is opened, and only the days that a question touches', async () => {
    const dir = await tempFolder()
    const writer = await open(dir)
    for (let day = 1; day <= 20; day += 1) {
      writer.recordOperation(operation(noon(day)))
      writer.recordItem(itemRecord(`r${day}`, noon(day)))
      await writer.recordRun(run(`r${day}`, noon(day)))
    }
    await writer.close()

    const history = await open(dir)
    const filesRead = async (question: () => Promise<unknown>): Promise<number> => {
      const before = history.stats().filesRead
      await question()
      return history.stats().filesRead - before
    }
    expect(history.stats()).toEqual({ filesRead: 0, filesDamaged: 0 })
    expect(await filesRead(() => history.listOperations({ from: noon(5), to: noon(7) }))).toBe(3)
    expect(await filesRead(() => history.listRuns({ limit: 2 }))).toBe(2)
    // Three runs' shards back to the 18th, then items of the day and of the one before.
    expect(await filesRead(() => history.getRun('r18'))).toBe(3 + 2)
    expect(await filesRead(() => history.listOperations({ from: noon(25), to: noon(26) }))).toBe(0)
  })

  it('merges what several writers record at the same time', async () => {
    const dir = await tempFolder()
    const app = await open(dir, { limits })
    const cli = await open(dir, { writer: 'cli-7', limits })
    for (let i = 0; i < 25; i += 1) {
      app.recordOperation(operation(noon(23) + 2 * i, 'app'))
      cli.recordOperation(operation(noon(23) + 2 * i + 1, 'cli'))
      if (i % 5 === 0) {
        await Promise.all([
          app.recordRun(run(`a${i}`, noon(23) + i)),
          cli.recordRun(run(`c${i}`, noon(23) + i)),
        ])
      }
    }
    const seen = await app.listOperations(always)
    expect(seen.filter((one) => one.kind === 'app')).toHaveLength(25)
    // What the other has not written yet cannot be seen.
    await cli.close()
    const all = await app.listOperations(always)
    expect(all.map((one) => one.at - noon(23))).toEqual(Array.from({ length: 50 }, (_, i) => i))
    expect(await app.listRuns({ limit: 100 })).toHaveLength(10)
    expect((await app.getRun('c20'))?.run.id).toBe('c20')
  })

  it('drops raw operations by age and number, keeps runs and items', async () => {
    const dir = await tempFolder()
    const writer = await open(dir, { now: () => noon(1) })
    const old = noon(23) - 31 * 86_400_000
    for (const at of [old, noon(20), noon(21), noon(22)]) {
      writer.recordOperation(operation(at))
      writer.recordItem(itemRecord(`r${at}`, at))
      await writer.recordRun(run(`r${at}`, at))
    }
    await writer.close()

    await open(dir)
    expect(await filesOf(dir, 'operations')).toEqual(
      ['20', '21', '22'].map((day) => `2026-11-${day}.main.json`),
    )
    const history = await open(dir, { limits: { operationShards: 2 } })
    expect(await filesOf(dir, 'operations')).toEqual(['21', '22'].map((day) => `2026-11-${day}.main.json`))
    expect(await history.getRun(`r${old}`)).toMatchObject({ items: [{ runId: `r${old}` }] })
  })

  it('drops them on the turn of a day too', async () => {
    const dir = await tempFolder()
    let now = noon(1)
    const history = await open(dir, { now: () => now, retention: () => ({ operationDays: 2 }) })
    for (const day of [1, 2, 3, 4, 5, 6]) {
      now = noon(day)
      history.recordOperation(operation(now))
      await history.recordRun(run(`r${day}`, now))
    }
    const kept = await history.listOperations(always)
    expect(kept.map((one) => one.at)).toEqual([noon(4), noon(5), noon(6)])
  })

  it('clears away what a killed process left half-written, and nothing that a live one is writing', async () => {
    const dir = await tempFolder()
    await mkdir(join(dir, 'runs'), { recursive: true })
    const parts = ['2026-11-23.main', '2026-11-22.cli-1', '2026-11-23.cli-2'].map(
      (name) => `${name}.json.tmp`,
    )
    for (const part of [...parts, 'unrelated.tmp']) await writeFile(join(dir, 'runs', part), '{"vers')
    await open(dir)
    expect((await readdir(join(dir, 'runs'))).sort()).toEqual(['2026-11-23.cli-2.json.tmp', 'unrelated.tmp'])
  })
})
