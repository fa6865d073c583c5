import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { searchBytes } from '../../../../src/workers/pipeline/quality/search-bytes.ts'

/** Bytes that grow with the quality, faster towards the end, as those of real encoders do. */
function encoder(base: number, growth: number, bend: number) {
  const tried: number[] = []
  const sizeAt = (quality: number) =>
    Math.round(base * Math.exp(growth * quality + bend * (quality / 100) ** 8))
  const attempt = (quality: number) => {
    tried.push(quality)
    return Promise.resolve({ quality, bytes: Buffer.alloc(sizeAt(quality)) })
  }
  return { tried, sizeAt, attempt }
}

describe('the search for a limit of bytes', () => {
  it('stays within it wherever that is possible, and near it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 200, max: 5_000 }),
        fc.double({ min: 0.01, max: 0.05, noNaN: true }),
        fc.double({ min: 0, max: 2, noNaN: true }),
        fc.integer({ min: 100, max: 100_000 }),
        async (base, growth, bend, limit) => {
          const { tried, sizeAt, attempt } = encoder(base, growth, bend)
          const { quality, bytes } = await searchBytes({ limit, attempt })
          expect(bytes.length).toBe(sizeAt(quality))
          if (sizeAt(1) > limit) {
            expect(quality).toBe(1)
            return
          }
          expect(bytes.length).toBeLessThanOrEqual(limit)
          const isHighest = quality === 100 || sizeAt(quality + 1) > limit
          expect(isHighest || bytes.length >= limit * 0.9, `${tried}`).toBe(true)
          expect(new Set(tried).size).toBe(tried.length)
        },
      ),
      { numRuns: 300 },
    )
  })
})
