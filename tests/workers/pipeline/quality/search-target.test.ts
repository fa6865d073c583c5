import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ScoreCurve } from '../../../../src/workers/pipeline/quality/score-curve.ts'
import { searchTarget } from '../../../../src/workers/pipeline/quality/search-target.ts'
import { typicalScore } from '../../../../src/workers/pipeline/quality/typical-curves.ts'

/** An image whose loss is the typical one times a factor, with noise that makes some steps fall. */
function encoder(factor: number, noise: readonly number[]) {
  const tried: number[] = []
  return {
    tried,
    scoreAt: (quality: number) =>
      100 - factor * (100 - typicalScore('webp', quality)) + (noise[quality % noise.length] ?? 0),
    attempt(quality: number) {
      tried.push(quality)
      return Promise.resolve({ quality, score: this.scoreAt(quality), made: `at ${quality}` })
    },
  }
}

const anyFactor = fc.double({ min: 0.3, max: 2.5, noNaN: true })
const anyNoise = fc.array(fc.double({ min: -0.2, max: 0.2, noNaN: true }), { minLength: 1, maxLength: 7 })
const anyTarget = fc.integer({ min: 40, max: 90 })

function search(image: ReturnType<typeof encoder>, target: number, mostAttempts = 4) {
  const attempt = (quality: number) => image.attempt(quality)
  return searchTarget({
    target,
    curve: new ScoreCurve('webp'),
    attempt,
    margin: 0.4,
    tolerance: 1,
    mostAttempts,
  })
}

describe('the search for a target score', () => {
  it('reaches the target wherever the encoder can, and then gives away little', async () => {
    await fc.assert(
      fc.asyncProperty(anyFactor, anyNoise, anyTarget, async (factor, noise, target) => {
        const image = encoder(factor, noise)
        const found = await search(image, target)
        const best = Math.max(...Array.from({ length: 100 }, (_, index) => image.scoreAt(index + 1)))
        expect(found.made).toBe(`at ${found.quality}`)
        if (image.scoreAt(100) >= target) {
          expect(found.score).toBeGreaterThanOrEqual(target)
          // One step lower does not reach it, or it is as near as the tolerance asks.
          const isLowest = found.quality === 1 || image.scoreAt(found.quality - 1) < target
          expect(isLowest || found.score <= target + 1.5).toBe(true)
        } else if (best < target) {
          expect(found.score).toBeLessThan(target)
          expect(image.tried).toContain(100)
        }
      }),
      { numRuns: 500 },
    )
  })

  it('tries no quality twice and ends, also where scores fall now and then', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyFactor,
        fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 1, maxLength: 7 }),
        anyTarget,
        async (factor, noise, target) => {
          const image = encoder(factor, noise)
          await search(image, target)
          expect(new Set(image.tried).size).toBe(image.tried.length)
          expect(image.tried.length).toBeLessThanOrEqual(12)
        },
      ),
      { numRuns: 500 },
    )
  })

  it('needs two attempts for most images', async () => {
    const counts: number[] = []
    for (let factor = 0.6; factor < 1.6; factor += 0.02) {
      const image = encoder(factor, [0])
      await search(image, 78)
      counts.push(image.tried.length)
    }
    expect(counts.filter((count) => count <= 2).length / counts.length).toBeGreaterThan(0.8)
  })
})
