import { describe, expect, it } from 'vitest'
import { BatchRecord } from '../../../src/engine/batches/batch-record.ts'
import { pageOf } from '../../../src/engine/batches/item-page.ts'
import { batchSchema } from '../../../src/shared/model/batch.ts'
import { type Item, itemStateSchema } from '../../../src/shared/model/item.ts'
import { servedOutput } from '../../../src/shared/model/served.ts'
import { type Random, seeded } from '../../support/random.ts'
import { sampleItem, samplePlanned, sampleProbe, sampleRecipe, sampleResult } from '../../support/samples.ts'

const newRecord = () =>
  new BatchRecord({
    id: 'b1',
    label: 'photos',
    paths: ['/in'],
    recipe: sampleRecipe,
    outDir: '/out',
    createdAt: 1,
  })

const states = itemStateSchema.options

function anyItem(random: Random, id: string): Item {
  const planned = random.list(random.int(0, 4), () => samplePlanned({ width: random.int(1, 900) }))
  const outputs = planned
    .slice(0, random.int(0, planned.length))
    .map((output) => sampleResult(output, { bytes: random.int(1, 10_000) }))
  const { probe, ...rest } = sampleItem({ id, state: random.of(['done', ...states]), planned, outputs })
  if (probe === undefined || random.int(0, 4) === 0) return rest
  return { ...rest, probe: { ...probe, bytes: random.int(1, 1_000_000) } }
}

describe('the totals of a batch', () => {
  it('are those of its items after any number of changes', () => {
    const random = seeded(7)
    const batch = newRecord()
    for (let change = 0; change < 3_000; change += 1) {
      batch.put(anyItem(random, String(random.int(1, 40))))
      if (change % 100 !== 0) continue
      const items = [...batch.items.values()]
      const count = (state: string) => items.filter((item) => item.state === state).length
      const sum = (values: number[]) => values.reduce((total, value) => total + value, 0)
      const images = items.filter((item) => item.state !== 'skipped')
      const done = items.filter((item) => item.state === 'done')
      const { counts, outputs, bytes } = batch.summary(0)
      expect(counts).toEqual({
        total: items.length,
        done: count('done'),
        failed: count('failed'),
        skipped: count('skipped'),
        cancelled: count('cancelled'),
        running: count('running'),
      })
      expect(outputs).toEqual({
        planned: sum(items.map((item) => item.planned.length)),
        done: sum(items.map((item) => item.outputs.length)),
      })
      expect(bytes).toEqual({
        input: sum(images.map((item) => item.probe?.bytes ?? 0)),
        inputDone: sum(done.map((item) => item.probe?.bytes ?? 0)),
        output: sum(items.flatMap((item) => item.outputs.map((output) => output.bytes))),
        served: sum(done.map((item) => servedOutput(item.outputs)?.bytes ?? 0)),
      })
    }
  })

  it('make a valid summary in every state', () => {
    const batch = newRecord()
    expect(batchSchema.parse(batch.summary(5))).toEqual(batch.summary(5))
    batch.state = 'running'
    batch.startedAt = 2
    batch.meter.start(2, 100)
    batch.meter.workDone(50)
    expect(batchSchema.parse(batch.summary(1_002))).toMatchObject({ state: 'running', etaMs: 1_000 })
    batch.state = 'done'
    batch.finishedAt = 3
    expect(batch.summary(5)).not.toHaveProperty('etaMs')
  })

  it('tell the throughput of the whole run once it is over', () => {
    const batch = newRecord()
    batch.state = 'running'
    batch.meter.start(0, 0)
    batch.meter.itemDone(1_000, sampleItem(), 0)
    expect(batch.summary(20_000).throughput.imagesPerSecond).toBe(0)
    batch.finishedAt = 20_000
    expect(batch.summary(99_000).throughput.imagesPerSecond).toBe(0.05)
  })
})

describe('a page of items', () => {
  it('is cut out of all, or of those in some states', () => {
    const batch = newRecord()
    for (const [index, state] of (['done', 'failed', 'done', 'skipped', 'done'] as const).entries()) {
      batch.put(sampleItem({ id: String(index), state, probe: sampleProbe }))
    }
    const ids = (page: Parameters<typeof pageOf>[1]) => {
      const { total, items } = pageOf(batch, page)
      return [total, items.map((item) => item.id).join()]
    }
    expect(ids({ offset: 0, limit: 2 })).toEqual([5, '0,1'])
    expect(ids({ offset: 4, limit: 9 })).toEqual([5, '4'])
    expect(ids({ offset: 9, limit: 9 })).toEqual([5, ''])
    expect(ids({ offset: 1, limit: 5, states: ['done'] })).toEqual([3, '2,4'])
    expect(ids({ offset: 0, limit: 5, states: [] })).toEqual([0, ''])
  })

  it('keeps the order of the items however they change', () => {
    const batch = newRecord()
    for (const id of ['1', '2', '3']) batch.put(sampleItem({ id }))
    batch.put(sampleItem({ id: '1', state: 'done' }))
    expect(pageOf(batch, { offset: 0, limit: 9 }).items.map((item) => item.id)).toEqual(['1', '2', '3'])
  })
})
