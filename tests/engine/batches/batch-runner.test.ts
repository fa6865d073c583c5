import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { BatchRecord } from '../../../src/engine/batches/batch-record.ts'
import { BatchRunner, type RunnerOptions } from '../../../src/engine/batches/batch-runner.ts'
import { costsFrom } from '../../../src/engine/batches/costs/costs.ts'
import { Troubles } from '../../../src/engine/batches/troubles.ts'
import type { PoolPort } from '../../../src/engine/ports.ts'
import { WhittleError } from '../../../src/shared/errors.ts'
import type { Item } from '../../../src/shared/model/item.ts'
import type { Admission } from '../../../src/shared/model/monitor.ts'
import { defaultTreatment } from '../../../src/shared/recipe/index.ts'
import { inputLimitsSchema, settingsSchema } from '../../../src/shared/settings.ts'
import { plainAdmission } from '../../support/plain-admission.ts'
import { sampleItem, samplePlanned, sampleRecipe, sampleResult } from '../../support/samples.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { FakeWorkers } from './fake-workers.ts'

function setUp(
  count: number,
  change: Partial<RunnerOptions> = {},
  { outDir = '/out', settled = [] }: { outDir?: string; settled?: readonly number[] } = {},
) {
  const batch = new BatchRecord({
    id: 'b1',
    label: 'photos',
    paths: ['/in'],
    recipe: { ...sampleRecipe, enhance: true },
    outDir,
    createdAt: 1,
  })
  for (let id = 1; id <= count; id += 1) {
    const planned = [0, 1].map((index) => samplePlanned({ index, path: join(outDir, `${id}-${index}.webp`) }))
    const state = settled.includes(id) ? 'failed' : 'queued'
    batch.put(sampleItem({ id: String(id), input: `/in/${id}.jpg`, state, planned }))
  }
  const workers = new FakeWorkers()
  const words = { code: 'free' as const, values: {} }
  const admission: Admission = { at: 0, limit: 2, max: 2, reason: 'free', message: '', words }
  const finished: Item[] = []
  const changes: Item[] = []
  const runner = new BatchRunner(batch, {
    pool: workers,
    admission: plainAdmission(admission),
    limits: () => settingsSchema.parse({}).limits,
    log: () => undefined,
    now: () => 0,
    costs: costsFrom(new Map()),
    troubles: new Troubles(batch, {
      costs: () => costsFrom(new Map()),
      now: () => 0,
      probeJournal: async () => undefined,
    }),
    onAttempt: async () => undefined,
    onReturned: async () => undefined,
    onHold: () => undefined,
    onFinished: async (item) => void finished.push(item),
    onChange: (item) => changes.push(item),
    ...change,
  })
  const states = () => [...batch.items.values()].map(({ state }) => state)
  return { batch, workers, admission, finished, changes, runner, states }
}

const poolWith = (run: PoolPort['run']): Pick<PoolPort, 'run'> => ({ run })

describe('batch runner', () => {
  it('works off everything that is queued, in order, as many at once as it may', async () => {
    const { workers, finished, runner, states } = setUp(7, {}, { settled: [3, 4] })
    expect(await runner.run()).toBe('finished')
    expect(workers.started).toEqual(['1', '2', '5', '6', '7'].map((id) => `/in/${id}.jpg`))
    expect(workers.most).toBe(2)
    expect(states()).toEqual(['done', 'done', 'failed', 'failed', 'done', 'done', 'done'])
    expect(finished).toHaveLength(5)
  })

  it('gives the worker all it needs, and time by the pixels it has to see to', async () => {
    const jobs: unknown[] = []
    const { runner } = setUp(1, {
      pool: poolWith(async (_task, payload, { limitMs }) => {
        jobs.push({ payload, limitMs })
        throw new WhittleError('INPUT_CORRUPT')
      }),
    })
    await runner.run()
    const outputs = [0, 1].map((index) => ({
      ...samplePlanned({ index, path: `/out/1-${index}.webp` }),
      partPath: `/out/.whittle-b1-1-${index}-${process.pid}.part`,
    }))
    const planned = { width: 2_000, height: 1_000 }
    const treatment = { ...defaultTreatment, enhance: true }
    const limits = inputLimitsSchema.parse(settingsSchema.parse({}).limits)
    expect(jobs).toEqual([
      // 60 s and 20 for each megapixel: 2 of the source, 0.2048 of each output.
      {
        payload: { input: '/in/1.jpg', limits, planned, treatment, acceptDamage: false, lanes: 2, outputs },
        limitMs: 108_192,
      },
    ])
  })

  it('shows an item step by step, and makes it durable before it says that it is finished', async () => {
    const order: string[] = []
    const { runner } = setUp(1, {
      onChange: ({ state, step, outputs }) => order.push(`${state} ${step ?? ''} ${outputs.length}`),
      onFinished: async ({ state }) => void order.push(`durable: ${state}`),
    })
    await runner.run()
    expect(order).toEqual([
      'running read 0',
      'running read 0',
      'running encode 0',
      'running write 1',
      'running write 2',
      'durable: done',
      'done  2',
    ])
  })

  it('counts an output once that was made again after a crash', async () => {
    const { runner, batch } = setUp(1, {
      pool: poolWith(async (_task, _payload, { onStart, onProgress }) => {
        const output = sampleResult(samplePlanned())
        for (let attempt = 1; attempt <= 2; attempt += 1) {
          onStart?.()
          onProgress?.({ step: 'write', output })
        }
        throw new WhittleError('DECODER_CRASHED')
      }),
    })
    await runner.run()
    // It is in place, whatever came of the rest.
    expect(batch.items.get('1')).toMatchObject({ state: 'failed', outputs: [{ index: 0 }] })
    expect(batch.summary(0).outputs.done).toBe(1)
  })

  it('lets one failure be one failure', async () => {
    const { workers, runner, batch, states } = setUp(4)
    workers.fail('/in/2.jpg', 'INPUT_CORRUPT')
    expect(await runner.run()).toBe('finished')
    expect(states()).toEqual(['done', 'failed', 'done', 'done'])
    expect(batch.items.get('2')?.error).toMatchObject({ code: 'INPUT_CORRUPT' })
  })

  it('gives a failure without a code one', async () => {
    const { runner, batch } = setUp(1, {
      pool: poolWith(async () => {
        throw new RangeError('surprise')
      }),
    })
    await runner.run()
    expect(batch.items.get('1')?.error).toMatchObject({
      code: 'INTERNAL',
      detail: expect.stringContaining('surprise'),
    })
  })

  it('removes the parts that a failure left, and does not mind where that fails', async () => {
    const outDir = temporaryFolder()
    const removable = join(outDir, `.whittle-b1-1-0-${process.pid}.part`)
    const stubborn = join(outDir, `.whittle-b1-1-1-${process.pid}.part`)
    writeFileSync(removable, '')
    mkdirSync(stubborn)
    const { workers, runner, states } = setUp(2, {}, { outDir })
    workers.fail('/in/1.jpg', 'OUTPUT_INVALID')
    await runner.run()
    expect(states()).toEqual(['failed', 'done'])
    expect([existsSync(removable), existsSync(stubborn)]).toEqual([false, true])
  })

  it('has nothing to do where nothing is queued', async () => {
    const { runner, changes } = setUp(0)
    expect(await runner.run()).toBe('finished')
    expect(changes).toEqual([])
  })

  it('starts nothing while nothing is admitted, and goes on when something is', async () => {
    const { workers, admission, runner, states } = setUp(3)
    admission.limit = 0
    const run = runner.run()
    runner.pump()
    expect(states()).toEqual(['queued', 'queued', 'queued'])
    admission.limit = 1
    runner.pump()
    expect(await run).toBe('finished')
    expect(workers.most).toBe(1)
  })

  it('lets what runs end when less is admitted', async () => {
    const { workers, admission, runner } = setUp(4)
    workers.hold()
    const run = runner.run()
    await workers.hasStarted(2)
    admission.limit = 1
    workers.most = 0
    workers.release()
    expect(await run).toBe('finished')
    expect(workers.most).toBe(1)
  })
})

