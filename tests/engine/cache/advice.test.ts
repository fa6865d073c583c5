import { describe, expect, it } from 'vitest'
import type { Access } from '../../../src/engine/cache/access-log.ts'
import { Advisor } from '../../../src/engine/cache/advice.ts'
import { reuseDistances } from '../../../src/engine/cache/reuse-distances.ts'

const hour = 60 * 60 * 1_000
const megabyte = 1_000_000
const limits = { maxBytes: 10_000 * megabyte, ttlDays: 90 }

describe('reuse distances', () => {
  it('are the bytes of everything different since, and the time', () => {
    const uses = ['a', 'b', 'b', 'c', 'a'].map((key, at) => ({ at, key, bytes: 10 }))
    expect(reuseDistances(uses)).toEqual([
      { ms: 1, bytes: 10 },
      { ms: 4, bytes: 30 },
    ])
  })

  it('are those of a cache that is tried out, at every size', () => {
    const uses = Array.from({ length: 400 }, (_, at) => ({
      at,
      key: String((at * at) % 37),
      bytes: 1 + (at % 1),
    }))
    const reuses = reuseDistances(uses)
    for (const size of [1, 5, 10, 20, 40]) {
      const cache: string[] = []
      let hits = 0
      for (const { key } of uses) {
        const at = cache.indexOf(key)
        if (at >= 0) cache.splice(at, 1)
        if (at >= 0) hits += 1
        cache.unshift(key)
        cache.splice(size)
      }
      expect(reuses.filter(({ bytes }) => bytes <= size)).toHaveLength(hits)
    }
  })
})

describe('the advice', () => {
  it('needs something to go by', () => {
    expect(advise(10, 3, hour)).toBeUndefined()
  })

  it('is as much room and time as what is used again takes, with a margin', () => {
    // 400 results of 1 MB, every day for four days.
    const advice = advise(400, 4, 24 * hour)
    expect(advice).toMatchObject({ maxBytes: 500 * megabyte, ttlDays: 2, lookups: 1_600, reuses: 1_200 })
    expect(advice?.hitRate).toEqual({ now: 0.75, advised: 0.75, unlimited: 0.75 })
  })

  it('says what too little room costs', () => {
    const advice = advise(400, 4, 24 * hour, { maxBytes: 300 * megabyte, ttlDays: 90 })
    expect(advice?.hitRate).toEqual({ now: 0, advised: 0.75, unlimited: 0.75 })
    expect(advice?.reason).toContain('more room')
  })
})

function advise(results: number, rounds: number, every: number, now = limits) {
  const advisor = new Advisor()
  for (let round = 0; round < rounds; round += 1) {
    for (let index = 0; index < results; index += 1) {
      const common = {
        at: round * every + index,
        key: String(index),
        bytes: megabyte,
        recipe: 'r',
        size: '<1MP',
      }
      const access: Access = { ...common, kind: 'miss', reason: 'new-source' }
      advisor.add(access)
    }
  }
  return advisor.advice(now)
}
