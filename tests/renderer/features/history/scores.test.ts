import { describe, expect, it } from 'vitest'
import { scoresOf } from '../../../../src/renderer/features/history/scores.ts'

describe('the scoreboard', () => {
  it('claims nothing that was not measured', () => {
    const scores = scoresOf({ summary: undefined, measured: {}, runs: [], hitRate: undefined })
    expect(scores).toHaveLength(11)
    for (const { value, met } of scores) expect([value, met]).toEqual([undefined, undefined])
  })

  it('tells what is met from what is missed', () => {
    const scores = scoresOf({
      summary: undefined,
      measured: { ipc: 12, LCP: 3000 },
      runs: [],
      hitRate: 0.95,
    })
    const met = new Map(scores.map((score) => [score.name, score.met]))
    expect(met.get('ipc')).toBe(true)
    expect(met.get('lcp')).toBe(false)
    expect(met.get('hitRate')).toBe(true)
  })
})
