import {
  appendFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openJournal } from '../../../src/engine/batches/journal.ts'
import { JournalFile } from '../../../src/engine/batches/journal-file.ts'
import type { Accepting, Recovered } from '../../../src/engine/batches/journal-lines.ts'
import { sampleItem, sampleRecipe } from '../../support/samples.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const accepted: Accepting = {
  id: 'b1',
  label: 'photos',
  paths: ['/in'],
  recipe: sampleRecipe,
  outDir: '/out',
  priority: 'normal',
  createdAt: 1,
  startedAt: 2,
  total: 3,
  items: ['1', '2', '3'].map((id) => sampleItem({ id, state: 'queued' })),
}
const done = (id: string) => sampleItem({ id, state: 'done', ms: 5 })
const linux = process.platform === 'linux'

/** A journal folder; each `open` is a process of its own, with its own name. */
function setUp(alive: readonly string[] = []) {
  const dir = join(temporaryFolder(), 'journal')
  const logs: string[] = []
  const open = async (writer = 'main') => {
    const journal = await openJournal({
      dir,
      writer,
      abandoned: (other) => other !== 'main' && !alive.includes(other),
      log: (_, message) => logs.push(message),
    })
    onTestFinished(() => journal.close())
    return journal
  }
  return { dir, logs, open, files: () => readdirSync(dir) }
}

const statesOf = (batch: Recovered | undefined) =>
  batch && [...batch.items.values()].map(({ id, state }) => `${id} ${state}`)

describe('journal', () => {
  it('tells which batches belong to another process that lives', async () => {
    const { open } = setUp(['cli-1'])
    const journal = await open()
    const beside = await open('cli-1')
    const gone = await open('cli-2')
    await beside.accept(accepted)
    await gone.accept({ ...accepted, id: 'b2' })
    await journal.accept({ ...accepted, id: 'b3' })
    const elsewhere = await Promise.all(['b1', 'b2', 'b3', 'b4'].map(journal.isElsewhere))
    expect(elsewhere).toEqual([true, false, false, false])
    await beside.end('b1')
    expect(await journal.isElsewhere('b1')).toBe(false)
  })

  it('gives an accepted batch back, items in their last durable state and in their order', async () => {
    const { open } = setUp()
    const journal = await open()
    await journal.accept(accepted)
    await Promise.all([journal.finish('b1', done('3')), journal.finish('b1', done('1'))])
    const [batch, ...others] = await (await open()).recover()
    expect(others).toEqual([])
    expect(batch).toMatchObject({ id: 'b1', paths: ['/in'], recipe: sampleRecipe, startedAt: 2 })
    expect(statesOf(batch)).toEqual(['1 done', '2 queued', '3 done'])
  })

  it('knows the priority that a batch was given last', async () => {
    const { open } = setUp()
    const journal = await open()
    await journal.accept(accepted)
    await journal.prioritize('b1', 'high')
    await journal.prioritize('b1', 'background')
    expect(await (await open()).recover()).toMatchObject([{ id: 'b1', priority: 'background' }])
  })

  it('forgets a batch that has ended', async () => {
    const { open, files } = setUp()
    const journal = await open()
    await journal.accept(accepted)
    await journal.finish('b1', done('1'))
    await journal.end('b1')
    await journal.end('unknown')
    expect(files()).toEqual([])
    expect(await (await open()).recover()).toEqual([])
  })

  it('goes on where an earlier process stopped', async () => {
    const { open, files } = setUp()
    await (await open('cli-1')).accept(accepted)
    const second = await open('cli-2')
    await second.recover()
    await second.finish('b1', done('2'))
    expect(files()).toEqual(['b1.cli-2.jsonl'])
    expect(statesOf((await (await open('main')).recover())[0])).toEqual(['1 queued', '2 done', '3 queued'])
  })

  it('leaves the batches of processes that are alive', async () => {
    const { open } = setUp(['cli-1'])
    await (await open('cli-1')).accept(accepted)
    await (await open('main')).accept({ ...accepted, id: 'b2' })
    expect(await (await open('cli-2')).recover()).toEqual([])
    expect((await (await open('main')).recover()).map(({ id }) => id)).toEqual(['b2'])
  })

  it('gives a batch to one of several that start at the same time', async () => {
    const { open } = setUp()
    await (await open('cli-1')).accept(accepted)
    const journals = await Promise.all(['cli-2', 'cli-3', 'cli-4', 'main'].map((writer) => open(writer)))
    const found = await Promise.all(journals.map((journal) => journal.recover()))
    expect(found.flat()).toHaveLength(1)
  })

  it('keeps whole lines in their order, however many come at once', async () => {
    const { open } = setUp()
    const journal = await open()
    const items = Array.from({ length: 500 }, (_, id) => sampleItem({ id: String(id), state: 'queued' }))
    await journal.accept({ ...accepted, total: items.length, items })
    await Promise.all(items.map(({ id }) => journal.finish('b1', done(id))))
    const [batch] = await (await open()).recover()
    expect([...(batch?.items.values() ?? [])]).toEqual(items.map(({ id }) => done(id)))
  })
})

