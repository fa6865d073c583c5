import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ScoreCurve } from '../../../../src/workers/pipeline/quality/score-curve.ts'
import { typicalScore } from '../../../../src/workers/pipeline/quality/typical-curves.ts'

const formats = ['avif', 'webp', 'jpeg', 'png'] as const
const quality = fc.integer({ min: 1, max: 100 })

describe('a typical curve', () => {
  it.each(formats)('of %s rises with the quality, over its whole range', (format) => {
    const scores = Array.from({ length: 100 }, (_, index) => typicalScore(format, index + 1))
    expect(scores.every((score, index) => index === 0 || score >= (scores[index - 1] ?? 0))).toBe(true)
    expect(scores.every((score) => Number.isFinite(score) && score < 100)).toBe(true)
  })
})

describe('the curve of an image', () => {
  it('is the typical one while nothing is known, or that of a sibling', () => {
    expect(new ScoreCurve('jpeg').predict(80)).toBeCloseTo(typicalScore('jpeg', 80))
    expect(new ScoreCurve('jpeg', 2).predict(80)).toBeCloseTo(100 - 2 * (100 - typicalScore('jpeg', 80)))
  })

  it('goes through every point that was measured', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...formats),
        fc.uniqueArray(fc.tuple(quality, fc.double({ min: -50, max: 95, noNaN: true })), {
          minLength: 1,
          maxLength: 5,
          selector: ([at]) => at,
        }),
        (format, points) => {
          const curve = new ScoreCurve(format)
          for (const [at, score] of points) curve.add(at, score)
          for (const [at, score] of points) expect(curve.predict(at)).toBeCloseTo(score, 6)
        },
      ),
    )
  })

  it('names the lowest quality that reaches a score, and the highest there is where none does', () => {
    const curve = new ScoreCurve('webp')
    curve.add(80, 70)
    const lowest = curve.lowestFor(75)
    expect(curve.predict(lowest)).toBeGreaterThanOrEqual(75)
    expect(curve.predict(lowest - 1)).toBeLessThan(75)
    expect(curve.lowestFor(99.9)).toBe(100)
  })
})
