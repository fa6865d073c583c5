import { describe, expect, it } from 'vitest'
import { savingOf } from '../../src/renderer/savings.ts'

describe('savingOf', () => {
  it('is a fraction, negative when the file grew', () => {
    expect(savingOf(1000, 130)).toBeCloseTo(0.87)
    expect(savingOf(1000, 1500)).toBe(-0.5)
  })

  it('is unknown without an original to compare with', () => {
    expect(savingOf(0, 10)).toBeUndefined()
  })
})
