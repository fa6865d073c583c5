import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { WhittleError } from '../../../src/shared/errors.ts'
import { sampleRecipe } from '../../support/samples.ts'
import { images, openBatches } from './service-fixture.ts'

describe('a batch', () => {
  it('is planned, started, worked off and recorded', async () => {
    const { create, service, until, news, history, outDir, journalFiles } = await openBatches()
    expect(create('b1', images('a.jpg', 'b.jpg', 'notes.txt'))).toMatchObject({ id: 'b1', state: 'planning' })
    expect(await until('b1', 'planned')).toMatchObject({
      counts: { total: 3, skipped: 1 },
      outputs: { planned: 4, done: 0 },
    })
    const done = until('b1', 'done')
    expect(await service.start('b1')).toMatchObject({ state: 'running' })
    const batch = await done
    expect(batch).toMatchObject({
      counts: { total: 3, done: 2, failed: 0, skipped: 1, running: 0 },
      outputs: { planned: 4, done: 4 },
      bytes: { input: 1_000_000, inputDone: 1_000_000, output: 4_000, served: 2_000 },
    })
    // Items are told before the end of the batch.
    expect(news.indexOf('b1: a.jpg done,b.jpg done')).toBeGreaterThan(0)
    expect(news.indexOf('b1: a.jpg done,b.jpg done')).toBeLessThan(news.indexOf('b1 done'))

    const found = await history.getRun('b1')
    expect(found?.run).toMatchObject({ id: 'b1', state: 'done', counts: batch.counts, outputs: 4 })
    expect(found?.items.map(({ item }) => item.state).sort()).toEqual(['done', 'done', 'skipped'])
    expect(await history.listOperations({ from: 0, to: Date.now() })).toHaveLength(4)
    const manifest: { images: unknown[] } = JSON.parse(
      readFileSync(join(outDir, 'whittle-manifest.json'), 'utf8'),
    )
    expect(manifest.images).toHaveLength(2)
    expect(journalFiles()).toEqual([])
  })

  it('without any image is done at once, and makes no folder', async () => {
    const { run, outDir, history } = await openBatches()
    expect(await run('b1', images('notes.txt'))).toMatchObject({ state: 'done', counts: { total: 1 } })
    expect(await run('b2', [])).toMatchObject({ state: 'done', counts: { total: 0 } })
    expect(existsSync(outDir)).toBe(false)
    expect((await history.listRuns({ limit: 9 })).map(({ id }) => id).sort()).toEqual(['b1', 'b2'])
  })

  it('waits in line behind the one that runs', async () => {
    const { create, service, until, workers } = await openBatches()
    workers.hold()
    create('b1', images('a.jpg'))
    create('b2', images('b.jpg'))
    await service.start('b1')
    await service.start('b2')
    expect(service.list().map(({ state }) => state)).toEqual(['running', 'queued'])
    expect(workers.started).toEqual(images('a.jpg'))
    const both = Promise.all([until('b1', 'done'), until('b2', 'done')])
    workers.release()
    await both
    expect(workers.started).toEqual(images('a.jpg', 'b.jpg'))
  })

  it('that is not there is not found', async () => {
    const { service } = await openBatches()
    const notFound = { code: 'NOT_FOUND' }
    await expect(service.start('b1')).rejects.toMatchObject(notFound)
    await expect(service.cancel('b1')).rejects.toMatchObject(notFound)
    await expect(service.resume('b1')).rejects.toMatchObject(notFound)
    await expect(service.discard('b1')).rejects.toMatchObject(notFound)
    await expect(service.configure('b1', { recipe: sampleRecipe, outDir: '/' })).rejects.toMatchObject(
      notFound,
    )
  })

  it('of which only the last twenty are kept when they have ended', async () => {
    const { run, service, history, news } = await openBatches()
    for (let index = 1; index <= 22; index += 1) await run(`b${index}`, images('a.jpg'))
    expect(service.list()).toHaveLength(20)
    expect(news.filter((line) => line.endsWith('gone'))).toEqual(['b1 gone', 'b2 gone'])
    expect(await history.listRuns({ limit: 50 })).toHaveLength(22)
  })
})

