import { describe, expect, it } from 'vitest'
import {
  type PoolTaskName,
  poolReplySchema,
  poolRequestSchema,
  poolTasks,
} from '../../src/shared/contract/pool.ts'
import { defaultTreatment } from '../../src/shared/recipe/index.ts'
import { samplePlanned } from '../support/samples.ts'
import { type Example, expectContract, joined, within } from './example.ts'
import * as model from './model-examples.ts'

const limits = { inputBytes: 1_000, inputPixels: 2_000, animationPixels: 3_000, frames: 10, svgBytes: 500 }
const alternatives = model.alternatives.map((candidate) => ({ ...candidate, partPath: '/out/.part-2' }))
const outputJob = { ...samplePlanned({ replaces: 'abc', crop: true }), alternatives, partPath: '/out/.part' }
const planned = { width: 2_000, height: 1_000 }

const trialOutput = samplePlanned({ crop: true })

const about = { format: 'avif', width: 640, height: 480 }

const restoreFile = {
  path: '/out/a.webp',
  partPath: '/out/.part',
  replaces: 'abc',
  content: '/cache/a',
  sha256: 'def',
}

const tasks: Record<PoolTaskName, { params: Example; result: Example }> = {
  probe: { params: { value: { input: '/in/a.jpg', limits } }, result: model.probe },
  fingerprint: {
    params: { value: { input: '/in/a.jpg', limits } },
    result: {
      value: { probe: model.probe.value, sha256: 'abc', file: '1:2:3' },
      ...within('probe', model.probe),
    },
  },
  restore: {
    params: {
      value: { input: '/in/a.jpg', files: [restoreFile] },
      optional: ['files.0.replaces'],
    },
    result: { value: { placed: [true, false] } },
  },
  optimize: {
    params: {
      value: {
        input: '/in/a.jpg',
        limits,
        planned,
        treatment: defaultTreatment,
        acceptDamage: false,
        lanes: 1,
        outputs: [outputJob],
      },
      ...within('outputs.0', model.plannedOutput),
    },
    result: {
      value: { outputs: [model.outputResult.value], notes: ['metadata-removed'], sha256: 'abc' },
      ...within('outputs.0', model.outputResult),
    },
  },
  calibrate: {
    params: {
      value: { inputs: ['/in/a.jpg'], limits, format: 'avif', efforts: [0, 1], budgetMs: 5_000 },
    },
    result: { value: { points: [{ effort: 3, cpuMs: 500.5, bytes: 27_464.5 }] } },
  },
  trial: {
    params: {
      value: {
        input: '/in/a.jpg',
        limits,
        planned,
        treatment: defaultTreatment,
        acceptDamage: false,
        output: trialOutput,
      },
      optional: ['output.crop'],
    },
    result: { value: { bytes: 1_000, quality: 60, score: 80.5, notes: ['target-missed'] } },
  },
  preview: {
    params: { value: { input: '/in/a.jpg', limits, side: 320, path: '/previews/a.webp' } },
    result: { value: { width: 320, height: 200, bytes: 1_000 } },
  },
}

const requests: Record<string, Example> = {
  run: {
    value: { type: 'run', jobId: 1, task: 'probe', payload: { input: '/in/a.jpg' } },
    // The task's own schema sees to it.
    anything: ['payload'],
  },
  cancel: { value: { type: 'cancel', jobId: 1 } },
}

const replies: Record<string, Example> = {
  ready: {
    value: { type: 'ready', pid: 7, threads: 3, versions: { node: '20.18.0' } },
    optional: ['versions.node'],
  },
  started: { value: { type: 'started', jobId: 1 } },
  progress: {
    value: {
      type: 'progress',
      jobId: 1,
      progress: { step: 'write', about, output: model.outputResult.value },
    },
    ...joined(within('progress.output', model.outputResult), {
      optional: ['progress.output', 'progress.about'],
    }),
  },
  done: { value: { type: 'done', jobId: 1, result: { any: 'thing' } }, anything: ['result'] },
  failed: {
    value: { type: 'failed', jobId: 1, error: model.errorData.value },
    ...within('error', model.errorData),
  },
  usage: { value: { type: 'usage', cpuMs: 1.5, residentBytes: 2, peakBytes: 3, busy: 1 } },
  log: { value: { type: 'log', level: 'info', message: 'text' } },
}

describe('the pool’s tasks', () => {
  it.each(Object.keys(poolTasks) as PoolTaskName[])('%s', (name) => {
    expectContract(poolTasks[name].params, tasks[name].params)
    expectContract(poolTasks[name].result, tasks[name].result)
  })

  it('optimize has something to make', () => {
    const { params } = poolTasks.optimize
    const nothing = {
      input: '/in/a.jpg',
      limits,
      planned,
      treatment: defaultTreatment,
      acceptDamage: false,
      lanes: 1,
      outputs: [],
    }
    expect(params.safeParse(nothing).error?.issues[0]?.path).toEqual(['outputs'])
  })
})

describe('messages to the pool host', () => {
  it('are all here', () => {
    expect(typesOf(poolRequestSchema)).toEqual(Object.keys(requests))
  })
  it.each(Object.entries(requests))('%s', (_, example) => expectContract(poolRequestSchema, example))
})

describe('messages from the pool host', () => {
  it('are all here', () => {
    expect(typesOf(poolReplySchema)).toEqual(Object.keys(replies))
  })
  it.each(Object.entries(replies))('%s', (_, example) => expectContract(poolReplySchema, example))
})

function typesOf(schema: { options: readonly { shape: { type: { value: string } } }[] }): string[] {
  return schema.options.map((option) => option.shape.type.value)
}
