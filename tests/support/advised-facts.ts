import type { Facts, RunFacts } from '../../src/engine/analytics/recommendations/facts.ts'
import type { Item } from '../../src/shared/model/item.ts'
import type { OutputResult } from '../../src/shared/model/output.ts'
import type { Recipe } from '../../src/shared/recipe/index.ts'
import { settingsSchema } from '../../src/shared/settings.ts'
import { sampleItem, samplePlanned, sampleProbe, sampleResult } from './samples.ts'

const dayMs = 86_400_000
const now = Date.UTC(2026, 10, 24)

/** What rules look at, on a machine of which nothing is known but what is given. */
export function advisedFacts(change: Partial<Facts>): Facts {
  return {
    ...{ now, from: now - 30 * dayMs, cores: 8, memoryBytes: 16e9 },
    settings: settingsSchema.parse({}),
    recipes: [],
    calibration: undefined,
    runs: [],
    cache: {
      ...{ enabled: true, bytes: 0, entries: 0, maxBytes: 5e9, ttlDays: 90, since: null, bytesReused: 0 },
      lookups: { hits: 0, misses: 0, hitRate: null },
      ...{ byRecipe: [], bySize: [], byAge: [], missReasons: [] },
    },
    changes: [],
    hours: {},
    disk: { freeBytes: 500e9, operationBytes: 0, sampleBytes: 0 },
    ...change,
  }
}

/** A run of ten minutes. */
export function runOf(recipe: Recipe, items: Item[], startedAt = now - dayMs): RunFacts {
  return {
    run: {
      ...{ id: `run-${recipe.id}-${startedAt}`, label: 'photos', recipe, outDir: '/out', state: 'done' },
      ...{ startedAt, finishedAt: startedAt + 600_000, durationMs: 600_000, outputs: items.length },
      counts: { total: items.length, done: items.length, failed: 0, skipped: 0, cancelled: 0, running: 0 },
      bytes: { input: 0, inputDone: 0, output: 0, served: 0 },
      throughput: { imagesPerSecond: 1, megapixelsPerSecond: 1 },
    },
    items,
  }
}

let counter = 0

/** A finished JPEG of 12 megapixels with these outputs. */
export function imageOf(
  outputs: OutputResult[],
  { bytes = 300_000, index, sha256 }: { bytes?: number; index?: number; sha256?: string } = {},
): Item {
  counter += 1
  const id = String(index ?? counter)
  return sampleItem({
    ...{ id, name: `${id}.jpg`, input: `/in/${id}-${counter}.jpg`, state: 'done', outputs },
    probe: { ...sampleProbe, format: 'jpeg', width: 4_000, height: 3_000, bytes },
    ...(sha256 === undefined ? {} : { sha256 }),
  })
}

/** An output that was made, 1280 × 720 in WebP unless said otherwise. */
export function outputOf(change: Partial<OutputResult>): OutputResult {
  return sampleResult(samplePlanned(), {
    ...{
      format: 'webp',
      width: 1_280,
      height: 720,
      bytes: 50_000,
      ms: 100,
      cached: false,
      keptOriginal: false,
    },
    ...change,
  })
}
