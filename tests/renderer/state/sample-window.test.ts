import { describe, expect, it } from 'vitest'
import {
  limitsAt,
  spanOf,
  windowMs,
  withAdmission,
  withSample,
} from '../../../src/renderer/state/sample-window.ts'
import { anAdmission, aSample } from '../support/models.ts'

describe('withSample', () => {
  it('keeps ten minutes', () => {
    const old = aSample(1_000)
    const kept = aSample(2_000)
    const fresh = aSample(1_001 + windowMs)
    expect(withSample([old, kept], fresh)).toEqual([kept, fresh])
  })

  it('starts over after a long pause', () => {
    const fresh = aSample(10 * windowMs)
    expect(withSample([aSample(1)], fresh)).toEqual([fresh])
    expect(withSample([], fresh)).toEqual([fresh])
  })

  it('ignores what it already has', () => {
    const samples = [aSample(1_000), aSample(2_000)]
    expect(withSample(samples, aSample(2_000))).toBe(samples)
    expect(withSample(samples, aSample(1_500))).toBe(samples)
  })
})

describe('spanOf', () => {
  it('steps back as there is more to see', () => {
    expect(spanOf([])).toBe(60_000)
    expect(spanOf([aSample(0), aSample(60_000)])).toBe(60_000)
    expect(spanOf([aSample(0), aSample(61_000)])).toBe(120_000)
    expect(spanOf([aSample(0), aSample(250_000)])).toBe(300_000)
    expect(spanOf([aSample(0), aSample(windowMs)])).toBe(windowMs)
  })
})

describe('limitsAt', () => {
  it('holds each limit until the next one', () => {
    const samples = [500, 1_000, 1_500, 2_000, 2_500].map((at) => aSample(at))
    const admissions = [anAdmission(1_000, 4), anAdmission(2_100, 1)]
    expect(limitsAt(samples, admissions)).toEqual([null, 4, 4, 4, 1])
  })

  it('knows nothing without news', () => {
    expect(limitsAt([aSample(1)], [])).toEqual([null])
  })
})

describe('withAdmission', () => {
  it('keeps the limit in force when the window began', () => {
    const before = anAdmission(1, 4)
    const ancient = anAdmission(0, 3)
    const fresh = anAdmission(windowMs + 100, 2)
    const history = withAdmission(withAdmission([ancient, before], anAdmission(200, 1)), fresh)
    expect(history.map((admission) => admission.limit)).toEqual([4, 1, 2])
  })

  it('keeps a lone old limit: it is still in force', () => {
    const history = withAdmission([anAdmission(0, 4)], anAdmission(5 * windowMs, 2))
    expect(history.map((admission) => admission.limit)).toEqual([4, 2])
  })

  it('ignores news from the past', () => {
    const history = [anAdmission(1_000, 4)]
    expect(withAdmission(history, anAdmission(500, 1))).toBe(history)
  })
})
