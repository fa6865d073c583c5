import { describe, expect, it } from 'vitest'
import { evaluateCurve } from '../../../../src/workers/pipeline/colour/icc-curve.ts'

function sampled(...entries: number[]): Buffer {
  const element = Buffer.alloc(12 + 2 * entries.length)
  element.write('curv', 0, 'latin1')
  element.writeUInt32BE(entries.length, 8)
  for (const [i, entry] of entries.entries()) element.writeUInt16BE(entry, 12 + 2 * i)
  return element
}

function parametric(type: number, ...numbers: number[]): Buffer {
  const element = Buffer.alloc(12 + 4 * numbers.length)
  element.write('para', 0, 'latin1')
  element.writeUInt16BE(type, 8)
  for (const [i, value] of numbers.entries()) element.writeInt32BE(Math.round(value * 65_536), 12 + 4 * i)
  return element
}

describe('evaluateCurve', () => {
  it('takes no entries for a straight line and one for a gamma', () => {
    expect(evaluateCurve(sampled(), 0.3)).toBe(0.3)
    expect(evaluateCurve(sampled(2 * 256), 0.5)).toBeCloseTo(0.25)
  })

  it('interpolates between samples, up to both ends', () => {
    const curve = sampled(0, 13_107, 65_535)
    expect(evaluateCurve(curve, 0)).toBe(0)
    expect(evaluateCurve(curve, 0.25)).toBeCloseTo(0.1)
    expect(evaluateCurve(curve, 0.75)).toBeCloseTo(0.6)
    expect(evaluateCurve(curve, 1)).toBe(1)
  })

  it.each([
    [0, [2], 0.5, 0.25],
    [1, [2, 0.5, 0.5], 0.5, 0.5625],
    [2, [2, 1, 0, 0.25], 0.5, 0.5],
    [3, [2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045], 0.5, 0.21404],
    [3, [2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045], 0.02, 0.001548],
    [4, [2, 1, 0, 0.5, 0.1, 0.25, 0.125], 0.5, 0.5],
    [4, [2, 1, 0, 0.5, 0.1, 0.25, 0.125], 0.05, 0.15],
  ])('evaluates parametric type %i', (type, numbers, x, y) => {
    expect(evaluateCurve(parametric(type, ...numbers), x)).toBeCloseTo(y, 4)
  })

  it('gives nothing for what it does not know', () => {
    expect(evaluateCurve(parametric(5, 1), 0.5)).toBeUndefined()
    expect(evaluateCurve(parametric(3, 1), 0.5)).toBeUndefined()
    expect(evaluateCurve(sampled(1, 2, 3).subarray(0, 16), 0.5)).toBeUndefined()
    expect(evaluateCurve(Buffer.from('text'), 0.5)).toBeUndefined()
    expect(evaluateCurve(Buffer.alloc(20), 0.5)).toBeUndefined()
  })
})