describe('a journal that a crash cut off', () => {
  const path = (dir: string) => join(dir, 'b1.main.jsonl')

  it('is as good as its last whole line, wherever the cut is', async () => {
    const { dir, open, logs } = setUp()
    const journal = await open()
    await journal.accept(accepted)
    await journal.finish('b1', done('1'))
    const before = readFileSync(path(dir)).length
    await journal.finish('b1', done('2'))
    const whole = readFileSync(path(dir))
    for (let length = before; length < whole.length - 1; length += 7) {
      writeFileSync(path(dir), whole.subarray(0, length))
      const [batch] = await (await open()).recover()
      // The last character of a line is its break; without it the line is whole all the same.
      expect(statesOf(batch)?.slice(0, 2)).toEqual(['1 done', '2 queued'])
    }
    expect(logs).toContainEqual(expect.stringContaining('a line is incomplete'))
  })

  it('keeps what is appended next apart from the torn line', async () => {
    const { dir, open } = setUp()
    await (await open()).accept(accepted)
    appendFileSync(path(dir), '\n{"type":"finished","item":{"id":"2","inp')
    const journal = await open()
    await journal.recover()
    await journal.finish('b1', done('3'))
    expect(statesOf((await (await open()).recover())[0])).toEqual(['1 queued', '2 queued', '3 done'])
  })

  it.each([
    ['without its beginning', '\n{"type":"finished"}\n'],
    ['of another batch', `${JSON.stringify({ type: 'accepted', version: 1, ...accepted, id: '../evil' })}\n`],
    ['of a later version', `${JSON.stringify({ type: 'accepted', version: 3, ...accepted })}\n`],
    ['of nothing', ''],
    ['of noise', '\u0000\u0001\u0002'],
  ])('%s is set aside', async (_, text) => {
    const { dir, open, logs, files } = setUp()
    await open()
    writeFileSync(path(dir), text)
    const journal = await open()
    expect(await journal.recover()).toEqual([])
    expect(files()).toEqual(['b1.main.jsonl.damaged'])
    expect(logs.at(-1)).toContain('set aside')
    expect(await journal.recover()).toEqual([])
  })

  it('and one that cannot be read do not keep the others from being found', async () => {
    const { dir, open, logs } = setUp()
    await (await open()).accept({ ...accepted, id: 'b2' })
    mkdirSync(path(dir))
    const found = await (await open()).recover()
    expect(found.map(({ id }) => id)).toEqual(['b2'])
    expect(logs).toContainEqual(expect.stringContaining('could not be taken over'))
  })

  it('is told from what else is in the folder', async () => {
    const { dir, open, files } = setUp()
    const journal = await open()
    for (const name of ['notes.txt', 'b1.jsonl', '.b1.main.jsonl', 'b1.main.jsonl.damaged']) {
      writeFileSync(join(dir, name), '')
    }
    expect(await journal.recover()).toEqual([])
    expect(files()).toHaveLength(4)
  })
})

describe('a journal that cannot be written', () => {
  it.runIf(linux)('accepts nothing on a full disk, and leaves nothing', async () => {
    const { dir, open, files } = setUp()
    const journal = await open()
    symlinkSync('/dev/full', join(dir, 'b1.main.jsonl'))
    await expect(journal.accept(accepted)).rejects.toMatchObject({
      code: 'OUTPUT_DISK_FULL',
      detail: expect.stringContaining('ENOSPC'),
    })
    expect(files()).toEqual([])
    await journal.accept(accepted)
    expect(statesOf((await (await open()).recover())[0])).toHaveLength(3)
  })

  it('accepts nothing where its folder is gone, and is usable when that is back', async () => {
    const { dir, open } = setUp()
    const journal = await open()
    rmSync(dir, { recursive: true })
    await expect(journal.accept(accepted)).rejects.toMatchObject({ code: 'HOME_UNWRITABLE' })
    await expect(journal.finish('b1', done('1'))).rejects.toMatchObject({ code: 'HOME_UNWRITABLE' })
    mkdirSync(dir)
    await journal.accept(accepted)
    await journal.finish('b1', done('1'))
    expect(statesOf((await (await open()).recover())[0])?.[0]).toBe('1 done')
  })

  it.runIf(linux)('fails everybody who waits for the same flush, and goes on', async () => {
    const file = await JournalFile.open('/dev/full')
    const results = await Promise.allSettled(['a', 'b', 'c'].map((line) => file.append(line)))
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
    await expect(file.append('d')).rejects.toThrow('ENOSPC')
    await file.close()
  })
})
