import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Journal } from '../../../src/engine/batches/journal.ts'
import { WhittleError } from '../../../src/shared/errors.ts'
import { images, openBatches } from './service-fixture.ts'

const abcd = images('a.jpg', 'b.jpg', 'c.jpg', 'd.jpg')

/** A journal that fails as long as `error` is set. */
function failing(journal: Journal): { error: WhittleError | undefined } {
  const { finish } = journal
  const state: { error: WhittleError | undefined } = { error: undefined }
  Object.assign(journal, {
    finish: async (...parameters: Parameters<typeof finish>) => {
      if (state.error !== undefined) throw state.error
      await finish(...parameters)
    },
  })
  return state
}

describe('an image that fails', () => {
  it('is recorded with its reason, and changes nothing for the others', async () => {
    const { workers, run, history } = await openBatches()
    workers.fail('/in/b.jpg', 'INPUT_CORRUPT')
    const batch = await run('b1', abcd)
    expect(batch).toMatchObject({
      state: 'done',
      counts: { done: 3, failed: 1 },
      bytes: { inputDone: 1_500_000 },
    })
    const items = (await history.getRun('b1'))?.items.map(({ item }) => item)
    expect(items?.find(({ name }) => name === 'b.jpg')).toMatchObject({
      state: 'failed',
      error: { code: 'INPUT_CORRUPT' },
    })
    const operations = await history.listOperations({ from: 0, to: Date.now() })
    expect(operations.filter(({ status }) => status === 'error')).toHaveLength(1)
  })
})

describe('a batch whose workers cannot be started', () => {
  it('fails as a whole, and can be resumed when they can', async () => {
    const { create, workers, service, until, history, itemStates, journalFiles, news } = await openBatches()
    workers.fail('/in/a.jpg', 'POOL_UNAVAILABLE')
    create('b1', abcd)
    const failed = until('b1', 'failed')
    await service.start('b1')
    expect(await failed).toMatchObject({
      error: { code: 'POOL_UNAVAILABLE' },
      counts: { total: 4, failed: 0, running: 0 },
    })
    expect(itemStates('b1')).toContain('queued')
    expect(journalFiles()).toEqual(['b1.main.jsonl'])
    expect(await history.listRuns({ limit: 9 })).toEqual([])

    workers.fail('/in/a.jpg', undefined)
    const done = until('b1', 'done')
    expect(await service.resume('b1')).not.toHaveProperty('error')
    expect(await done).toMatchObject({ counts: { done: 4 } })
    expect(news.filter((line) => line.startsWith('b1 failed'))).toHaveLength(1)
    expect(journalFiles()).toEqual([])
  })

  it('is forgotten for good when it is discarded', async () => {
    const { create, workers, service, until, journalFiles } = await openBatches()
    workers.fail('/in/a.jpg', 'POOL_UNAVAILABLE')
    create('b1', images('a.jpg'))
    const failed = until('b1', 'failed')
    await service.start('b1')
    await failed
    await service.discard('b1')
    expect(journalFiles()).toEqual([])
  })
})

describe('a batch whose journal cannot be written', () => {
  it('reports nothing as finished that is not durable, and lets the next one have its turn', async () => {
    const { create, service, until, journal, itemStates, home } = await openBatches()
    const state = failing(journal)
    state.error = new WhittleError('OUTPUT_DISK_FULL')
    create('b1', abcd)
    create('b2', [])
    const [paused, next] = [until('b1', 'paused'), until('b2', 'done')]
    await service.start('b1')
    await service.start('b2')
    expect(await paused).toMatchObject({
      pause: { reason: 'home-unwritable', error: { code: 'OUTPUT_DISK_FULL' } },
      counts: { done: 0 },
    })
    expect(itemStates('b1')).toEqual(Array(4).fill('queued'))
    await next

    const later = await openBatches({ home })
    await later.service.recover('offer')
    expect(later.service.list()).toMatchObject([{ id: 'b1', state: 'interrupted' }])

    state.error = undefined
    const done = until('b1', 'done')
    await service.resume('b1')
    expect((await done).counts.done).toBe(4)
  })
})

