import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { prepareReference, type RawImage } from '../../../src/workers/score/index.ts'
import { giveKernel, takeKernel } from '../../../src/workers/score/kernel-pool.ts'
import { disturb, type RawShape, waves } from '../../support/raw-images.ts'
import { ssimulacra2 } from '../../support/ssimulacra2.ts'

const channels = fc.constantFrom(1, 2, 3, 4)
const side = fc.integer({ min: 8, max: 150 })
const shape: fc.Arbitrary<RawShape> = fc.record({ width: side, height: side, channels })
const seed = fc.nat()

describe('score', () => {
  it('agrees with the plain computation for every size and kind of pixels', () => {
    fc.assert(
      fc.property(shape, channels, seed, fc.integer({ min: 0, max: 60 }), (of, others, number, strength) => {
        const original = waves(of, number)
        const sameKind = others === of.channels
        const distorted = sameKind
          ? disturb(original, strength, number)
          : waves({ ...of, channels: others }, number)
        const expected = ssimulacra2(original, distorted)

        const difference = Math.abs(scoreOf(original, distorted) - expected)
        expect(difference).toBeLessThan(0.05 + (100 - expected) / 2_000)
      }),
      { numRuns: 40, seed: 1 },
    )
  })

  it('agrees where noise hides behind transparency', () => {
    const original = waves({ width: 90, height: 70, channels: 4 }, 1)
    const hidden = { ...original, data: original.data.map((byte, i) => (i % 4 === 3 ? byte >> 3 : byte)) }
    const distorted = disturb(hidden, 25, 2)

    expect(scoreOf(hidden, distorted)).toBeCloseTo(ssimulacra2(hidden, distorted), 1)
    expect(scoreOf(hidden, distorted)).toBeGreaterThan(scoreOf(original, disturb(original, 25, 2)))
  })

  it('sees fully transparent pixels as mid-grey, whatever their colour', () => {
    const original = waves({ width: 40, height: 40, channels: 4 }, 3)
    const invisible = { ...original, data: original.data.map((byte, i) => (i % 4 === 3 ? 0 : byte)) }
    const other = { ...invisible, data: invisible.data.map((byte, i) => (i % 4 === 3 ? 0 : 255 - byte)) }

    expect(scoreOf(invisible, other)).toBe(100)
  })

  it('is exactly 100 for identical images', () => {
    fc.assert(
      fc.property(shape, seed, (of, number) => {
        const image = waves(of, number)
        expect(scoreOf(image, image)).toBe(100)
      }),
      { numRuns: 60, seed: 1 },
    )
  })

  it('falls with the strength of the distortion', () => {
    const original = waves({ width: 160, height: 120, channels: 3 }, 4)
    const scores = [2, 6, 14, 30, 60].map((strength) => scoreOf(original, disturb(original, strength, 5)))

    expect(scores).toEqual(scores.toSorted((a, b) => b - a))
  })

  it('does not care whether the reference is stored', () => {
    fc.assert(
      fc.property(shape, seed, (of, number) => {
        const original = waves(of, number)
        const distorted = disturb(original, 20, number)
        const streamed = prepareReference(original, { maxStoredBytes: 0 })

        expect(streamed.stored).toBe(false)
        expect(streamed.score(distorted)).toBe(scoreOf(original, distorted))
        expect(streamed.score(distorted)).toBe(scoreOf(original, distorted))
        streamed.free()
      }),
      { numRuns: 40, seed: 1 },
    )
  })

  it('continues images below 8 pixels and never loses its head over them', () => {
    for (let width = 1; width <= 9; width += 1) {
      for (let height = 1; height <= 9; height += 1) {
        const original = waves({ width, height, channels: 3 }, width * height)
        expect(scoreOf(original, original)).toBe(100)
        const score = scoreOf(original, disturb(original, 90, 7))
        expect(score).toBeLessThan(100)
        expect(score).toBeGreaterThan(-1_000)
      }
    }
  })

  it('is a number for the extremes', () => {
    const black = flat({ width: 200, height: 130, channels: 1 }, 0)
    const white = flat({ width: 200, height: 130, channels: 3 }, 255)

    expect(scoreOf(black, white)).toBeLessThan(0)
    expect(scoreOf(white, black)).toBeLessThan(0)
    expect(scoreOf(black, black)).toBe(100)
  })
})

