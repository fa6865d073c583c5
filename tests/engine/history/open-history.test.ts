import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { WhittleError } from '../../../src/shared/errors.ts'
import { always, itemRecord, noon, open, operation, run, tempFolder } from './records.ts'

describe('openHistory', () => {
  it('gives back everything after it was closed and opened again', async () => {
    const dir = await tempFolder()
    const first = await open(dir)
    first.recordOperation(operation(noon(23)))
    first.recordItem(itemRecord('r1', noon(23)))
    await first.recordRun(run('r1', noon(23)))
    await first.close()

    const second = await open(dir)
    expect(await second.listOperations(always)).toEqual([operation(noon(23))])
    expect(await second.listRuns({ limit: 10 })).toEqual([run('r1', noon(23))])
    expect(await second.getRun('r1')).toEqual({
      run: run('r1', noon(23)),
      items: [itemRecord('r1', noon(23))],
    })
    expect(second.logged).toEqual([])
  })

  it('has the run and what came before it on disk when recordRun resolves', async () => {
    const dir = await tempFolder()
    const history = await open(dir)
    history.recordOperation(operation(noon(23)))
    history.recordItem(itemRecord('r1', noon(23)))
    expect(await readdir(join(dir, 'items'))).toEqual([])
    await history.recordRun(run('r1', noon(23)))
    for (const kind of ['operations', 'items', 'runs']) {
      const text = await readFile(join(dir, kind, '2026-11-23.main.json'), 'utf8')
      expect(JSON.parse(text)).toMatchObject({ version: 1, kind, records: [expect.anything()] })
    }
  })

  it('writes by itself after flushMs', async () => {
    const dir = await tempFolder()
    const history = await open(dir, { flushMs: 5 })
    history.recordOperation(operation(noon(23)))
    await vi.waitFor(async () => expect(await readdir(join(dir, 'operations'))).toHaveLength(1))
  })

  it('answers with records that are not written yet', async () => {
    const history = await open(await tempFolder())
    history.recordOperation(operation(noon(23)))
    expect(await history.listOperations(always)).toHaveLength(1)
  })

  it('lists runs newest first, each once, up to the limit', async () => {
    const history = await open(await tempFolder())
    for (const day of [20, 22, 21]) await history.recordRun(run(`r${day}`, noon(day)))
    await history.recordRun({ ...run('r20', noon(23)), label: 'taken up again' })
    const listed = await history.listRuns({ limit: 2 })
    expect(listed.map(({ id, label }) => [id, label])).toEqual([
      ['r20', 'taken up again'],
      ['r22', 'photos'],
    ])
    expect(await history.listRuns({ limit: 0 })).toEqual([])
  })

  it('gives the items of one run, the last state of each, in the order they finished', async () => {
    const history = await open(await tempFolder())
    const at = noon(23)
    history.recordItem(itemRecord('r1', at - 1_000, 'b'))
    history.recordItem(itemRecord('r1', at - 3_000, 'a'))
    history.recordItem(itemRecord('other', at - 2_000, 'c'))
    const retried = itemRecord('r1', at - 500, 'a')
    history.recordItem(retried)
    await history.recordRun(run('r1', at))
    const found = await history.getRun('r1')
    expect(found?.items).toEqual([itemRecord('r1', at - 1_000, 'b'), retried])
  })

  it('knows no run of another name', async () => {
    const history = await open(await tempFolder())
    await history.recordRun(run('r1', noon(23)))
    expect(await history.getRun('r2')).toBeUndefined()
  })

  it('gives operations of a range, ends included, oldest first', async () => {
    const history = await open(await tempFolder())
    const at = noon(23)
    for (const offset of [5, 1, 3, 0, 6]) history.recordOperation(operation(at + offset))
    const found = await history.listOperations({ from: at + 1, to: at + 5 })
    expect(found.map((one) => one.at - at)).toEqual([1, 3, 5])
  })

  it('turns away a record that could not be read back, and keeps the others', async () => {
    const history = await open(await tempFolder())
    history.recordOperation({ ...operation(noon(23)), durationMs: Number.NaN })
    history.recordOperation(operation(Number.MAX_SAFE_INTEGER))
    history.recordOperation(operation(noon(23)))
    expect(await history.listOperations(always)).toEqual([operation(noon(23))])
    expect(history.logged).toHaveLength(2)
    await expect(history.recordRun(run('r1', Number.NaN))).rejects.toThrow(WhittleError)
  })

  it('keeps a copy, not the object that was passed', async () => {
    const history = await open(await tempFolder())
    const record = itemRecord('r1', noon(23))
    history.recordItem(record)
    record.item.name = 'changed later'
    await history.recordRun(run('r1', noon(23)))
    expect((await history.getRun('r1'))?.items[0]?.item.name).not.toBe('changed later')
  })

  it('reports a disk that cannot be written and catches up when it can', async () => {
    const dir = await tempFolder()
    const history = await open(dir)
    await rm(join(dir, 'runs'), { recursive: true })
    await writeFile(join(dir, 'runs'), 'a file where the folder was')
    await expect(history.recordRun(run('r1', noon(23)))).rejects.toMatchObject({ code: 'HOME_UNWRITABLE' })
    await expect(history.recordRun(run('r2', noon(23)))).rejects.toMatchObject({ code: 'HOME_UNWRITABLE' })
    expect(history.logged).toHaveLength(1)

    await rm(join(dir, 'runs'))
    await history.recordRun(run('r3', noon(23)))
    const listed = await history.listRuns({ limit: 10 })
    expect(listed.map(({ id }) => id).sort()).toEqual(['r1', 'r2', 'r3'])
  })

  it('survives that somebody removes its folder', async () => {
    const dir = await tempFolder()
    const history = await open(dir)
    await rm(dir, { recursive: true })
    expect(await history.listRuns({ limit: 10 })).toEqual([])
    await history.recordRun(run('r1', noon(23)))
    expect(await history.listRuns({ limit: 10 })).toHaveLength(1)
  })

  it('refuses a folder that cannot be made', async () => {
    const dir = await tempFolder()
    await writeFile(join(dir, 'file'), '')
    await expect(open(join(dir, 'file'))).rejects.toMatchObject({ code: 'HOME_UNWRITABLE' })
  })
})
