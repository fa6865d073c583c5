import type { Item, Probe } from '../../src/shared/model/item.ts'
import type { OutputResult, PlannedOutput } from '../../src/shared/model/output.ts'
import { type Recipe, recipeSchema } from '../../src/shared/recipe/index.ts'

/** Valid values of the model, for tests that need one and do not care which. */

export const sampleProbe: Probe = {
  format: 'jpeg',
  width: 2_000,
  height: 1_000,
  bytes: 500_000,
  pages: 1,
  hasAlpha: false,
}

export const sampleRecipe: Recipe = recipeSchema.parse({
  id: 'sample',
  name: 'Sample',
  formats: ['webp', 'jpeg'],
  sizes: [
    { width: 640, height: 480 },
    { width: 1280, height: 720 },
  ],
  quality: { mode: 'fixed', avif: 60, webp: 82, jpeg: 80 },
  effort: { mode: 'fixed', avif: 3, webp: 4 },
})

export function samplePlanned(change: Partial<PlannedOutput> = {}): PlannedOutput {
  return {
    index: 0,
    path: '/out/photo-640w.webp',
    format: 'webp',
    width: 640,
    height: 320,
    goal: { mode: 'fixed', quality: 82 },
    effort: 4,
    ...change,
  }
}

/** What comes of a planned output when all goes well. */
export function sampleResult(planned: PlannedOutput, change: Partial<OutputResult> = {}): OutputResult {
  const { index, path, format, width, height, goal, effort } = planned
  return {
    ...{ index, path, format, width, height, effort },
    quality: goal.mode === 'fixed' ? goal.quality : null,
    bytes: 1_000,
    sha256: `sha256 of ${planned.path}`,
    score: null,
    ms: 10,
    cached: false,
    keptOriginal: false,
    notes: [],
    ...change,
  }
}

export function sampleItem(change: Partial<Item> = {}): Item {
  return {
    id: '1',
    input: '/in/photo.jpg',
    name: 'photo.jpg',
    state: 'planned',
    probe: sampleProbe,
    planned: [],
    outputs: [],
    ...change,
  }
}
