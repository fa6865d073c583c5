import { describe, expect, it } from 'vitest'
import { statusOf } from '../../../src/renderer/components/shell/status.ts'
import type { Lifecycle } from '../../../src/shared/lifecycle.ts'

const ready: Lifecycle = { state: 'ready', pid: 1 }
const restarting: Lifecycle = { state: 'restarting', attempt: 1, retryInMs: 500, reason: 'killed by SIGKILL' }

describe('statusOf', () => {
  it('is good only when both processes are', () => {
    expect(statusOf(ready, ready).tone).toBe('good')
    expect(statusOf(ready, { state: 'starting' })).toMatchObject({ tone: 'wait', word: 'Starting' })
  })

  it('speaks of the engine first, and says why it restarts', () => {
    const status = statusOf(restarting, restarting)
    expect(status.word).toBe('Restarting')
    expect(status.sentence).toMatch(/^The engine stopped \(killed by SIGKILL\) and starts again\./)
    expect(statusOf(ready, restarting).sentence).toMatch(/^The image workers stopped .* and start again\./)
  })

  it('gives the reason of a failure with its hint', () => {
    const error = { code: 'NODE_NOT_FOUND', message: 'No Node.', hint: 'Install it.' } as const
    expect(statusOf(ready, { state: 'failed', error })).toEqual({
      tone: 'bad',
      word: 'Failed',
      sentence: 'No Node. Install it.',
    })
  })
})
