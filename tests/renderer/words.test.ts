import { describe, expect, it } from 'vitest'
import { batchWords, interruptedWords } from '../../src/renderer/words.ts'

const counts = { total: 6, done: 2, failed: 1, skipped: 1, cancelled: 0, running: 0 }

describe('batchWords', () => {
  it('does not call a plan ready that has no usable image', () => {
    expect(batchWords({ state: 'planned', counts })).toBe('Ready to start')
    expect(batchWords({ state: 'planned', counts: { ...counts, done: 0, failed: 2, skipped: 4 } })).toBe(
      'Nothing to optimize',
    )
  })
})

describe('interruptedWords', () => {
  it('counts what is done, not what failed', () => {
    expect(interruptedWords(counts)).toMatch(/^2 of 5 images were finished/)
  })
})
