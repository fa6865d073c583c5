import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { targetDimensions } from '../../../src/engine/intake/sizes.ts'
import { type Dimensions, fitInside } from '../../../src/shared/fit-inside.ts'
import type { Size } from '../../../src/shared/recipe/index.ts'
import { seeded } from '../../support/random.ts'

const random = seeded(1)
const anySide = () =>
  random.of([1, 2, 3, random.int(1, 50), random.int(50, 5_000), random.int(5_000, 65_535)])
const anyDimensions = (): Dimensions => ({ width: anySide(), height: anySide() })

describe('fitInside', () => {
  it.each([
    [
      { width: 2560, height: 1600 },
      { width: 640, height: 480 },
      { width: 640, height: 400 },
    ],
    [
      { width: 1600, height: 2560 },
      { width: 640, height: 480 },
      { width: 300, height: 480 },
    ],
    [
      { width: 300, height: 200 },
      { width: 640, height: 480 },
      { width: 300, height: 200 },
    ],
    [
      { width: 10_000, height: 1 },
      { width: 640, height: 480 },
      { width: 640, height: 1 },
    ],
    [
      { width: 1, height: 10_000 },
      { width: 640, height: 480 },
      { width: 1, height: 480 },
    ],
  ])('fits %o into %o as %o', (source, box, fitted) => {
    expect(fitInside(source, box)).toEqual(fitted)
  })

  it('never enlarges, never leaves the box, and keeps the aspect ratio within rounding', () => {
    for (let i = 0; i < 5_000; i += 1) {
      const source = anyDimensions()
      const box = anyDimensions()
      const { width, height } = fitInside(source, box)
      const context = JSON.stringify({ source, box, width, height })
      expect(width, context).toBeLessThanOrEqual(Math.min(source.width, box.width))
      expect(height, context).toBeLessThanOrEqual(Math.min(source.height, box.height))
      expect(Math.min(width, height), context).toBeGreaterThanOrEqual(1)
      const scale = Math.min(1, box.width / source.width, box.height / source.height)
      // A side that would be less than half a pixel is one pixel all the same.
      expect(Math.abs(width - Math.max(1, source.width * scale)), context).toBeLessThanOrEqual(0.5)
      expect(Math.abs(height - Math.max(1, source.height * scale)), context).toBeLessThanOrEqual(0.5)
    }
  })

  it('uses the box: one side is as long as it can be', () => {
    for (let i = 0; i < 2_000; i += 1) {
      const source = anyDimensions()
      const box = anyDimensions()
      const { width, height } = fitInside(source, box)
      const full =
        width === source.width || height === source.height || width === box.width || height === box.height
      expect(full, JSON.stringify({ source, box, width, height })).toBe(true)
    }
  })
})

describe('targetDimensions', () => {
  it('lists each size once, the largest first', () => {
    const sizes = [
      { width: 640, height: 480 },
      { width: 1920, height: 1080 },
      { width: 1280, height: 720 },
    ]
    expect(targetDimensions({ width: 2560, height: 1600 }, sizes)).toEqual([
      { width: 1728, height: 1080, crop: false },
      { width: 1152, height: 720, crop: false },
      { width: 640, height: 400, crop: false },
    ])
    expect(targetDimensions({ width: 1000, height: 500 }, sizes)).toEqual([
      { width: 1000, height: 500, crop: false },
      { width: 640, height: 320, crop: false },
    ])
    expect(targetDimensions({ width: 100, height: 50 }, ['original', ...sizes])).toEqual([
      { width: 100, height: 50, crop: false },
    ])
  })

  it('gives nothing but dimensions, whatever else the source carries', () => {
    const source = { width: 10, height: 20, format: 'jpeg', bytes: 7 }
    expect(targetDimensions(source, ['original'])).toEqual([{ width: 10, height: 20, crop: false }])
  })

  it('never repeats a size and never grows down the list', () => {
    for (let i = 0; i < 1_000; i += 1) {
      const source = anyDimensions()
      const sizes = random.list(random.int(1, 24), () =>
        random.of<Dimensions | 'original'>(['original', anyDimensions()]),
      )
      const targets = targetDimensions(source, sizes)
      expect(new Set(targets.map(({ width, height }) => `${width}x${height}`)).size).toBe(targets.length)
      const areas = targets.map(({ width, height }) => width * height)
      expect(areas).toEqual(areas.toSorted((a, b) => b - a))
      expect(targets.length).toBeLessThanOrEqual(sizes.length)
    }
  })
})

