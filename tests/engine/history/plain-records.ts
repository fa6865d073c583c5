import type { ItemRecord, Operation, Run } from '../../../src/shared/model/history.ts'
import type { Sample } from '../../../src/shared/model/monitor.ts'
import { responsiveWeb } from '../../../src/shared/recipe/index.ts'

/** Records without anything of the test runner, for processes of their own. */

export function operation(at: number, kind = 'avif'): Operation {
  return { at, operation: 'optimize', kind, status: 'ok', durationMs: 12.5, sizeClass: '<1MP' }
}

export function itemRecord(runId: string, at: number, id = `${runId}-${at}`): ItemRecord {
  const item = { id, input: `/photos/${id}.jpg`, name: `${id}.jpg`, planned: [], outputs: [] }
  return { runId, at, item: { ...item, state: 'done', ms: 900 } }
}

export function run(id: string, finishedAt: number, durationMs = 60_000): Run {
  return {
    id,
    label: 'photos',
    recipe: responsiveWeb,
    outDir: '/photos-optimized',
    throughput: { imagesPerSecond: 1, megapixelsPerSecond: 4 },
    state: 'done',
    startedAt: finishedAt - durationMs,
    finishedAt,
    durationMs,
    counts: { total: 1, done: 1, failed: 0, skipped: 0, cancelled: 0, running: 0 },
    bytes: { input: 10, inputDone: 10, output: 5, served: 2 },
    outputs: 9,
  }
}

export function sampleAt(at: number, cpu: Sample['cpu'], usedPercent = 50): Sample {
  return {
    at,
    cpu,
    memory: { totalBytes: 1e9, usedBytes: usedPercent * 1e7, usedPercent, ownBytes: 1e8 },
    processes: [{ kind: 'engine', pid: 7, residentBytes: 1e8, cpuPercent: 5 }],
    load: 1,
    temperature: null,
    battery: null,
    disk: { readBytesPerSecond: 1_000, writeBytesPerSecond: 2_000 },
    drives: [{ path: '/photos', freeBytes: 5e9, totalBytes: 1e10 }],
    pool: { size: 3, busy: 2, queued: 0 },
    throughput: { imagesPerSecond: 1, megapixelsPerSecond: 4, bytesInPerSecond: 0, bytesOutPerSecond: 0 },
  }
}
