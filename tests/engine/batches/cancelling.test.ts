import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { images, openBatches } from './service-fixture.ts'

const abcd = images('a.jpg', 'b.jpg', 'c.jpg', 'd.jpg')

describe('cancelling', () => {
  it('stops what runs, keeps what is finished, and records the run', async () => {
    const { create, service, workers, history, outDir, itemStates, journalFiles } = await openBatches()
    workers.hold()
    create('b1', abcd)
    await service.start('b1')
    await workers.hasStarted(2)
    const batch = await service.cancel('b1')
    expect(batch).toMatchObject({ state: 'cancelled', counts: { total: 4, cancelled: 4, running: 0 } })
    expect(itemStates('b1')).toEqual(Array(4).fill('cancelled'))
    expect(workers.started).toHaveLength(2)
    expect((await history.getRun('b1'))?.run).toMatchObject({ state: 'cancelled', outputs: 2 })
    // Each of the two had one of its outputs in place.
    const manifest: { images: { outputs: unknown[] }[] } = JSON.parse(
      readFileSync(join(outDir, 'whittle-manifest.json'), 'utf8'),
    )
    expect(manifest.images.map(({ outputs }) => outputs.length)).toEqual([1, 1])
    expect(journalFiles()).toEqual([])
  })

  it('shows in the state of the batch while it is under way', async () => {
    const { create, service, workers } = await openBatches()
    workers.hold()
    create('b1', abcd)
    await service.start('b1')
    await workers.hasStarted(2)
    const cancelled = service.cancel('b1')
    await new Promise(process.nextTick)
    expect(service.list().map(({ state }) => state)).toEqual(['cancelling'])
    await cancelled
  })

  it('may be asked for again and again', async () => {
    const { create, service, workers } = await openBatches()
    workers.hold()
    create('b1', abcd)
    await service.start('b1')
    await workers.hasStarted(2)
    const results = await Promise.all([service.cancel('b1'), service.cancel('b1'), service.cancel('b1')])
    expect(results.map(({ state }) => state)).toEqual(['cancelled', 'cancelled', 'cancelled'])
    expect(await service.cancel('b1')).toMatchObject({ state: 'cancelled' })
  })

  it('comes too late when everything is done', async () => {
    const { run, service, history } = await openBatches()
    await run('b1', abcd)
    expect(await service.cancel('b1')).toMatchObject({ state: 'done' })
    expect((await history.getRun('b1'))?.run.state).toBe('done')
  })

  it('takes a batch out of the line, and no other', async () => {
    const { create, service, workers, until, history } = await openBatches()
    workers.hold()
    for (const id of ['b1', 'b2', 'b3']) create(id, [`/in/${id}.jpg`])
    for (const id of ['b1', 'b2', 'b3']) await service.start(id)
    expect(await service.cancel('b2')).toMatchObject({ state: 'cancelled', counts: { cancelled: 1 } })
    const done = until('b3', 'done')
    workers.release()
    await done
    expect(workers.started).toEqual(['/in/b1.jpg', '/in/b3.jpg'])
    expect((await history.getRun('b2'))?.run.state).toBe('cancelled')
  })

  it('of a batch that is just being accepted waits for that, and touches no other', async () => {
    const { create, service, workers, until } = await openBatches()
    workers.hold()
    for (const id of ['b1', 'b2', 'b3']) create(id, [`/in/${id}.jpg`])
    await service.start('b1')
    await service.start('b2')
    await until('b3', 'planned')
    const starting = service.start('b3')
    expect(service.get('b3').state).toBe('queued')
    const [, cancelled] = await Promise.all([starting, service.cancel('b3')])
    expect(cancelled.state).toBe('cancelled')
    const done = until('b2', 'done')
    workers.release()
    await done
    expect(workers.started).toEqual(['/in/b1.jpg', '/in/b2.jpg'])
  })

  it('in the moment of the start comes after it or before it, and is never lost', async () => {
    const { create, service, workers, until } = await openBatches()
    workers.hold()
    create('b1', abcd)
    create('b2', abcd)
    await Promise.all([until('b1', 'planned'), until('b2', 'planned')])
    const startFirst = [service.start('b1'), service.cancel('b1')] as const
    expect((await startFirst[1]).state).toBe('cancelled')
    const cancelFirst = [service.cancel('b2'), service.start('b2')] as const
    await expect(cancelFirst[1]).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect((await cancelFirst[0]).state).toBe('discarded')
    await startFirst[0]
    expect(service.list().map(({ state }) => state)).toEqual(['cancelled'])
  })

  it('of a batch that was not started discards it', async () => {
    const { create, service, planning, news } = await openBatches()
    planning.hold()
    create('b1', abcd)
    expect(await service.cancel('b1')).toMatchObject({ state: 'discarded' })
    planning.release()
    expect(service.list()).toEqual([])
    expect(news).toEqual(['b1 gone'])
  })

  it('works while nothing is admitted', async () => {
    const { create, service, admission, workers } = await openBatches()
    admission.limit = 0
    create('b1', abcd)
    await service.start('b1')
    expect(await service.cancel('b1')).toMatchObject({ state: 'cancelled', counts: { cancelled: 4 } })
    expect(workers.started).toEqual([])
  })
})

describe('admission', () => {
  it('of nothing keeps a batch waiting, until there is room', async () => {
    const { create, service, admission, workers, until } = await openBatches()
    admission.limit = 0
    create('b1', abcd)
    await service.start('b1')
    service.pump()
    expect(service.get('b1').summary(0)).toMatchObject({ state: 'running', counts: { running: 0 } })
    const done = until('b1', 'done')
    admission.limit = 3
    workers.hold()
    service.pump()
    await workers.hasStarted(3)
    workers.release()
    await done
    expect(workers.most).toBe(3)
  })
})
