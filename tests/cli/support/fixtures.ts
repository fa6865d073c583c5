import type { Batch } from '../../../src/shared/model/batch.ts'
import type { Item } from '../../../src/shared/model/item.ts'
import type { OutputResult, PlannedOutput } from '../../../src/shared/model/output.ts'
import { responsiveWeb } from '../../../src/shared/recipe/index.ts'

export function makeBatch(changes: Partial<Batch> = {}): Batch {
  return {
    id: 'batch-1',
    label: 'photos',
    state: 'running',
    priority: 'normal',
    recipe: responsiveWeb,
    outDir: '/out',
    createdAt: 1_000,
    startedAt: 2_000,
    counts: { total: 0, done: 0, failed: 0, skipped: 0, cancelled: 0, running: 0 },
    outputs: { planned: 0, done: 0 },
    bytes: { input: 0, inputDone: 0, output: 0, served: 0 },
    chunks: { total: 0, done: 0 },
    throughput: { imagesPerSecond: 0, megapixelsPerSecond: 0 },
    ...changes,
  }
}

export function makePlanned(changes: Partial<PlannedOutput> = {}): PlannedOutput {
  return {
    index: 0,
    path: '/out/a-640x480.webp',
    format: 'webp',
    width: 640,
    height: 480,
    goal: { mode: 'fixed', quality: 82 },
    effort: 4,
    ...changes,
  }
}

export function makeOutput(changes: Partial<OutputResult> = {}): OutputResult {
  const { index, path, format, width, height, effort } = makePlanned()
  return {
    ...{ index, path, format, width, height, effort },
    quality: 82,
    bytes: 10_000,
    sha256: 'a'.repeat(64),
    score: null,
    ms: 12,
    cached: false,
    keptOriginal: false,
    notes: [],
    ...changes,
  }
}

export function makeItem(changes: Partial<Item> = {}): Item {
  return {
    id: 'item-1',
    input: '/in/a.jpg',
    name: 'a.jpg',
    state: 'planned',
    probe: { format: 'jpeg', width: 1600, height: 1200, bytes: 100_000, pages: 1, hasAlpha: false },
    planned: [makePlanned()],
    outputs: [],
    ...changes,
  }
}
