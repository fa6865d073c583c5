import { describe, expect, it } from 'vitest'
import { steadyTop } from '../../../src/renderer/components/graph/options.ts'

describe('steadyTop', () => {
  it('does not move while the values stay below it', () => {
    expect(steadyTop(4, 0)).toBe(4)
    expect(steadyTop(4, 3.9)).toBe(4)
  })

  it('doubles until it holds the value', () => {
    expect(steadyTop(4, 5)).toBe(8)
    expect(steadyTop(1, 5)).toBe(8)
  })

  it('is at rest without data', () => {
    expect(steadyTop(4, null)).toBe(4)
    expect(steadyTop(4, Number.POSITIVE_INFINITY)).toBe(4)
  })
})
