import { describe, expect, it } from 'vitest'
import { ChunkTally } from '../../../src/engine/batches/chunk-tally.ts'

describe('chunks of a hundred', () => {
  it('are done when all of them are through, and not any more when one is tried again', () => {
    const tally = new ChunkTally()
    for (let id = 0; id < 101; id += 1) tally.add(String(id))
    expect(tally.summary()).toEqual({ total: 2, done: 0 })
    for (let id = 0; id < 100; id += 1) tally.settle(String(id), true)
    expect(tally.summary()).toEqual({ total: 2, done: 1 })
    tally.settle('7', false)
    expect(tally.summary()).toEqual({ total: 2, done: 0 })
    tally.remove('7')
    tally.remove('7')
    expect(tally.summary()).toEqual({ total: 2, done: 1 })
    tally.settle('100', true)
    expect(tally.summary()).toEqual({ total: 2, done: 2 })
  })
})
