import type { ItemRecord, Run } from '../../../src/shared/model/history.ts'
import type { Item, Probe } from '../../../src/shared/model/item.ts'
import type { OutputResult } from '../../../src/shared/model/output.ts'
import { responsiveWeb } from '../../../src/shared/recipe/index.ts'

const startedAt = Date.UTC(2026, 10, 23, 7, 12, 5)

/** A run as the engine records it; `bytes` and `counts` are for the caller to match with the items. */
export function sampleRun(changes: Partial<Run> = {}): Run {
  return {
    id: '20261123-071205-3fa9',
    label: 'holiday photos',
    recipe: responsiveWeb,
    outDir: '/home/jo/holiday photos-optimized',
    throughput: { imagesPerSecond: 1.4, megapixelsPerSecond: 6 },
    state: 'done',
    startedAt,
    finishedAt: startedAt + 34_600,
    durationMs: 34_600,
    counts: { total: 1, done: 1, failed: 0, skipped: 0, cancelled: 0, running: 0 },
    bytes: { input: 1_000_000, inputDone: 1_000_000, output: 300_000, served: 200_000 },
    outputs: 2,
    ...changes,
  }
}

export function sampleOutput(changes: Partial<OutputResult> = {}): OutputResult {
  return {
    index: 0,
    path: '/home/jo/out/a-640w.avif',
    format: 'avif',
    width: 640,
    height: 480,
    bytes: 40_000,
    sha256: 'a'.repeat(64),
    quality: 60,
    effort: 3,
    score: null,
    ms: 210,
    cached: false,
    keptOriginal: false,
    notes: [],
    ...changes,
  }
}

export function sampleProbe(changes: Partial<Probe> = {}): Probe {
  return {
    format: 'jpeg',
    width: 4000,
    height: 3000,
    bytes: 1_000_000,
    pages: 1,
    hasAlpha: false,
    ...changes,
  }
}

export function sampleItem(changes: Partial<Item> = {}): Item {
  const name = changes.name ?? 'a.jpg'
  return {
    id: name,
    input: `/home/jo/holiday photos/${name}`,
    name,
    state: 'done',
    probe: sampleProbe(),
    planned: [],
    outputs: [sampleOutput()],
    ms: 900,
    ...changes,
  }
}

export function recordsOf(items: readonly Item[]): ItemRecord[] {
  return items.map((item, index) => ({ runId: sampleRun().id, at: startedAt + index, item }))
}
