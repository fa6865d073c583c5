import { describe, expect, it } from 'vitest'
import { BatchRecord } from '../../../src/engine/batches/batch-record.ts'
import { operationsOf, runOf } from '../../../src/engine/batches/records.ts'
import { operationSchema, runSchema } from '../../../src/shared/model/history.ts'
import { sampleItem, samplePlanned, sampleRecipe, sampleResult } from '../../support/samples.ts'

describe('a batch in the history', () => {
  it('is a valid run that took as long as it ran', () => {
    const batch = new BatchRecord({
      id: 'b1',
      label: 'photos',
      paths: ['/in'],
      recipe: sampleRecipe,
      outDir: '/out',
      createdAt: 1,
    })
    batch.startedAt = 10
    batch.finishedAt = 25
    const planned = samplePlanned()
    batch.put(sampleItem({ state: 'done', planned: [planned], outputs: [sampleResult(planned)] }))
    for (const state of ['done', 'cancelled'] as const) {
      const run = runOf({ ...batch.summary(30), state })
      expect(runSchema.parse(run)).toEqual(run)
      expect(run).toMatchObject({
        id: 'b1',
        state,
        startedAt: 10,
        finishedAt: 25,
        durationMs: 15,
        outputs: 1,
      })
    }
  })
})

describe('the operations of an item', () => {
  it('are one per output', () => {
    const outputs = [samplePlanned(), samplePlanned({ format: 'jpeg', width: 4_000, height: 3_000 })].map(
      (one) => sampleResult(one),
    )
    const operations = operationsOf(sampleItem({ state: 'done', outputs }), 7)
    expect(operations).toEqual([
      { at: 7, operation: 'optimize', kind: 'webp', status: 'ok', durationMs: 10, sizeClass: '<1MP' },
      { at: 7, operation: 'optimize', kind: 'jpeg', status: 'ok', durationMs: 10, sizeClass: '4-16MP' },
    ])
    for (const operation of operations) expect(operationSchema.parse(operation)).toEqual(operation)
  })

  it('are the failure of one that failed', () => {
    expect(operationsOf(sampleItem({ state: 'failed', ms: 12 }), 7)).toEqual([
      { at: 7, operation: 'optimize', kind: 'jpeg', status: 'error', durationMs: 12, sizeClass: '1-4MP' },
    ])
    const { probe: _, ...unknown } = sampleItem({ state: 'failed' })
    expect(operationsOf(unknown, 7)).toEqual([
      { at: 7, operation: 'optimize', kind: 'unknown', status: 'error', durationMs: 0 },
    ])
  })
})
