import { afterEach, describe, expect, it, vi } from 'vitest'
import { setContrast, startBatch } from '../../../src/renderer/state/actions.ts'
import { useContrast } from '../../../src/renderer/state/contrast.ts'
import { aBatch } from '../support/models.ts'

/** An engine that answers a change only when it is told to. */
function slowEngine() {
  const calls: (boolean | 'start')[] = []
  const answers: (() => void)[] = []
  const value = { ok: true, value: aBatch('b', { state: 'planned' }) }
  vi.stubGlobal('window', {
    whittle: {
      configureBatch: async ({ overrides }: { overrides: { enhance: boolean } }) => {
        calls.push(overrides.enhance)
        await new Promise<void>((answer) => answers.push(answer))
        return value
      },
      startBatch: async () => {
        calls.push('start')
        return value
      },
    },
  })
  const answer = async (): Promise<void> => {
    await vi.waitFor(() => expect(answers).not.toHaveLength(0))
    answers.shift()?.()
  }
  return { calls, answer }
}

afterEach(() => vi.unstubAllGlobals())

describe('the contrast switch', () => {
  it('answers at once, sends only the last choice, and the start waits for it', async () => {
    const { calls, answer } = slowEngine()
    const first = setContrast('b', true)
    expect(useContrast.getState().wanted.get('b')).toBe(true)
    await vi.waitFor(() => expect(calls).toEqual([true]))
    for (const enhance of [false, true, false]) void setContrast('b', enhance)
    expect(useContrast.getState().wanted.get('b')).toBe(false)
    const started = startBatch('b')
    await answer()
    await vi.waitFor(() => expect(calls).toEqual([true, false]))
    await answer()
    await Promise.all([first, started])
    expect(calls).toEqual([true, false, 'start'])
    expect(useContrast.getState().wanted.has('b')).toBe(false)
  })

  it('sends nothing more when it came back to what is being sent', async () => {
    const { calls, answer } = slowEngine()
    const first = setContrast('b', true)
    await vi.waitFor(() => expect(calls).toEqual([true]))
    void setContrast('b', false)
    void setContrast('b', true)
    await answer()
    await first
    expect(calls).toEqual([true])
  })
})
