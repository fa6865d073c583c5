import { describe, expect, it } from 'vitest'
import {
  elapsedOf,
  imagesOf,
  imagesSettled,
  imagesToDo,
  progressOf,
} from '../../../src/renderer/state/batch-progress.ts'
import { aBatch } from '../support/models.ts'

const counts = { total: 12, done: 4, failed: 2, skipped: 3, cancelled: 0, running: 1 }

describe('counting images', () => {
  it('leaves out what was skipped', () => {
    expect(imagesOf(counts)).toBe(9)
    expect(imagesSettled(counts)).toBe(6)
    expect(imagesToDo(counts)).toBe(3)
  })
})

describe('progressOf', () => {
  it('follows the files within an image', () => {
    const batch = aBatch('b', {
      counts: { ...counts, total: 2, done: 0, failed: 0, skipped: 0 },
      outputs: { planned: 18, done: 9 },
    })
    expect(progressOf(batch)).toBe(0.5)
  })

  it('reaches the end although a failed image leaves files unmade', () => {
    const batch = aBatch('b', {
      counts: { ...counts, total: 2, done: 1, failed: 1, skipped: 0 },
      outputs: { planned: 18, done: 9 },
    })
    expect(progressOf(batch)).toBe(1)
  })

  it('does not start ahead because of files that cannot be used', () => {
    const batch = aBatch('b', {
      counts: { ...counts, total: 4, done: 0, failed: 2, skipped: 0 },
      outputs: { planned: 18, done: 0 },
    })
    expect(progressOf(batch)).toBe(0)
  })

  it('is zero while nothing is known', () => {
    expect(progressOf(aBatch('b'))).toBe(0)
  })
})

describe('elapsedOf', () => {
  it('runs until the batch is finished', () => {
    expect(elapsedOf({}, 9_000)).toBe(0)
    expect(elapsedOf({ startedAt: 1_000 }, 9_000)).toBe(8_000)
    expect(elapsedOf({ startedAt: 1_000, finishedAt: 3_000 }, 9_000)).toBe(2_000)
    expect(elapsedOf({ startedAt: 10_000 }, 9_000)).toBe(0)
  })
})
