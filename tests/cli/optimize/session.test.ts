import { describe, expect, it } from 'vitest'
import type { OptimizeRequest } from '../../../src/cli/optimize/request.ts'
import { runSession } from '../../../src/cli/optimize/session.ts'
import { createProgress } from '../../../src/cli/progress.ts'
import { WhittleError } from '../../../src/shared/errors.ts'
import { FakeEngine } from '../support/fake-engine.ts'
import { makeBatch, makeItem } from '../support/fixtures.ts'
import { memoryStreams } from '../support/memory-streams.ts'

const request: OptimizeRequest = {
  typedPaths: ['in'],
  params: { paths: ['/in'], outDir: '/out' },
  outDir: '/out',
}
const document = {
  batchId: 'batch-1',
  recipe: 'responsive-web',
  durationMs: 1,
  totalProcessed: 0,
  bytesIn: 0,
  bytesOut: 0,
  cache: { hits: 0, misses: 0 },
  success: [],
  failed: [],
  skipped: [],
}
const planning = makeBatch({ state: 'planning' })

function session(engine: FakeEngine, options: { resume?: boolean; request?: OptimizeRequest } = {}) {
  const { streams, err } = memoryStreams()
  const stop = new AbortController()
  const outcome = runSession(engine, options.request ?? request, {
    resume: options.resume,
    signal: stop.signal,
    progress: createProgress(streams, { quiet: true }),
    remark: (line) => streams.note(line),
  })
  return { outcome, stop, err }
}

describe('runSession', () => {
  it('plans, starts, and asks for the result when the batch is done', async () => {
    const engine: FakeEngine = new FakeEngine({
      createBatch: async () => engine.put(planning),
      startBatch: async () => engine.put(makeBatch({ state: 'done' })),
      getResult: async () => document,
    })
    expect(await session(engine).outcome).toMatchObject({ kind: 'done', document })
    expect([engine.listeners('batchChanged'), engine.listeners('problem')]).toEqual([0, 0])
  })

  it('sees an end that came before anyone listened', async () => {
    const engine: FakeEngine = new FakeEngine({
      createBatch: async () => {
        engine.put(makeBatch({ state: 'done' }))
        return planning
      },
      startBatch: () => new Promise(() => {}),
      getResult: async () => document,
    })
    expect(await session(engine).outcome).toMatchObject({ kind: 'done' })
  })

  it('lets a problem of the whole command through', async () => {
    const engine: FakeEngine = new FakeEngine({
      createBatch: async () => engine.put(planning),
      startBatch: () => Promise.reject(new WhittleError('OUTPUT_UNWRITABLE')),
    })
    await expect(session(engine).outcome).rejects.toMatchObject({ code: 'OUTPUT_UNWRITABLE' })
  })

  it('goes by the batch when its start was refused because it had already failed', async () => {
    const error = { code: 'POOL_UNAVAILABLE', message: 'no workers' } as const
    const engine: FakeEngine = new FakeEngine({
      createBatch: async () => engine.put(planning),
      startBatch: async () => {
        engine.put(makeBatch({ state: 'failed', error }))
        throw new WhittleError('NOT_ALLOWED')
      },
      listItems: async () => ({ total: 1, items: [makeItem()] }),
    })
    const outcome = await session(engine).outcome
    expect(outcome).toMatchObject({ kind: 'ended', batch: { error }, items: [{ id: 'item-1' }] })
  })

  it('says where it writes when nobody chose', async () => {
    const engine: FakeEngine = new FakeEngine({
      createBatch: async () => engine.put(planning),
      startBatch: async () => engine.put(makeBatch({ state: 'done' })),
      getResult: async () => document,
    })
    const { outcome, err } = session(engine, { request: { ...request, outDir: undefined } })
    await outcome
    expect(err.text).toContain('Writing to /out (choose another with --out).')
  })
})