describe('a runner that is stopped', () => {
  it('by cancelling ends what runs, keeps its outputs, and leaves the rest queued', async () => {
    const { workers, finished, runner, batch, states } = setUp(4)
    workers.hold()
    const run = runner.run()
    await workers.hasStarted(2)
    runner.stop('cancelled')
    expect(await run).toBe('cancelled')
    expect(states()).toEqual(['cancelled', 'cancelled', 'queued', 'queued'])
    expect(batch.items.get('1')?.outputs).toHaveLength(1)
    expect(finished).toEqual([])
  })

  it('by closing leaves everything queued that is not finished', async () => {
    const { workers, runner, batch, states } = setUp(3)
    workers.hold()
    const run = runner.run()
    await workers.hasStarted(2)
    runner.stop('closing')
    runner.stop('cancelled')
    expect(await run).toBe('closing')
    expect(states()).toEqual(['queued', 'queued', 'queued'])
    expect(batch.summary(0).outputs.done).toBe(0)
  })

  it('while nothing is admitted ends at once', async () => {
    const { admission, runner, states } = setUp(2)
    admission.limit = 0
    const run = runner.run()
    runner.stop('cancelled')
    expect(await run).toBe('cancelled')
    expect(states()).toEqual(['queued', 'queued'])
  })

  it('keeps a true failure that comes in the same moment', async () => {
    let begun = (): void => undefined
    const began = new Promise<void>((resolve) => {
      begun = resolve
    })
    const { runner, states } = setUp(1, {
      pool: poolWith(
        (_task, _payload, { signal }) =>
          new Promise((_, reject) => {
            signal?.addEventListener('abort', () => reject(new WhittleError('INPUT_CORRUPT')))
            begun()
          }),
      ),
    })
    const run = runner.run()
    await began
    runner.stop('cancelled')
    expect(await run).toBe('cancelled')
    expect(states()).toEqual(['failed'])
  })
})

describe('a runner that cannot go on', () => {
  it('without workers blames no image, and starts no other', async () => {
    const { workers, runner, states } = setUp(5)
    for (let id = 1; id <= 5; id += 1) workers.fail(`/in/${id}.jpg`, 'POOL_UNAVAILABLE')
    await expect(runner.run()).rejects.toMatchObject({ code: 'POOL_UNAVAILABLE' })
    expect(states()).toEqual(Array(5).fill('queued'))
    expect(workers.started).toHaveLength(2)
  })

  it('without a journal pauses when nothing runs any more, with nothing reported that is not durable', async () => {
    const pauses: string[] = []
    const { workers, runner, states } = setUp(6, {
      onFinished: async ({ id }) => {
        if (id === '2') throw new WhittleError('OUTPUT_DISK_FULL')
      },
      onHold: ({ reason }) => pauses.push(reason),
    })
    expect(await runner.run()).toBe('paused')
    expect(pauses).toEqual(['home-unwritable'])
    expect(states()[1]).toBe('queued')
    expect(states()).not.toContain('running')
    const { length } = workers.started
    runner.pump()
    expect(workers.started).toHaveLength(length)
  })
})
