import { describe, expect, it } from 'vitest'
import { dryRun } from '../../../src/cli/optimize/dry-run.ts'
import { createProgress } from '../../../src/cli/progress.ts'
import { toErrorData, WhittleError } from '../../../src/shared/errors.ts'
import type { Batch } from '../../../src/shared/model/batch.ts'
import { FakeEngine } from '../support/fake-engine.ts'
import { makeBatch, makeItem } from '../support/fixtures.ts'
import { memoryStreams } from '../support/memory-streams.ts'

const request = { typedPaths: ['in'], params: { paths: ['/in'] }, outDir: undefined }

/** Plans a batch that gets as far as `reached`, and tells which batches were forgotten again. */
function plan(reached: Batch, stop = new AbortController()) {
  const discarded: string[] = []
  const engine: FakeEngine = new FakeEngine({
    createBatch: async () => engine.put(reached),
    listItems: async () => ({ total: 1, items: [makeItem()] }),
    discardBatch: async ({ batchId }) => {
      discarded.push(batchId)
      return {}
    },
  })
  const progress = createProgress(memoryStreams().streams, { quiet: true })
  return { planned: dryRun(engine, request, { signal: stop.signal, progress }), discarded, engine }
}

describe('dryRun', () => {
  it('tells the plan and forgets the batch, without ever starting it', async () => {
    const { planned, discarded } = plan(makeBatch({ state: 'planned' }))
    expect(await planned).toMatchObject({ dryRun: true, totals: { images: 1, outputs: 1 } })
    expect(discarded).toEqual(['batch-1'])
  })

  it('fails with the reason of the plan, and forgets it as well', async () => {
    const error = toErrorData(new WhittleError('POOL_UNAVAILABLE'))
    const { planned, discarded } = plan(makeBatch({ state: 'failed', error }))
    await expect(planned).rejects.toMatchObject({ code: 'POOL_UNAVAILABLE' })
    expect(discarded).toEqual(['batch-1'])
  })

  it('stops when it is interrupted while planning', async () => {
    const stop = new AbortController()
    const { planned, discarded, engine } = plan(makeBatch({ state: 'planning' }), stop)
    stop.abort()
    expect(await planned).toBeUndefined()
    expect(discarded).toEqual(['batch-1'])
    expect(engine.listeners('batchChanged')).toBe(0)
  })
})
