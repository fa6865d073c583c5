import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { HistoryPort } from '../../../src/engine/ports.ts'
import { WhittleError } from '../../../src/shared/errors.ts'
import { type Fixture, images, openBatches } from './service-fixture.ts'

const abcd = images('a.jpg', 'b.jpg', 'c.jpg', 'd.jpg')

/** A service that is closed in the middle of `b1`, with `a.jpg` done and `b2` in line. */
async function interrupted() {
  const first = await openBatches()
  const { create, service, workers, admission, until } = first
  admission.limit = 1
  create('b1', abcd)
  create('b2', images('z.jpg'))
  await Promise.all([until('b1', 'planned'), until('b2', 'planned')])
  const finish = first.journal.finish
  const finished = new Promise<void>((resolve) => {
    Object.assign(first.journal, {
      finish: async (...parameters: Parameters<typeof finish>) => {
        await finish(...parameters)
        workers.hold()
        resolve()
      },
    })
  })
  await service.start('b1')
  await service.start('b2')
  await finished
  await workers.hasStarted(2)
  await first.close()
  return first
}

describe('closing', () => {
  it('leaves a running batch interrupted, and says so', async () => {
    const { news, itemStates, service, journalFiles, history } = await interrupted()
    expect(news).toContain('b1 interrupted')
    expect(itemStates('b1')).toEqual(['done', 'queued', 'queued', 'queued'])
    expect(journalFiles()).toEqual(['b1.main.jsonl', 'b2.main.jsonl'])
    expect(await history.listRuns({ limit: 9 })).toEqual([])
    const { length } = news
    service.pump()
    await new Promise(setImmediate)
    expect(news).toHaveLength(length)
  })

  it('ends planning without a word', async () => {
    const { create, service, planning, news, close } = await openBatches()
    planning.hold()
    create('b1', abcd)
    const started = expect(service.start('b1')).rejects.toMatchObject({ code: 'ENGINE_UNAVAILABLE' })
    await new Promise(setImmediate)
    const closed = close()
    planning.release()
    await Promise.all([started, closed])
    expect(service.get('b1').state).toBe('planning')
    expect(news.filter((line) => line.includes('failed'))).toEqual([])
  })

  it('refuses what comes afterwards', async () => {
    const { create, service, close, until } = await openBatches()
    create('b1', abcd)
    await until('b1', 'planned')
    await close()
    expect(() => create('b2', abcd)).toThrow(expect.objectContaining({ code: 'ENGINE_UNAVAILABLE' }))
    await expect(service.start('b1')).rejects.toMatchObject({ code: 'ENGINE_UNAVAILABLE' })
  })

  it('waits for a batch that is just being accepted; that one is not lost', async () => {
    const { create, service, home, close, until, workers, journal } = await openBatches()
    const order: string[] = []
    const { accept } = journal
    Object.assign(journal, {
      accept: async (...parameters: Parameters<typeof accept>) => {
        for (let turn = 0; turn < 50; turn += 1) await new Promise(setImmediate)
        await accept(...parameters)
        order.push('accepted')
      },
    })
    create('b1', abcd)
    await until('b1', 'planned')
    const started = service.start('b1')
    await close()
    order.push('closed')
    await started
    expect(order).toEqual(['accepted', 'closed'])
    expect(workers.started).toEqual([])
    const { service: later, until: laterUntil } = await openBatches({ home })
    await later.recover('resume')
    expect((await laterUntil('b1', 'done')).counts.done).toBe(4)
  })
})

describe('after a crash of an engine that was started after a crash', () => {
  it('what was only offered is offered again, and what was resumed goes on', async () => {
    const { home } = await interrupted()
    const offering = await openBatches({ home })
    await offering.service.recover('offer')
    offering.workers.hold()
    await offering.service.resume('b1')
    await offering.workers.hasStarted(1)
    // As a crash leaves it: nothing is closed in order, the journal is as it is on the disk.
    await offering.journal.close()

    const { service, until } = await openBatches({ home })
    await service.recover('resume')
    await until('b1', 'done')
    expect(service.get('b2').state).toBe('interrupted')
  })

  it('a batch that was being cancelled is cancelled', async () => {
    const { home } = await interrupted()
    const { service, journal, history } = await openBatches({ home })
    await journal.recover()
    await journal.intend('b1', 'cancel')
    await journal.close()
    expect(service.list()).toEqual([])

    const later = await openBatches({ home })
    await later.service.recover('resume')
    expect(later.service.get('b1').state).toBe('cancelled')
    expect(later.itemStates('b1')).toEqual(['done', 'cancelled', 'cancelled', 'cancelled'])
    expect(await history.getRun('b1')).toMatchObject({ run: { state: 'cancelled' } })
  })
})