describe('starting', () => {
  it('waits for the plan', async () => {
    const { create, service, planning, until } = await openBatches()
    planning.hold()
    create('b1', images('a.jpg', 'b.jpg'))
    const started = service.start('b1')
    const done = until('b1', 'done')
    expect(service.get('b1').state).toBe('planning')
    planning.release()
    await started
    expect((await done).counts.done).toBe(2)
  })

  it('happens once, however often it is asked for', async () => {
    const { create, service, until, workers } = await openBatches()
    create('b1', images('a.jpg', 'b.jpg'))
    const done = until('b1', 'done')
    const results = await Promise.allSettled([service.start('b1'), service.start('b1'), service.start('b1')])
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected'])
    expect(results[1]).toMatchObject({ reason: { code: 'NOT_ALLOWED' } })
    await done
    expect(workers.started).toHaveLength(2)
    await expect(service.start('b1')).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
  })

  it('fails with the plan', async () => {
    const { create, service, planning, until } = await openBatches()
    planning.error = new WhittleError('POOL_UNAVAILABLE')
    create('b1', images('a.jpg', 'b.jpg'))
    await expect(service.start('b1')).rejects.toMatchObject({ code: 'POOL_UNAVAILABLE' })
    expect(await until('b1', 'failed')).toMatchObject({ error: { code: 'POOL_UNAVAILABLE' } })
    await expect(service.resume('b1')).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
    await service.discard('b1')
  })

  it('leaves the batch planned where its folder cannot be made', async () => {
    const { create, service, until, home, outDir, itemStates, journalFiles } = await openBatches()
    writeFileSync(join(home, 'file'), '')
    create('b1', images('a.jpg'), { outDir: join(home, 'file', 'out') })
    await expect(service.start('b1')).rejects.toMatchObject({
      code: 'OUTPUT_UNWRITABLE',
      detail: expect.stringContaining('ENOTDIR'),
    })
    expect(service.get('b1').state).toBe('planned')
    expect(itemStates('b1')).toEqual(['planned'])
    expect(journalFiles()).toEqual([])
    await service.configure('b1', { recipe: sampleRecipe, outDir })
    const done = until('b1', 'done')
    await service.start('b1')
    await done
  })

  it('leaves the batch planned where it cannot be made durable', async () => {
    const { create, service, home, itemStates } = await openBatches()
    create('b1', images('a.jpg'))
    rmSync(join(home, 'journal'), { recursive: true })
    await expect(service.start('b1')).rejects.toMatchObject({ code: 'HOME_UNWRITABLE' })
    expect(service.get('b1').summary(0)).toMatchObject({ state: 'planned' })
    expect(service.get('b1').summary(0)).not.toHaveProperty('startedAt')
    expect(itemStates('b1')).toEqual(['planned'])
  })

  it('gives no name that was given to another batch since, also where both start at once', async () => {
    const { create, service, until, outDir, news } = await openBatches()
    for (const id of ['b1', 'b2', 'b3']) create(id, [`/in/${id}/same.jpg`])
    await Promise.all(['b1', 'b2', 'b3'].map((id) => until(id, 'planned')))
    const ended = Promise.all(['b1', 'b2', 'b3'].map((id) => until(id, 'done')))
    const paths = () =>
      ['b1', 'b2'].map((id) => [...service.get(id).items.values()].map((item) => item.planned[0]?.path))
    await Promise.all([service.start('b1'), service.start('b2')])
    expect(paths()).toEqual([[join(outDir, 'same.jpg.webp')], [join(outDir, 'same.jpg.webp-2')]])
    await service.start('b3')
    await ended
    expect(news.filter((line) => line.includes('failed'))).toEqual([])
  })
})

describe('configuring', () => {
  const jpeg = { ...sampleRecipe, formats: ['jpeg' as const] }
  const avif = { ...sampleRecipe, formats: ['avif' as const] }

  it('names the outputs anew', async () => {
    const { create, service, outDir, until } = await openBatches()
    create('b1', images('a.jpg', 'notes.txt'))
    await until('b1', 'planned')
    const other = `${outDir}-other`
    expect(await service.configure('b1', { recipe: jpeg, outDir: other })).toMatchObject({
      state: 'planned',
      recipe: jpeg,
      outDir: other,
      outputs: { planned: 1 },
      counts: { total: 2, skipped: 1 },
    })
    expect(service.get('b1').items.get('1')?.planned[0]?.path).toBe(join(other, 'a.jpg.jpeg'))
  })

  it('waits for the plan and for its turn; the last one counts', async () => {
    const { create, service, planning, outDir, until } = await openBatches()
    planning.hold()
    create('b1', images('a.jpg', 'b.jpg', 'c.jpg'))
    const changes = [jpeg, sampleRecipe, avif].map((recipe) => service.configure('b1', { recipe, outDir }))
    const started = service.start('b1')
    const done = until('b1', 'done')
    planning.release()
    await Promise.all([...changes, started])
    expect(planning.most).toBe(1)
    const formats = [...service.get('b1').items.values()].map((item) => item.planned.map((one) => one.format))
    expect(formats).toEqual([['avif'], ['avif'], ['avif']])
    await done
    await expect(service.configure('b1', { recipe: jpeg, outDir })).rejects.toMatchObject({
      code: 'NOT_ALLOWED',
    })
  })
})

describe('discarding', () => {
  it('ends planning, and nothing more is heard of the batch', async () => {
    const { create, service, planning, news } = await openBatches()
    planning.hold()
    create('b1', images('a.jpg', 'b.jpg'))
    const started = expect(service.start('b1')).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const configured = expect(
      service.configure('b1', { recipe: sampleRecipe, outDir: '/out' }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await new Promise(setImmediate)
    await service.discard('b1')
    planning.release()
    await Promise.all([started, configured])
    expect(service.list()).toEqual([])
    expect(news).toEqual(['b1 gone'])
    await service.close(async () => undefined)
    expect(news).toEqual(['b1 gone'])
  })

  it('is refused while the batch is in line or at work', async () => {
    const { create, service, until, workers } = await openBatches()
    workers.hold()
    create('b1', images('a.jpg'))
    create('b2', images('b.jpg'))
    await Promise.all([service.start('b1'), service.start('b2')])
    await expect(service.discard('b1')).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
    await expect(service.discard('b2')).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
    const done = until('b2', 'done')
    workers.release()
    await done
    await service.discard('b1')
    await service.discard('b2')
    expect(service.list()).toEqual([])
  })
})
