import { describe, expect, it } from 'vitest'
import { samplesOf } from '../../../src/renderer/state/sample-range.ts'

describe('samples of the past', () => {
  it('are in order, and nothing is where nothing was recorded', () => {
    const samples = samplesOf(
      new Map([
        [
          'cpu',
          new Map([
            [20_000, 50],
            [10_000, 40],
          ]),
        ],
        ['pool_busy', new Map([[20_000, 1.6]])],
      ]),
      8e9,
    )
    expect(samples.map(({ at, cpu, pool }) => [at, cpu.total, pool.busy])).toEqual([
      [10_000, 40, 0],
      [20_000, 50, 2],
    ])
    expect(samples[0]?.memory.totalBytes).toBe(8e9)
  })
})
