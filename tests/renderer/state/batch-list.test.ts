import { describe, expect, it } from 'vitest'
import { shownBatch, sortedBatches, withBatch, withoutBatch } from '../../../src/renderer/state/batch-list.ts'
import { aBatch } from '../support/models.ts'

const first = aBatch('first', { createdAt: 1, state: 'done' })
const second = aBatch('second', { createdAt: 2, state: 'running' })
const third = aBatch('third', { createdAt: 3, state: 'queued' })

describe('the list of batches', () => {
  it('keeps the order in which they were made', () => {
    expect(sortedBatches([third, first, second])).toEqual([first, second, third])
    expect(withBatch([first, third], second)).toEqual([first, second, third])
  })

  it('replaces a batch where it stands', () => {
    const changed = { ...first, label: 'renamed' }
    expect(withBatch([first, second], changed)).toEqual([changed, second])
  })

  it('lets a discarded batch go', () => {
    expect(withBatch([first, second], { ...first, state: 'discarded' })).toEqual([second])
    expect(withoutBatch([first, second], 'second')).toEqual([first])
    expect(sortedBatches([{ ...first, state: 'discarded' }])).toEqual([])
  })
})

describe('shownBatch', () => {
  it('is the chosen one while it exists', () => {
    expect(shownBatch([first, second], 'first')).toBe(first)
  })

  it('is else the running one, else the newest', () => {
    expect(shownBatch([first, second, third], 'gone')).toBe(second)
    expect(shownBatch([first, third], undefined)).toBe(third)
    expect(shownBatch([], undefined)).toBeUndefined()
  })
})
