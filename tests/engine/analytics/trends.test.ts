import { describe, expect, it } from 'vitest'
import { changesNear } from '../../../src/engine/analytics/causes.ts'
import type { ChangeEntry } from '../../../src/engine/analytics/change-log.ts'
import { leastDays, trendOf } from '../../../src/engine/analytics/trends/trend-of.ts'
import type { Subject } from '../../../src/shared/model/measure.ts'
import { normal } from '../../support/normal.ts'

const day = 86_400_000
const start = Date.UTC(2026, 7, 1)
const avif: Subject = { type: 'operation', operation: 'optimize', kind: 'avif', sizeClass: '1-4MP' }
const disk: Subject = { type: 'resource', metric: 'disk_free', tag: '/home' }

function series(days: number, level: (day: number) => number, { count = 40, seed = 1, noise = 0.06 } = {}) {
  const draw = normal(seed)
  const points = Array.from({ length: days }, (_, index) => ({
    ...{ at: start + index * day, count },
    value: level(index) * Math.exp(noise * draw()),
  }))
  return { subject: avif, points }
}
const range = (days: number) => ({ from: start, to: start + days * day })
const trend = (days: number, level: (day: number) => number, options = {}) =>
  trendOf(series(days, level, options), range(days), () => [])

describe('a trend', () => {
  it('is found with its slope and the whole change', () => {
    const found = trend(90, (at) => 100 + at / 3)
    expect(found).toMatchObject({ verdict: 'rising', meaning: 'worse', changePoints: [] })
    expect(found.slopePerDay).toBeCloseTo(1 / 3, 1)
    expect(found.slopeLow).toBeLessThan(1 / 3)
    expect(found.slopeHigh).toBeGreaterThan(1 / 3)
    expect(found.changePercent).toBeGreaterThan(20)
    expect(found.changePercent).toBeLessThan(40)
    expect(found.message).toMatch(
      /^optimize avif 1-4MP has risen by \d+ % since 2026-08-01, from \d+ ms to \d+ ms\.$/,
    )
  })

  it('is good news when it goes down', () => {
    expect(trend(60, (at) => 200 - at)).toMatchObject({ verdict: 'falling', meaning: 'better' })
  })

  it('is bad news when free space goes down', () => {
    const { points } = series(60, (at) => 1e11 - at * 1e9)
    const found = trendOf({ subject: disk, points }, range(60), () => [])
    expect(found).toMatchObject({ verdict: 'falling', meaning: 'worse', unit: 'bytes' })
  })

  it('is not called one on fewer days or values than it needs', () => {
    const few = trend(leastDays - 1, (at) => 100 + 10 * at)
    expect(few).toMatchObject({ verdict: 'too-few', slopePerDay: null, pValue: null, line: null })
    expect(trend(leastDays, (at) => 100 + 10 * at).verdict).toBe('rising')
    expect(trend(20, (at) => 100 + 10 * at, { count: 4 })).toMatchObject({ verdict: 'too-few', days: 0 })
    // Enough days of too few values each.
    const gauges = { subject: disk, points: series(20, (at) => 100 + 10 * at, { count: 4 }).points }
    expect(trendOf(gauges, range(20), () => [])).toMatchObject({ verdict: 'too-few', values: 80 })
  })

  it('is not called one where it is too small to matter', () => {
    const found = trend(90, (at) => 100 + at * 0.03, { noise: 0.001 })
    expect(found.pValue).toBeLessThan(0.001)
    expect(found.verdict).toBe('steady')
  })

  it('is hardly ever found in what does not move, though neighbouring days resemble each other', () => {
    let false_ = 0
    for (let seed = 0; seed < 100; seed += 1) {
      const draw = normal(seed)
      let last = 0
      const correlated = () => {
        last = 0.5 * last + 0.15 * draw()
        return 100 * Math.exp(last)
      }
      if (trend(90, correlated, { seed: seed + 1_000, noise: 0 }).verdict !== 'steady') false_ += 1
    }
    expect(false_).toBeLessThanOrEqual(5)
  })
})

describe('a change of level', () => {
  const changes: ChangeEntry[] = [
    { kind: 'mode', at: start + 10 * day, before: 'full', after: 'balanced' },
    { kind: 'versions', at: start + 40 * day + 5, before: { aom: '3.12' }, after: { aom: '3.13' } },
    { kind: 'versions', at: start + 5 * day, before: {}, after: { aom: '3.12' } },
  ]
  const causesAt = (at: number) => changesNear(changes, { from: at - day / 2, to: at + day })

  it('is told from a slope, and explained by what changed then', () => {
    const found = trendOf(
      series(80, (at) => (at < 40 ? 100 : 140)),
      range(80),
      causesAt,
    )
    expect(found.changePoints).toHaveLength(1)
    const [change] = found.changePoints
    expect(change?.at).toBe(start + 40 * day)
    expect(change?.changePercent).toBeGreaterThan(30)
    expect(change?.changePercent).toBeLessThan(50)
    expect(change?.causes.map(({ kind, before, after }) => ({ kind, before, after }))).toEqual([
      { kind: 'versions', before: 'aom 3.12', after: 'aom 3.13' },
    ])
    expect(found.message).toContain('rose by')
    expect(found.message).toContain('on 2026-09-10')
  })

  it('is found twice where there are two', () => {
    const found = trend(90, (at) => (at < 30 ? 100 : at < 60 ? 150 : 80))
    const days = found.changePoints.map(({ at }) => (at - start) / day)
    expect(days).toEqual([30, 60])
  })

  it('is found in no slope and no noise', () => {
    for (let seed = 0; seed < 50; seed += 1) {
      expect(trend(90, (at) => 100 + at / 2, { seed }).changePoints).toEqual([])
      expect(trend(90, () => 100, { seed }).changePoints).toEqual([])
    }
  })

  it('has no cause where nothing changed', () => {
    const found = trendOf(
      series(60, (at) => (at < 20 ? 100 : 140)),
      range(60),
      causesAt,
    )
    expect(found.changePoints[0]?.causes).toEqual([])
  })
})
