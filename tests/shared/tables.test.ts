import { describe, expect, it } from 'vitest'
import { outputFormatSchema, outputFormats } from '../../src/shared/formats.ts'
import { maxFailedStarts, restartDelayMs } from '../../src/shared/lifecycle.ts'
import { sizeClassOf } from '../../src/shared/size-class.ts'

describe('formats', () => {
  it('have traits, each its own extension and type', () => {
    const formats = outputFormatSchema.options
    expect(Object.keys(outputFormats)).toEqual(formats)
    for (const trait of ['label', 'extension', 'mime'] as const) {
      expect(new Set(formats.map((format) => outputFormats[format][trait])).size).toBe(formats.length)
    }
    // What libaom takes, 14 bits in WebP, 16 in JPEG and GIF; PNG, TIFF and SVG take more than any image has.
    expect(formats.map((format) => outputFormats[format].maxSide)).toEqual([
      16_384, 16_383, 65_535, 1_000_000, 65_535, 1_000_000, 1_000_000,
    ])
  })
})

describe('megapixel classes', () => {
  it.each([
    [999, 1_000, '<1MP'],
    [1_000, 1_000, '1-4MP'],
    [2_000, 1_999, '1-4MP'],
    [2_000, 2_000, '4-16MP'],
    [4_000, 3_999, '4-16MP'],
    [4_000, 4_000, '>16MP'],
    [1, 1, '<1MP'],
  ])('put %i × %i into %s', (width, height, expected) => {
    expect(sizeClassOf({ width, height })).toBe(expected)
  })
})

describe('the wait before a restart', () => {
  it('is short after a crash in full run, longer with each start that fails, and never very long', () => {
    const waits = Array.from({ length: maxFailedStarts + 2 }, (_, failed) => restartDelayMs(failed))
    expect(waits).toEqual([100, 500, 1_000, 2_000, 4_000, 4_000, 4_000])
  })
})
