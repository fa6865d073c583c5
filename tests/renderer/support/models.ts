import type { Batch } from '../../../src/shared/model/batch.ts'
import type { Item } from '../../../src/shared/model/item.ts'
import type { Admission, Sample } from '../../../src/shared/model/monitor.ts'
import type { OutputResult, PlannedOutput } from '../../../src/shared/model/output.ts'
import { responsiveWeb } from '../../../src/shared/recipe/index.ts'

/** Models with every field filled in; a test names only what it is about. */

export function anOutput(change: Partial<OutputResult> = {}): OutputResult {
  return {
    index: 0,
    path: '/out/a-640.avif',
    format: 'avif',
    width: 640,
    height: 480,
    bytes: 1000,
    sha256: '00',
    quality: 60,
    effort: 3,
    score: null,
    ms: 10,
    cached: false,
    keptOriginal: false,
    notes: [],
    ...change,
  }
}

export function aPlannedOutput(index: number): PlannedOutput {
  return {
    index,
    path: `/out/a-${index}.avif`,
    format: 'avif',
    width: 640,
    height: 480,
    goal: { mode: 'fixed', quality: 60 },
    effort: 3,
  }
}

export function anItem(id: string, change: Partial<Item> = {}): Item {
  return {
    id,
    input: `/in/${id}.jpg`,
    name: `${id}.jpg`,
    state: 'queued',
    planned: [],
    outputs: [],
    ...change,
  }
}

/** Items with ids `i0`, `i1`, … */
export function items(count: number, change: Partial<Item> = {}): Item[] {
  return Array.from({ length: count }, (_, index) => anItem(`i${index}`, change))
}

export function aBatch(id: string, change: Partial<Batch> = {}): Batch {
  return {
    id,
    label: id,
    state: 'running',
    priority: 'normal',
    recipe: responsiveWeb,
    outDir: '/out',
    createdAt: 1000,
    counts: { total: 0, done: 0, failed: 0, skipped: 0, cancelled: 0, running: 0 },
    outputs: { planned: 0, done: 0 },
    bytes: { input: 0, inputDone: 0, output: 0, served: 0 },
    chunks: { total: 0, done: 0 },
    throughput: { imagesPerSecond: 0, megapixelsPerSecond: 0 },
    ...change,
  }
}

export function aSample(at: number, change: Partial<Sample> = {}): Sample {
  return {
    at,
    cpu: { total: 50, own: 25, cores: [50] },
    memory: { totalBytes: 8e9, usedBytes: 4e9, usedPercent: 50, ownBytes: 8e8 },
    processes: [{ kind: 'engine', pid: 1, residentBytes: 8e8, cpuPercent: 25 }],
    load: 1,
    temperature: null,
    battery: null,
    disk: null,
    drives: [],
    pool: { size: 2, busy: 1, queued: 3 },
    throughput: { imagesPerSecond: 1, megapixelsPerSecond: 4, bytesInPerSecond: 1e6, bytesOutPerSecond: 2e5 },
    ...change,
  }
}

export function anAdmission(at: number, limit: number): Admission {
  return {
    at,
    limit,
    max: 4,
    reason: 'free',
    message: `Up to ${limit} images at once.`,
    words: { code: 'free', values: { count: limit } },
  }
}
