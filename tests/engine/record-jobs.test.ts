import { describe, expect, it } from 'vitest'
import type { PoolPort } from '../../src/engine/ports.ts'
import { recordJobs } from '../../src/engine/record-jobs.ts'
import type { ResultParsers } from '../../src/shared/contract/define.ts'
import { type PoolTasks, poolTasks } from '../../src/shared/contract/pool.ts'
import { type ErrorCode, WhittleError } from '../../src/shared/errors.ts'
import { type Operation, operationSchema } from '../../src/shared/model/history.ts'
import { defaultTreatment } from '../../src/shared/recipe/index.ts'
import { sizeClassOf } from '../../src/shared/size-class.ts'
import { sampleProbe } from '../support/samples.ts'

const tasks: ResultParsers<PoolTasks> = poolTasks
const limits = { inputBytes: 1, inputPixels: 1, animationPixels: 1, frames: 1, svgBytes: 1 }
const options = { limitMs: 1 }

function setUp(answer: () => unknown) {
  const operations: Operation[] = []
  const run: PoolPort['run'] = async (task) => tasks[task].result.parse(answer())
  const pool: PoolPort = {
    run,
    lifecycle: () => ({ state: 'stopped' }),
    load: () => ({ size: 3, busy: 2, queued: 1 }),
    usage: () => ({ pid: 7, cpuMs: 0, residentBytes: 0, peakBytes: 0 }),
    versions: () => ({}),
  }
  const recorded = recordJobs(pool, { recordOperation: (operation) => operations.push(operation) })
  return { recorded, operations }
}

const failWith = (code: ErrorCode) => () => {
  throw new WhittleError(code)
}

describe('recordJobs', () => {
  it('records how long a probe took, and hands on its result', async () => {
    const { recorded, operations } = setUp(() => sampleProbe)
    expect(await recorded.run('probe', { input: '/a.jpg', limits }, options)).toEqual(sampleProbe)
    expect(operations).toMatchObject([
      { operation: 'probe', kind: sampleProbe.format, status: 'ok', sizeClass: sizeClassOf(sampleProbe) },
    ])
    expect(operationSchema.parse(operations[0])).toEqual(operations[0])
    expect(recorded.load()).toEqual({ size: 3, busy: 2, queued: 1 })
  })

  it.each<[ErrorCode, Operation['status']]>([
    ['INPUT_CORRUPT', 'error'],
    ['CANCELLED', 'cancelled'],
    ['INTERRUPTED', 'cancelled'],
  ])('records %s as %s, and hands it on', async (code, status) => {
    const { recorded, operations } = setUp(failWith(code))
    const payload = { input: '/a.jpg', limits, side: 64, path: '/p.webp' }
    await expect(recorded.run('preview', payload, options)).rejects.toMatchObject({ code })
    expect(operations).toMatchObject([
      { operation: 'preview', kind: 'image', status, ...(status === 'error' ? { code } : {}) },
    ])
  })

  it('leaves to the batches what they record themselves', async () => {
    const { recorded, operations } = setUp(() => ({ outputs: [], notes: [], sha256: '' }))
    const planned = { width: 1, height: 1 }
    const payload = {
      input: '/a.jpg',
      limits,
      planned,
      treatment: defaultTreatment,
      acceptDamage: false,
      lanes: 1,
      outputs: [],
    }
    await recorded.run('optimize', payload, options)
    expect(operations).toEqual([])
  })
})
