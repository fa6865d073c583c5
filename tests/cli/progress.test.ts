import { describe, expect, it } from 'vitest'
import { createProgress } from '../../src/cli/progress.ts'
import { progressOf } from '../../src/cli/progress-text.ts'
import type { Batch } from '../../src/shared/model/batch.ts'
import { makeBatch } from './support/fixtures.ts'
import { memoryStreams } from './support/memory-streams.ts'

function at(done: number, changes: Partial<Batch> = {}): Batch {
  return makeBatch({
    counts: { total: 6, done, failed: 0, skipped: 0, cancelled: 0, running: 1 },
    outputs: { planned: 54, done: done * 9 },
    ...changes,
  })
}

describe('progressOf', () => {
  it('moves with the outputs and reaches the end with the images', () => {
    expect(progressOf(at(0, { outputs: { planned: 54, done: 27 } })).fraction).toBe(0.5)
    const counts = { total: 6, done: 4, failed: 1, skipped: 1, cancelled: 0, running: 0 }
    expect(progressOf(at(4, { state: 'done', counts }))).toEqual({
      fraction: 1,
      text: '5/5 images, 1 failed, 1 skipped',
    })
  })

  it('tells speed and what is left while running', () => {
    const batch = at(3, { etaMs: 12_300, throughput: { imagesPerSecond: 0.84, megapixelsPerSecond: 1 } })
    expect(progressOf(batch).text).toBe('3/6 images, 0.8 images/s, about 12 s left')
  })

  it('says what it waits for before that', () => {
    expect(progressOf(at(0, { state: 'planning' }))).toEqual({
      fraction: 0,
      text: 'looking for images, 6 found',
    })
    expect(progressOf(at(0, { state: 'queued' })).text).toBe('6 images, waiting to start')
  })

  it('has no fraction of nothing', () => {
    expect(progressOf(makeBatch()).fraction).toBe(0)
  })
})

describe('lines', () => {
  it('come at most once a second, never twice the same, and the last state always', () => {
    const { out, err, streams } = memoryStreams()
    let now = 0
    const progress = createProgress(streams, { quiet: false, now: () => now })
    const steps = [
      [0, 0],
      [500, 1],
      [1_000, 2],
      [1_500, 3],
      [2_000, 3],
      [3_500, 3],
      [3_600, 6],
    ] as const
    for (const [time, done] of steps) {
      now = time
      progress.update(at(done))
    }
    progress.finish()
    progress.finish()
    expect(err.lines).toEqual(['0/6 images', '2/6 images', '3/6 images', '6/6 images'])
    expect(out.text).toBe('')
  })

  it('come at once when the batch enters a new state', () => {
    const { err, streams } = memoryStreams()
    const progress = createProgress(streams, { quiet: false, now: () => 0 })
    progress.update(at(0, { state: 'planning' }))
    progress.update(at(0))
    progress.update(at(1))
    expect(err.lines).toEqual(['looking for images, 6 found', '0/6 images'])
  })

  it('leave only notes when quiet', () => {
    const { err, streams } = memoryStreams()
    const progress = createProgress(streams, { quiet: true })
    progress.update(at(1))
    progress.note('careful')
    progress.finish()
    expect(err.lines).toEqual(['careful'])
  })
})

describe('bar', () => {
  it('draws on a terminal, steps aside for a note and leaves the line empty', () => {
    const { out, err, streams } = memoryStreams({ tty: true })
    const signalListeners = process.listenerCount('SIGINT')
    const progress = createProgress(streams, { quiet: false })
    progress.update(at(3))
    expect(err.text).toContain('50%  3/6 images')
    expect(process.listenerCount('SIGINT')).toBe(signalListeners)
    progress.note('careful')
    progress.update(at(6))
    progress.finish()
    progress.finish()
    expect(err.text).toMatch(/careful\n/)
    expect(err.text).toContain('100%  6/6 images')
    // The last command to the terminal clears the line; the cursor was never hidden, wrapping never turned off.
    expect(err.text.endsWith('\u001b[2K')).toBe(true)
    expect(err.text).not.toContain('\u001b[?25l')
    expect(err.text).not.toContain('\u001b[?7l')
    expect(out.text).toBe('')
  })
})
