import { describe, expect, it } from 'vitest'
import { targetDimensions } from '../../../src/engine/intake/sizes.ts'
import { type Dimensions, fitInside } from '../../../src/shared/fit-inside.ts'
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