describe('an earlier run of the same images that was interrupted', () => {
  const interrupted = makeBatch({ id: 'earlier', state: 'interrupted' })

  function engineWith(earlier: typeof interrupted | null) {
    const asked = { resumed: [] as string[], discarded: [] as string[], started: [] as string[] }
    const engine: FakeEngine = new FakeEngine({
      findInterrupted: async () => earlier,
      createBatch: async () => engine.put(planning),
      discardBatch: async ({ batchId }) => {
        asked.discarded.push(batchId)
        return {}
      },
      resumeBatch: async ({ batchId }) => {
        asked.resumed.push(batchId)
        return engine.put(makeBatch({ id: batchId, state: 'done' }))
      },
      startBatch: async ({ batchId }) => {
        asked.started.push(batchId)
        return engine.put(makeBatch({ state: 'done' }))
      },
      getResult: async () => document,
    })
    if (earlier !== null) engine.put(earlier)
    return { engine, asked }
  }

  it('goes on with --resume', async () => {
    const { engine, asked } = engineWith(interrupted)
    const { outcome, err } = session(engine, { resume: true })
    expect(await outcome).toMatchObject({ kind: 'done', batch: { id: 'earlier' } })
    expect(asked).toEqual({ resumed: ['earlier'], discarded: [], started: [] })
    expect(err.text).toContain('Resuming photos')
  })

  it('is not gone on with under another recipe', async () => {
    const { engine, asked } = engineWith(interrupted)
    const other = { ...request, params: { ...request.params, overrides: { formats: ['jpeg' as const] } } }
    await expect(session(engine, { resume: true, request: other }).outcome).rejects.toThrow(/"formats"/)
    expect(asked.resumed).toEqual([])
  })

  it('is not silently repeated beside itself', async () => {
    const { engine, asked } = engineWith(interrupted)
    await expect(session(engine).outcome).rejects.toThrow(/--resume .*--no-resume/)
    expect(asked).toEqual({ resumed: [], discarded: [planning.id], started: [] })
  })

  it('is forgotten with --no-resume', async () => {
    const { engine, asked } = engineWith(interrupted)
    expect(await session(engine, { resume: false }).outcome).toMatchObject({ kind: 'done' })
    expect(asked).toEqual({ resumed: [], discarded: ['earlier'], started: [planning.id] })
  })

  it('need not be there: --resume then starts anew and says so', async () => {
    const { engine } = engineWith(null)
    const { outcome, err } = session(engine, { resume: true })
    expect(await outcome).toMatchObject({ kind: 'done' })
    expect(err.text).toContain('no interrupted batch')
  })
})

describe('interruption', () => {
  it('keeps following the images until the engine is closed', async () => {
    const [first, second] = [makeItem(), makeItem({ id: 'item-2', state: 'running' })]
    const engine: FakeEngine = new FakeEngine({
      createBatch: async () => engine.put(planning),
      startBatch: async () => engine.put(makeBatch()),
      // Pages of one: the second is asked for.
      listItems: async ({ offset = 0 }) => ({ total: 2, items: [first, second].slice(offset, offset + 1) }),
    })
    const { outcome, stop } = session(engine)
    engine.on('batchChanged', (batch) => batch.state === 'running' && stop.abort())
    const result = await outcome
    if (result.kind !== 'interrupted') throw new Error(result.kind)
    expect([...result.items.keys()]).toEqual(['item-1', 'item-2'])
    engine.emit('itemsChanged', { batchId: 'batch-1', items: [{ ...second, state: 'done' }] })
    engine.emit('itemsChanged', { batchId: 'other', items: [{ ...first, state: 'failed' }] })
    expect([...result.items.values()].map((item) => item.state)).toEqual(['planned', 'done'])
  })

  it('of a plan leaves nothing to resume', async () => {
    const { startedAt: _, ...unstarted } = planning
    const engine: FakeEngine = new FakeEngine({
      createBatch: async () => engine.put(unstarted),
      startBatch: () => new Promise(() => {}),
    })
    const { outcome, stop } = session(engine)
    stop.abort()
    expect(await outcome).toEqual({ kind: 'not-started' })
  })
})
