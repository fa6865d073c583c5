import { describe, expect, it } from 'vitest'
import { scoresOf } from '../../../../src/renderer/features/history/scores.ts'

describe('the scoreboard', () => {
  it('claims nothing that was not measured', () => {
    const scores = scoresOf({ summary: undefined, measured: {}, runs: [] })
    expect(scores).toHaveLength(13)
    for (const { value, met } of scores) expect([value, met]).toEqual([undefined, undefined])
  })

  it('tells what is met from what is missed', () => {
    const scores = scoresOf({
      summary: undefined,
      measured: { ipc: 12, LCP: 3000, previewHits: 0.95, resultHits: 0.2, firstByte: 8 },
      runs: [],
    })
    const met = new Map(scores.map((score) => [score.name, score.met]))
    expect(met.get('ipc')).toBe(true)
    expect(met.get('lcp')).toBe(false)
    expect(met.get('previewHits')).toBe(true)
    expect(met.get('resultHits')).toBe(false)
    expect(met.get('ttfb')).toBe(true)
  })
})
