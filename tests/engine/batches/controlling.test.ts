import { describe, expect, it } from 'vitest'
import { images, openBatches } from './service-fixture.ts'

const abcd = images('a.jpg', 'b.jpg', 'c.jpg', 'd.jpg')

/** A batch of four with one of them at work. */
async function atWork() {
  const fixture = await openBatches()
  const { create, service, workers, admission, until } = fixture
  admission.limit = 1
  workers.hold()
  create('b1', abcd)
  await until('b1', 'planned')
  await service.start('b1')
  await workers.hasStarted(1)
  return fixture
}

describe('images that somebody looks at', () => {
  it('are started before the others of their batch', async () => {
    const { service, workers, until } = await atWork()
    service.prefer('b1', ['4', '1'])
    const done = until('b1', 'done')
    workers.release()
    await done
    expect(workers.started).toEqual(images('a.jpg', 'd.jpg', 'b.jpg', 'c.jpg'))
    expect(() => service.prefer('none', [])).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }))
  })
})

describe('pausing', () => {
  it('lets what runs come to its end, starts nothing more, and goes on where it stopped', async () => {
    const { service, workers, until, itemStates } = await atWork()
    const paused = until('b1', 'paused')
    expect(await service.pause('b1')).toMatchObject({ state: 'pausing', pause: { reason: 'user' } })
    workers.release()
    expect(await paused).toMatchObject({ pause: { reason: 'user' }, counts: { done: 1, running: 0 } })
    expect(itemStates('b1')).toEqual(['done', 'queued', 'queued', 'queued'])
    await expect(service.pause('b1')).rejects.toMatchObject({ code: 'NOT_ALLOWED' })

    const done = until('b1', 'done')
    expect(await service.resume('b1')).not.toHaveProperty('pause')
    expect((await done).counts.done).toBe(4)
    expect(workers.started).toEqual(abcd)
  })

  it('is taken back while it comes about', async () => {
    const { service, workers, until } = await atWork()
    await service.pause('b1')
    expect(await service.resume('b1')).toMatchObject({ state: 'running' })
    const done = until('b1', 'done')
    workers.release()
    expect((await done).counts.done).toBe(4)
  })

  it('makes room for the batches behind it, and takes one that waits out of the line', async () => {
    const { create, service, workers, until } = await atWork()
    for (const id of ['b2', 'b3']) {
      create(id, images(`${id}.jpg`))
      await until(id, 'planned')
      await service.start(id)
    }
    expect(await service.pause('b2')).toMatchObject({ state: 'paused' })
    expect(service.get('b3').summary(0).position).toBe(0)
    const done = until('b3', 'done')
    await service.pause('b1')
    workers.release()
    await done
    expect(service.list().map(({ state }) => state)).toEqual(['paused', 'paused', 'done'])
  })

  it('survives a crash as a pause, and can be cancelled', async () => {
    const { service, workers, until, home, journal } = await atWork()
    const paused = until('b1', 'paused')
    await service.pause('b1')
    workers.release()
    await paused
    await journal.close()
    const later = await openBatches({ home })
    await later.service.recover('resume')
    expect(later.service.get('b1').summary(0)).toMatchObject({ state: 'paused', pause: { reason: 'user' } })
    expect(await later.service.cancel('b1')).toMatchObject({
      state: 'cancelled',
      counts: { done: 1, cancelled: 3 },
    })
    expect(later.journalFiles()).toEqual([])
  })
})

describe('priorities', () => {
  it('give the place of the running batch to one of a higher one, and back', async () => {
    const { create, service, workers, until } = await atWork()
    create('b2', images('x.jpg'), { priority: 'high' })
    await until('b2', 'planned')
    const [queued, both] = [until('b1', 'queued'), Promise.all([until('b1', 'done'), until('b2', 'done')])]
    await service.start('b2')
    workers.release()
    await queued
    await both
    expect(workers.started).toEqual(images('a.jpg', 'x.jpg', 'b.jpg', 'c.jpg', 'd.jpg'))
  })

  it('order the line, and within one priority so does moving', async () => {
    const { create, service, until } = await atWork()
    for (const id of ['b2', 'b3', 'b4']) {
      create(id, images(`${id}.jpg`))
      await until(id, 'planned')
      await service.start(id)
    }
    const line = () =>
      service
        .list()
        .filter(({ position }) => position !== undefined)
        .sort((a, b) => (a.position ?? 0) - (b.position ?? 0))
        .map(({ id }) => id)
    expect(line()).toEqual(['b2', 'b3', 'b4'])
    expect(service.move('b4', 'b2')).toMatchObject({ position: 0 })
    expect(line()).toEqual(['b4', 'b2', 'b3'])
    service.move('b4', null)
    expect(line()).toEqual(['b2', 'b3', 'b4'])
    await service.setPriority('b2', 'background')
    expect(line()).toEqual(['b3', 'b4', 'b2'])
    expect(() => service.move('b1', null)).toThrow(expect.objectContaining({ code: 'NOT_ALLOWED' }))
  })
})