describe('each kind of size', () => {
  const source = { width: 2000, height: 1000 }
  const one = (size: Size, enlarge = false, of: Dimensions = source) =>
    targetDimensions(of, [size], enlarge)[0]

  it.each<[Size, number, number, boolean]>([
    ['original', 2000, 1000, false],
    [{ width: 640, height: 480 }, 640, 320, false],
    [{ width: 640, height: 480, fit: 'inside' }, 640, 320, false],
    [{ width: 640, height: 480, fit: 'cover' }, 640, 480, true],
    [{ width: 640, height: 320, fit: 'cover' }, 640, 320, false],
    // Where it would have to grow the box shrinks and keeps its shape.
    [{ width: 3000, height: 3000, fit: 'cover' }, 1000, 1000, true],
    [{ longestEdge: 1600 }, 1600, 800, false],
    [{ longestEdge: 3000 }, 2000, 1000, false],
    [{ width: 1024 }, 1024, 512, false],
    [{ width: 3000 }, 2000, 1000, false],
    [{ percent: 50 }, 1000, 500, false],
    [{ percent: 150 }, 2000, 1000, false],
  ])('%j is %i × %i', (size, width, height, crop) => {
    expect(one(size)).toEqual({ width, height, crop })
  })

  it.each<[Size, number, number, boolean]>([
    ['original', 2000, 1000, false],
    [{ width: 4000, height: 4000 }, 4000, 2000, false],
    [{ width: 640, height: 480 }, 640, 320, false],
    [{ width: 3000, height: 3000, fit: 'cover' }, 3000, 3000, true],
    [{ longestEdge: 3000 }, 3000, 1500, false],
    [{ width: 3000 }, 3000, 1500, false],
    [{ percent: 150 }, 3000, 1500, false],
  ])('%j is %i × %i where it may grow', (size, width, height, crop) => {
    expect(one(size, true)).toEqual({ width, height, crop })
  })

  it('tells a crop from the same dimensions without one', () => {
    const sizes: Size[] = [
      { width: 640, height: 480, fit: 'cover' },
      { width: 640, height: 480 },
    ]
    expect(targetDimensions(source, sizes)).toEqual([
      { width: 640, height: 480, crop: true },
      { width: 640, height: 320, crop: false },
    ])
  })

  const side = fc.integer({ min: 1, max: 65_535 })
  const dimensions = fc.record({ width: side, height: side })
  const cover = fc.record({ width: side, height: side, fit: fc.constant<'cover'>('cover') })
  const anySize: fc.Arbitrary<Size> = fc.oneof(
    fc.constant<Size>('original'),
    dimensions,
    cover,
    fc.record({ longestEdge: side }),
    fc.record({ width: side }),
    fc.record({ percent: fc.double({ min: 1, max: 400, noNaN: true }) }),
  )

  it('never grows, unless it may, and always has whole pixels', () => {
    fc.assert(
      fc.property(
        dimensions,
        fc.array(anySize, { minLength: 1, maxLength: 24 }),
        fc.boolean(),
        (from, sizes, enlarge) => {
          const targets = targetDimensions(from, sizes, enlarge)
          expect(targets.length).toBeLessThanOrEqual(sizes.length)
          for (const { width, height } of targets) {
            expect([width, height].every((length) => Number.isInteger(length) && length >= 1)).toBe(true)
            if (!enlarge) expect([width <= from.width, height <= from.height]).toEqual([true, true])
          }
        },
      ),
    )
  })

  it('keeps the aspect ratio within a pixel where nothing is cropped', () => {
    fc.assert(
      fc.property(dimensions, anySize, fc.boolean(), (from, size, enlarge) => {
        const target = one(size, enlarge, from)
        if (target === undefined || target.crop) return
        const { width, height } = target
        // By the longer side, whose rounding weighs least.
        const scale = from.width >= from.height ? width / from.width : height / from.height
        expect(Math.abs(width - from.width * scale)).toBeLessThanOrEqual(1.5)
        expect(Math.abs(height - from.height * scale)).toBeLessThanOrEqual(1.5)
      }),
    )
  })

  it('fills a box that is to be covered, or has its shape within half a pixel where that is too large', () => {
    fc.assert(
      fc.property(dimensions, cover, (from, box) => {
        expect(one(box, true, from)).toMatchObject({ width: box.width, height: box.height })
        const shrink = Math.min(1, from.width / box.width, from.height / box.height)
        const shrunk = one(box, false, from)
        expect(Math.abs((shrunk?.width ?? 0) - Math.max(1, box.width * shrink))).toBeLessThanOrEqual(0.5)
        expect(Math.abs((shrunk?.height ?? 0) - Math.max(1, box.height * shrink))).toBeLessThanOrEqual(0.5)
      }),
    )
  })

  it('has the longest edge or the width that was asked for', () => {
    fc.assert(
      fc.property(dimensions, side, (from, length) => {
        const edge = one({ longestEdge: length }, true, from)
        expect(Math.max(edge?.width ?? 0, edge?.height ?? 0)).toBe(length)
        // Not what no format can hold.
        const fits = (from.height / from.width) * length <= 1_000_000
        if (fits) expect(one({ width: length }, true, from)?.width).toBe(length)
        expect(one({ width: length }, false, from)?.width).toBe(Math.min(length, from.width))
      }),
    )
  })
})