describe('a batch whose run cannot be recorded', () => {
  it('fails with everything in its journal, and is recorded when it is resumed', async () => {
    const { create, service, until, history, workers, journalFiles } = await openBatches()
    const { recordRun } = history
    Object.assign(history, { recordRun: () => Promise.reject(new WhittleError('HOME_UNWRITABLE')) })
    create('b1', abcd)
    const failed = until('b1', 'failed')
    await service.start('b1')
    expect(await failed).toMatchObject({ error: { code: 'HOME_UNWRITABLE' }, counts: { done: 4 } })
    expect(journalFiles()).toEqual(['b1.main.jsonl'])

    Object.assign(history, { recordRun })
    const done = until('b1', 'done')
    await service.resume('b1')
    await done
    expect(workers.started).toHaveLength(4)
    expect((await history.getRun('b1'))?.run.state).toBe('done')
  })

  it('stays cancelled where it was cancelled', async () => {
    const { create, service, until, history, workers } = await openBatches()
    const { recordRun } = history
    Object.assign(history, { recordRun: () => Promise.reject(new WhittleError('HOME_UNWRITABLE')) })
    workers.hold()
    create('b1', abcd)
    await service.start('b1')
    await workers.hasStarted(2)
    expect(await service.cancel('b1')).toMatchObject({ state: 'failed', counts: { cancelled: 4 } })
    Object.assign(history, { recordRun })
    const cancelled = until('b1', 'cancelled')
    await service.resume('b1')
    await cancelled
    expect((await history.getRun('b1'))?.run.state).toBe('cancelled')
  })
})

describe('a manifest that cannot be written', () => {
  it('is told in the batch, which is done all the same', async () => {
    const { run, parts, history } = await openBatches()
    Object.assign(parts.delivery, { record: () => Promise.reject(new WhittleError('OUTPUT_DISK_FULL')) })
    expect(await run('b1', abcd)).toMatchObject({ state: 'done', error: { code: 'OUTPUT_DISK_FULL' } })
    expect((await history.getRun('b1'))?.run.state).toBe('done')
  })
})

describe('a journal that cannot be removed', () => {
  it('is removed by the next start, which finds the run in the history', async () => {
    const { run, journal, logs, home, close } = await openBatches()
    const { end } = journal
    Object.assign(journal, { end: () => Promise.reject(new Error('busy')) })
    expect((await run('b1', abcd)).state).toBe('done')
    expect(logs).toContainEqual(expect.stringContaining('could not be removed'))
    Object.assign(journal, { end })
    await close()
    const later = await openBatches({ home })
    await later.service.recover('resume')
    expect(later.journalFiles()).toEqual([])
    expect(later.service.list()).toEqual([])
    expect(later.workers.started).toEqual([])
  })
})

describe('ten thousand images', () => {
  it('are worked off, with news in bundles of two hundred', async () => {
    const bundles: number[] = []
    const summaries: number[] = []
    const memory: Journal = {
      accept: async () => undefined,
      attempt: async () => undefined,
      giveBack: async () => undefined,
      change: async () => undefined,
      remove: async () => undefined,
      finish: async () => undefined,
      intend: async () => undefined,
      prioritize: async () => undefined,
      end: async () => undefined,
      recover: async () => [],
      isElsewhere: async () => false,
      close: async () => undefined,
    }
    const count = 10_000
    let finish = (): void => undefined
    const finished = new Promise<void>((resolve) => {
      finish = resolve
    })
    const { create, service, admission, outDir } = await openBatches({
      parts: {
        journal: memory,
        onItems: (_, items) => bundles.push(items.length),
        onBatch: (batch) => {
          summaries.push(batch.counts.done)
          if (batch.state === 'done') finish()
        },
      },
    })
    admission.limit = 64
    create(
      'b1',
      Array.from({ length: count }, (_, index) => `/in/${index}.jpg`),
    )
    await service.start('b1')
    await finished
    expect(summaries.at(-1)).toBe(count)
    expect(Math.max(...bundles)).toBeLessThanOrEqual(200)
    // Every item is told, and changes eight times; but nobody is sent eighty thousand messages.
    expect(bundles.reduce((sum, length) => sum + length, 0)).toBeGreaterThanOrEqual(count)
    expect(bundles.length).toBeLessThan(count / 10)
    expect(existsSync(outDir)).toBe(true)
  })
})