describe('trying again', () => {
  it('takes up a batch that has ended, with all that failed', async () => {
    const { run, service, workers, until, history, journalFiles } = await openBatches()
    for (const input of images('b.jpg', 'c.jpg')) workers.fail(input, 'INPUT_CORRUPT')
    expect((await run('b1', abcd)).counts).toMatchObject({ done: 2, failed: 2 })
    for (const input of images('b.jpg', 'c.jpg')) workers.fail(input, undefined)
    await service.retry('b1', { itemIds: ['2'], acceptDamage: true })
    const done = until('b1', 'done')
    expect(service.get('b1').items.get('2')?.acceptDamage).toBe(true)
    expect((await done).counts).toMatchObject({ done: 3, failed: 1 })
    await service.retry('b1', { acceptDamage: false })
    expect(service.get('b1').state).not.toBe('done')
    await until('b1', 'done')
    await expect.poll(journalFiles).toEqual([])
    expect((await history.listRuns({ limit: 9 })).map(({ counts }) => counts.done)).toEqual([4])
    await expect(service.retry('b1', { acceptDamage: false })).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
    await expect(service.retry('b1', { itemIds: ['9'], acceptDamage: false })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })

  it('adds to a batch that is at work', async () => {
    const { create, service, workers, admission, until } = await openBatches()
    admission.limit = 1
    workers.fail('/in/a.jpg', 'INPUT_CORRUPT')
    create('b1', abcd)
    await until('b1', 'planned')
    await service.start('b1')
    await workers.hasStarted(2)
    workers.hold()
    workers.fail('/in/a.jpg', undefined)
    await service.retry('b1', { acceptDamage: false })
    const done = until('b1', 'done')
    workers.release()
    expect((await done).counts).toMatchObject({ done: 4, failed: 0 })
  })

  it('is not lost in a crash, although the run of before is in the history', async () => {
    const { run, service, workers, home, journal } = await openBatches()
    workers.fail('/in/b.jpg', 'INPUT_CORRUPT')
    await run('b1', abcd)
    workers.fail('/in/b.jpg', undefined)
    workers.hold()
    await service.retry('b1', { acceptDamage: false })
    await workers.hasStarted(5)
    await journal.close()
    const later = await openBatches({ home })
    const done = later.until('b1', 'done')
    await later.service.recover('resume')
    expect((await done).counts).toMatchObject({ done: 4 })
    expect(later.workers.started).toEqual(images('b.jpg'))
    workers.release()
  })
})

describe('taking images out', () => {
  it('leaves the others, and is durable', async () => {
    const { service, workers, until, home } = await atWork()
    await expect(service.removeItems('b1', ['1'])).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
    await expect(service.removeItems('b1', ['9'])).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await service.removeItems('b1', ['2', '4'])).toMatchObject({ counts: { total: 2 } })
    const later = await openBatches({ home })
    const [found] = await later.journal.recover()
    expect([...(found?.items.values() ?? [])].map(({ id }) => id)).toEqual(['1', '3'])
    const done = until('b1', 'done')
    workers.release()
    expect((await done).counts).toMatchObject({ total: 2, done: 2 })
    expect(workers.started).toEqual(images('a.jpg', 'c.jpg'))
    await expect(service.removeItems('b1', ['3'])).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
  })
})

describe('an image that was in a worker', () => {
  it('at one crash runs alone; at two it is set aside, named, and can be tried by hand', async () => {
    const first = await atWork()
    await first.journal.close()
    const second = await openBatches({ home: first.home })
    second.workers.hold()
    await second.service.recover('resume')
    await second.workers.hasStarted(1)
    expect([...second.service.get('b1').suspects]).toEqual(['1'])
    await second.journal.close()

    const third = await openBatches({ home: first.home })
    const done = third.until('b1', 'done')
    await third.service.recover('resume')
    expect((await done).counts).toMatchObject({ done: 3, failed: 1 })
    expect(third.service.get('b1').items.get('1')?.error).toMatchObject({ code: 'INPUT_POISONOUS' })
    expect(third.workers.started).not.toContain('/in/a.jpg')
    await third.service.retry('b1', { acceptDamage: false })
    await third.until('b1', 'done')
    await expect.poll(() => third.itemStates('b1')).toEqual(Array(4).fill('done'))
    for (const { workers } of [first, second]) workers.release()
  })

  it('when the engine was closed in order is under no suspicion', async () => {
    const first = await atWork()
    await first.close()
    const second = await openBatches({ home: first.home })
    await second.service.recover('offer')
    expect(second.service.get('b1').suspects.size).toBe(0)
  })
})