describe('an interrupted batch', () => {
  it('is offered by the next process, and resumed with what is left', async () => {
    const { home } = await interrupted()
    const { service, workers, until, itemStates, history, journalFiles } = await openBatches({ home })
    await service.recover('offer')
    expect(service.list().map(({ id, state }) => [id, state])).toEqual([
      ['b1', 'interrupted'],
      ['b2', 'interrupted'],
    ])
    expect(itemStates('b1')).toEqual(['done', 'queued', 'queued', 'queued'])
    expect(workers.started).toEqual([])

    const done = until('b1', 'done')
    expect(await service.resume('b1')).toMatchObject({ state: 'running' })
    expect((await done).counts).toMatchObject({ total: 4, done: 4 })
    expect(workers.started.toSorted()).toEqual(abcd.slice(1))
    const found = await history.getRun('b1')
    expect(found?.items.map(({ item }) => item.state)).toEqual(Array(4).fill('done'))
    expect(journalFiles()).toEqual(['b2.main.jsonl'])
  })

  it('goes on by itself after a crash', async () => {
    const { home } = await interrupted()
    const { service, until, history } = await openBatches({ home })
    const both = Promise.all([until('b1', 'done'), until('b2', 'done')])
    await service.recover('resume')
    await both
    expect((await history.listRuns({ limit: 9 })).map(({ id }) => id).sort()).toEqual(['b1', 'b2'])
  })

  it('is resumed once, however often that is asked for', async () => {
    const { home } = await interrupted()
    const { service, workers, until } = await openBatches({ home })
    await service.recover('offer')
    const done = until('b1', 'done')
    const results = await Promise.allSettled([
      service.resume('b1'),
      service.resume('b1'),
      service.resume('b1'),
    ])
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected'])
    await done
    expect(workers.started).toHaveLength(3)
    await expect(service.resume('b1')).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
  })

  it('stays as it is where its folder is gone for good', async () => {
    const { home, outDir } = await interrupted()
    const { service } = await openBatches({ home })
    await service.recover('offer')
    // The folder was made at the start; now something else has its name.
    rmSync(outDir, { recursive: true })
    writeFileSync(outDir, '')
    await expect(service.resume('b1')).rejects.toMatchObject({ code: 'OUTPUT_UNWRITABLE' })
    expect(service.get('b1').state).toBe('interrupted')
  })

  it('is forgotten for good when it is discarded', async () => {
    const { home } = await interrupted()
    const { service, journalFiles } = await openBatches({ home })
    await service.recover('offer')
    await service.discard('b1')
    expect(journalFiles()).toEqual(['b2.main.jsonl'])
    expect(service.list().map(({ id }) => id)).toEqual(['b2'])
  })

  it('keeps its names from others', async () => {
    const { home, outDir } = await interrupted()
    const { service, create, until } = await openBatches({ home })
    await service.recover('offer')
    create('b3', images('d.jpg'))
    await until('b3', 'planned')
    expect(service.get('b3').items.get('1')?.planned[0]?.path).toBe(join(outDir, 'd.jpg.webp-2'))
  })

  it('has the parts removed that a killed worker left, and no others', async () => {
    const { home, outDir } = await interrupted()
    mkdirSync(outDir, { recursive: true })
    const part = (name: string) => join(outDir, `.whittle-${name}.part`)
    for (const name of ['b1-2-0', 'b1-4-1', 'b9-2-0']) writeFileSync(part(name), '')
    const { service } = await openBatches({ home })
    await service.recover('offer')
    expect(['b1-2-0', 'b1-4-1', 'b9-2-0'].map((name) => existsSync(part(name)))).toEqual([false, false, true])
  })

  it('with nothing left to do is ended by itself, also where it is only to be offered', async () => {
    const first = await openBatches({ parts: { history: unwritable(await openBatches()) } })
    first.create('b1', abcd)
    const failed = first.until('b1', 'failed')
    await first.service.start('b1')
    await failed
    await first.close()
    const { service, until, workers, history } = await openBatches({ home: first.home })
    await service.recover('offer')
    await until('b1', 'done')
    expect(workers.started).toEqual([])
    expect((await history.getRun('b1'))?.items).toHaveLength(4)
  })
})

function unwritable({ history }: Fixture): HistoryPort {
  return { ...history, recordRun: () => Promise.reject(new WhittleError('HOME_UNWRITABLE')) }
}
