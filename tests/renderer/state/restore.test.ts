import { afterEach, describe, expect, it, vi } from 'vitest'
import { useBatches } from '../../../src/renderer/state/batches.ts'
import { createBatch, useIntake } from '../../../src/renderer/state/intake.ts'
import { lostBatches, restoreBatch } from '../../../src/renderer/state/restore.ts'
import { responsiveWeb } from '../../../src/shared/recipe/index.ts'
import { aBatch } from '../support/models.ts'

/** An engine that makes batches `b0`, `b1`, … */
function engine() {
  let made = 0
  const create = vi.fn(async (_params: unknown) => ({
    ok: true,
    value: aBatch(`b${made++}`, { state: 'planning' }),
  }))
  vi.stubGlobal('window', { whittle: { createBatch: create } })
  return create
}

afterEach(() => {
  vi.unstubAllGlobals()
  useBatches.getState().replace([])
  useIntake.setState({ given: new Map() })
})

describe('lostBatches', () => {
  it('are those that were not started and that the engine does not know', () => {
    const planning = aBatch('planning', { state: 'planning' })
    const planned = aBatch('planned', { state: 'planned' })
    const kept = aBatch('kept', { state: 'planned' })
    const done = aBatch('done', { state: 'done' })
    expect(lostBatches([planning, planned, kept, done], [kept])).toEqual([planning, planned])
  })
})

describe('restoreBatch', () => {
  it('plans the same paths again, with the same contrast and folder', async () => {
    const create = engine()
    await createBatch({ paths: ['/in/a.jpg'] }, false)
    const recipe = { ...responsiveWeb, enhance: true }
    await restoreBatch(aBatch('b0', { state: 'planned', outDir: '/there', recipe }), true)
    expect(create).toHaveBeenLastCalledWith({
      paths: ['/in/a.jpg'],
      overrides: { enhance: true },
      outDir: '/there',
    })
    expect(useBatches.getState().shownId).toBe('b1')
    expect([...useIntake.getState().given.keys()]).toEqual(['b1'])
  })

  it('does not try for ever with paths that may be what ends the engine', async () => {
    const create = engine()
    await createBatch({ paths: ['/in/a.jpg'] }, false)
    await restoreBatch(aBatch('b0', { state: 'planning' }), false)
    await restoreBatch(aBatch('b1', { state: 'planning' }), false)
    expect(create).toHaveBeenCalledTimes(2)
  })

  it('makes nothing of a batch whose paths are not known', async () => {
    const create = engine()
    await restoreBatch(aBatch('b9', { state: 'planned' }), false)
    expect(create).not.toHaveBeenCalled()
  })
})
