import { describe, expect, it } from 'vitest'
import { type DecodeFacts, decodeBytes } from '../../src/shared/decode-cost.ts'
import { inputFormatSchema } from '../../src/shared/formats.ts'

const megapixel: DecodeFacts = {
  format: 'png',
  width: 1000,
  height: 1000,
  bytes: 100_000,
  pages: 1,
  channels: 3,
  depth: 8,
  interlaced: false,
}

describe('decodeBytes', () => {
  it('is the file and its pixels × channels × depth', () => {
    expect(decodeBytes(megapixel)).toBe(3_100_000)
    expect(decodeBytes({ ...megapixel, channels: 4, depth: 16 })).toBe(8_100_000)
  })

  it('counts 8 bytes a pixel more for an interlaced PNG of 16 bits: 16,383² of them are over 2 GB', () => {
    const bomb = { ...megapixel, width: 16_383, height: 16_383, depth: 16, interlaced: true }
    expect(decodeBytes(bomb)).toBeGreaterThan(16_383 ** 2 * 8)
    expect(decodeBytes(bomb)).toBeGreaterThan(decodeBytes({ ...bomb, interlaced: false }) * 2)
  })

  it('counts the coefficients of a progressive JPEG', () => {
    const jpeg = { ...megapixel, format: 'jpeg' } as const
    expect(decodeBytes({ ...jpeg, interlaced: true })).toBeGreaterThan(decodeBytes(jpeg))
  })

  it('goes by the text of a drawing: 60 MB of it took 6.3 GB', () => {
    const drawing = { ...megapixel, format: 'svg', bytes: 60_000_000 } as const
    expect(decodeBytes(drawing)).toBeGreaterThan(6.3e9)
  })

  it.each(['heic', 'jxl', 'psd'] as const)('adds the heap of a decoder of its own for %s', (format) => {
    expect(decodeBytes({ ...megapixel, format })).toBeGreaterThan(80 * 2 ** 20)
  })

  it('takes all frames of an animation when they are asked for', () => {
    const gif = { ...megapixel, format: 'gif', pages: 10 } as const
    expect(decodeBytes(gif, true)).toBe(100_000 + 10 * 3_000_000)
    expect(decodeBytes(gif)).toBe(3_100_000)
  })

  it.each(inputFormatSchema.options)('grows with the pixels of %s, also where little is known', (format) => {
    const facts = { format, width: 1000, height: 1000, bytes: 1, pages: 1 }
    expect(decodeBytes({ ...facts, width: 4000 })).toBeGreaterThan(decodeBytes(facts))
  })
})
