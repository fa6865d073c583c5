import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ChangeFeed } from '../../../src/engine/batches/change-feed.ts'
import { sampleItem } from '../../support/samples.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function setUp() {
  const heard: string[] = []
  const feed = new ChangeFeed({
    onItems: (batchId, items) =>
      heard.push(
        `${batchId}: ${items.length > 5 ? items.length : items.map(({ id, state }) => `${id} ${state}`)}`,
      ),
    onBatch: (batchId) => heard.push(batchId),
  })
  return { feed, heard }
}

describe('change feed', () => {
  it('gathers the changes of a tenth of a second and tells the last of each', () => {
    const { feed, heard } = setUp()
    feed.item('a', sampleItem({ id: '1', state: 'running' }))
    feed.item('a', sampleItem({ id: '2', state: 'running' }))
    feed.item('a', sampleItem({ id: '1', state: 'done' }))
    feed.batch('b')
    vi.advanceTimersByTime(99)
    expect(heard).toEqual([])
    vi.advanceTimersByTime(1)
    expect(heard).toEqual(['a: 1 done,2 running', 'a', 'b'])
    vi.advanceTimersByTime(1_000)
    expect(heard).toHaveLength(3)
  })

  it('tells items before the batch that may have ended with them', () => {
    const { feed, heard } = setUp()
    feed.batch('a')
    feed.item('a', sampleItem({ id: '1', state: 'done' }))
    feed.flush()
    expect(heard).toEqual(['a: 1 done', 'a'])
    expect(vi.getTimerCount()).toBe(0)
  })

  it('sends many items in messages of two hundred', () => {
    const { feed, heard } = setUp()
    for (let id = 0; id < 450; id += 1) feed.item('a', sampleItem({ id: String(id) }))
    feed.flush()
    expect(heard).toEqual(['a: 200', 'a: 200', 'a: 50', 'a'])
  })

  it('forgets a batch that is dropped, and no other', () => {
    const { feed, heard } = setUp()
    feed.item('a', sampleItem({ id: '1' }))
    feed.item('b', sampleItem({ id: '1', state: 'done' }))
    feed.drop('a')
    feed.flush()
    expect(heard).toEqual(['b: 1 done', 'b'])
  })
})