describe('estimate', () => {
  it('is near the full score', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 80, max: 700 }),
        seed,
        fc.integer({ min: 1, max: 40 }),
        (height, n, strength) => {
          const original = waves({ width: 120, height, channels: 3 }, n)
          const distorted = disturb(original, strength, n)
          const reference = prepareReference(original)

          expect(Math.abs(reference.estimate(distorted) - reference.score(distorted))).toBeLessThan(2.5)
          reference.free()
        },
      ),
      { numRuns: 25, seed: 1 },
    )
  })

  it('is 100 for identical images of any height', () => {
    for (let height = 1; height <= 400; height += 13) {
      const image = waves({ width: 30, height, channels: 1 }, height)
      const reference = prepareReference(image)
      expect(reference.estimate(image)).toBe(100)
      reference.free()
    }
  })

  it('is the full score of a small image', () => {
    const original = waves({ width: 90, height: 79, channels: 3 }, 1)
    const distorted = disturb(original, 20, 2)
    const reference = prepareReference(original)

    expect(reference.estimate(distorted)).toBe(reference.score(distorted))
    reference.free()
  })

  it('does not change the scores around it, nor with how the reference is kept', () => {
    const original = waves({ width: 90, height: 333, channels: 3 }, 1)
    const distorted = disturb(original, 20, 2)
    const stored = prepareReference(original)
    const streamed = prepareReference(original, { maxStoredBytes: 0 })
    const full = stored.score(distorted)

    expect(streamed.estimate(distorted)).toBe(stored.estimate(distorted))
    expect(stored.estimate(distorted)).not.toBe(full)
    expect(stored.score(distorted)).toBe(full)
    for (const reference of [stored, streamed]) reference.free()
  })
})

describe('a reference', () => {
  it('keeps its answers however often and in whatever order it is asked', () => {
    const original = waves({ width: 130, height: 90, channels: 3 }, 8)
    const slight = disturb(original, 5, 9)
    const strong = disturb(original, 50, 9)
    const reference = prepareReference(original)
    const first = [reference.score(slight), reference.score(strong)]

    expect([reference.score(slight), reference.score(original), reference.score(strong)]).toEqual([
      first[0],
      100,
      first[1],
    ])
    reference.free()
  })

  it('takes memory once, whatever comes after it', () => {
    const images = [64, 300, 120].map((width) => waves({ width, height: 150, channels: 3 }, width))
    const sizes = new Set<number>()
    for (let round = 0; round < 300; round += 1) {
      const reference = prepareReference(images[round % 3] ?? waves({ width: 8, height: 8, channels: 1 }, 0))
      if (round > 2) sizes.add(reference.bytes)
      reference.free()
    }

    expect(sizes.size).toBe(1)
    expect([...sizes][0]).toBeLessThan(4_000_000)
  })

  it('stands beside others', () => {
    const images = [1, 2, 3, 4, 5, 6].map((number) => waves({ width: 50, height: 40, channels: 3 }, number))
    const references = images.map((image) => prepareReference(image))

    expect(references.map((reference, i) => reference.score(images[i] ?? none))).toEqual(Array(6).fill(100))
    for (const reference of references) reference.free()
  })

  it('of 50 megapixels is not stored, and scored all the same', () => {
    const huge = flat({ width: 8_000, height: 6_250, channels: 1 }, 90)
    const reference = prepareReference(huge)

    expect(reference.stored).toBe(false)
    expect(reference.bytes).toBeLessThan(32 * 2 ** 20)
    expect(reference.score(huge)).toBe(100)
    reference.free()
  })

  it('asks for no more than can be had', () => {
    const kernel = takeKernel()
    expect(kernel.configure(65_535, 65_535, 5, 0b111_111_010_010_010, true)).toBe(0)
    expect(kernel.configure(64, 64, 5, 0b111_111_010_010_010, true)).toBe(1)
    giveKernel(kernel)
  })

  it('refuses what cannot be compared', () => {
    const original = waves({ width: 20, height: 10, channels: 3 }, 1)
    const reference = prepareReference(original)

    expect(() => reference.score(waves({ width: 10, height: 20, channels: 3 }, 1))).toThrow(RangeError)
    expect(() => reference.score({ ...original, data: original.data.subarray(1) })).toThrow(RangeError)
    expect(() => prepareReference({ ...original, width: 0 })).toThrow(RangeError)
    reference.free()
    reference.free()
    expect(reference.bytes).toBe(0)
    expect(() => reference.score(original)).toThrow('freed')
  })
})

const none: RawImage = { data: new Uint8Array(1), width: 1, height: 1, channels: 1 }

function flat({ width, height, channels }: RawShape, value: number): RawImage {
  return { data: new Uint8Array(width * height * channels).fill(value), width, height, channels }
}

function scoreOf(original: RawImage, distorted: RawImage): number {
  const reference = prepareReference(original)
  try {
    return reference.score(distorted)
  } finally {
    reference.free()
  }
}
