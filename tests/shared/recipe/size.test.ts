import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseSizes } from '../../../src/cli/options.ts'
import { type Size, sizeSchema, sizeText } from '../../../src/shared/recipe/index.ts'

const side = fc.integer({ min: 1, max: 65_535 })
const anySize: fc.Arbitrary<Size> = fc.oneof(
  fc.constant<Size>('original'),
  fc.record({ width: side, height: side }),
  fc.record({ width: side, height: side, fit: fc.constant<'cover'>('cover') }),
  fc.record({ longestEdge: side }),
  fc.record({ width: side }),
  fc.record({ percent: fc.double({ min: 1, max: 400, noNaN: true }) }),
)

describe('sizeText', () => {
  it('is what the command line reads', () => {
    fc.assert(
      fc.property(anySize, (size) => {
        expect(sizeSchema.parse(size)).toEqual(size)
        expect(parseSizes(sizeText(size))).toEqual([size])
      }),
    )
  })

  it('does not tell the usual fit', () => {
    expect(sizeText({ width: 640, height: 480, fit: 'inside' })).toBe('640x480')
  })
})
