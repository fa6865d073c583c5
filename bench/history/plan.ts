import { parseArgs } from 'node:util'
import type { Operation } from '../../src/shared/model/history.ts'
import type { Sample } from '../../src/shared/model/monitor.ts'

export const dayMs = 86_400_000
/** The moment at which the history ends. */
export const now = Date.UTC(2026, 10, 24, 12)

export function planOf(args: readonly string[]) {
  const { values } = parseArgs({
    args: [...args],
    options: {
      operations: { type: 'string', default: '1000000' },
      days: { type: 'string', default: '365' },
      'sample-seconds': { type: 'string', default: '60' },
    },
  })
  return {
    operations: Number(values.operations),
    days: Number(values.days),
    sampleMs: Number(values['sample-seconds']) * 1_000,
  }
}
export type Plan = ReturnType<typeof planOf>

/** Everything is kept, so that the worst case is measured: a million raw records beside their roll-ups. */
export const retention = () => ({ operationDays: 4_000, sampleDays: 9 })

/** Same numbers on every run. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

const formats = ['avif', 'webp', 'jpeg'] as const
const classes = ['<1MP', '1-4MP', '4-16MP', '>16MP'] as const
const calls = ['listItems', 'getSnapshot', 'queryHistory', 'getRun', 'listRuns'] as const

/** The operations of one day: eight bursts within ten hours, as batches are. */
export function operationsOf(plan: Plan, day: number): Operation[] {
  const random = randomFrom(day)
  const perDay = Math.floor(plan.operations / plan.days)
  const count = day === 0 ? plan.operations - perDay * (plan.days - 1) : perDay
  const start = now - (plan.days - day) * dayMs
  return Array.from({ length: count }, (_, index) => {
    const burst = Math.floor((index / count) * 8)
    const at = Math.floor(start + burst * 4_500_000 + random() * 1_800_000)
    return operationAt(at, random)
  }).sort((a, b) => a.at - b.at)
}

const pick = <T>(values: readonly [T, ...T[]], random: () => number): T =>
  values[Math.floor(random() * values.length)] ?? values[0]

function operationAt(at: number, random: () => number): Operation {
  // Durations spread over four powers of ten, as they do.
  const durationMs = Math.exp(random() * 5 + random() * 4)
  const what = random()
  if (what < 0.7) {
    const sizeClass = pick(classes, random)
    const kind = pick(formats, random)
    if (random() < 0.005) {
      return {
        at,
        operation: 'optimize',
        kind,
        status: 'error',
        durationMs,
        sizeClass,
        code: 'INPUT_CORRUPT',
      }
    }
    return { at, operation: 'optimize', kind, status: 'ok', durationMs, sizeClass }
  }
  if (what < 0.8) return { at, operation: 'probe', kind: pick(formats, random), status: 'ok', durationMs }
  if (what < 0.9) return { at, operation: 'preview', kind: 'image', status: 'ok', durationMs }
  return { at, operation: 'ipc', kind: pick(calls, random), status: 'ok', durationMs }
}

export function sampleAt(at: number, random: () => number): Sample {
  const total = Math.round(random() * 1_000) / 10
  return {
    at,
    cpu: { total, own: total * random(), cores: [total] },
    memory: {
      totalBytes: 16e9,
      usedBytes: 8e9,
      usedPercent: 40 + random() * 30,
      ownBytes: 2e8 + random() * 1e8,
    },
    processes: [{ kind: 'engine', pid: 1, residentBytes: 1e8 + random() * 1e7, cpuPercent: 1 }],
    load: random() * 4,
    temperature: 40 + random() * 20,
    battery: null,
    disk: { readBytesPerSecond: random() * 1e7, writeBytesPerSecond: random() * 1e7 },
    drives: [{ path: '/', freeBytes: 5e10 + random() * 1e9, totalBytes: 1e11 }],
    pool: { size: 3, busy: Math.floor(random() * 3), queued: 0 },
    throughput: {
      imagesPerSecond: random() * 5,
      megapixelsPerSecond: random() * 20,
      bytesInPerSecond: random() * 1e7,
      bytesOutPerSecond: random() * 1e6,
    },
  }
}
