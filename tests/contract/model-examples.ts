import type { Candidate } from '../../src/shared/model/output.ts'
import { settingsSchema } from '../../src/shared/settings.ts'
import { sampleItem, samplePlanned, sampleProbe, sampleRecipe, sampleResult } from '../support/samples.ts'
import { type Example, joined, within } from './example.ts'

/** A valid value of each part of the model, with every field that it may have. */

export const errorData: Example = {
  value: { code: 'INPUT_CORRUPT', message: 'It is damaged.', hint: 'Get it again.', detail: 'line 3' },
  optional: ['hint', 'detail'],
}

/** What a recipe may leave out, since it has a default. Of a box the height, which makes it a width. */
export const recipe: Example = {
  value: sampleRecipe,
  optional: [
    ...['version', 'description', 'enlarge', 'effort', 'effort.png', 'quality.png', 'sizes.0.height'],
    ...['enhance', 'metadata', 'colour', 'background', 'minimumSaving', 'animation', 'naming', 'collision'],
  ],
}
export const storedRecipe: Example = {
  value: { recipe: sampleRecipe, builtIn: false },
  ...within('recipe', recipe),
}

export const alternatives: readonly Candidate[] = [
  { format: 'jpeg', path: '/out/a.jpg', goal: { mode: 'target', score: 80 }, effort: null, replaces: 'def' },
]
const plannedValue = samplePlanned({ replaces: 'abc', crop: true, alternatives: [...alternatives] })
export const plannedOutput: Example = {
  value: plannedValue,
  optional: ['replaces', 'crop', 'alternatives', 'alternatives.0.replaces'],
}

const result = sampleResult(samplePlanned(), {
  score: 81.5,
  writeMs: 2.5,
  notes: ['metadata-removed'],
  reason: 'It is smallest.',
})
export const outputResult: Example = { value: result, optional: ['reason', 'writeMs'] }

const itemValue = sampleItem({
  planned: [plannedValue],
  outputs: [result],
  state: 'running',
  step: 'encode',
  ms: 12,
  acceptDamage: true,
  sha256: 'abc',
  error: { code: 'INPUT_CORRUPT', message: 'It is damaged.', hint: 'Get it again.', detail: 'line 3' },
})
export const item: Example = {
  value: itemValue,
  ...joined(
    within('error', errorData),
    within('planned.0', plannedOutput),
    within('outputs.0', outputResult),
    {
      optional: ['probe', 'step', 'ms', 'error', 'acceptDamage', 'sha256'],
    },
  ),
}

export const probe: Example = {
  value: { ...sampleProbe, channels: 3, depth: 8, interlaced: false, animated: false },
  optional: ['channels', 'depth', 'interlaced', 'animated'],
}

const runFields = {
  id: 'b1',
  label: 'photos',
  recipe: sampleRecipe,
  outDir: '/out',
  counts: { total: 6, done: 1, failed: 2, skipped: 0, cancelled: 0, running: 3 },
  bytes: { input: 4, inputDone: 3, output: 2, served: 1 },
  throughput: { imagesPerSecond: 1.5, megapixelsPerSecond: 2.5 },
}

export const batch: Example = {
  value: {
    ...runFields,
    state: 'running',
    priority: 'normal',
    position: 0,
    pause: { reason: 'disk-full', since: 3, error: errorData.value },
    chunks: { total: 3, done: 1 },
    estimate: { ms: 5, bytes: 6, measured: 0.5, replaced: 1, freeBytes: 7, fits: true },
    inPlace: { backupDir: '/backups', keepTimes: true },
    createdAt: 1,
    startedAt: 2,
    finishedAt: 3,
    outputs: { planned: 9, done: 4 },
    etaMs: 500,
    error: errorData.value,
  },
  ...joined(within('error', errorData), within('pause.error', errorData), within('recipe', recipe), {
    optional: [
      ...['startedAt', 'finishedAt', 'etaMs', 'error', 'position', 'pause', 'pause.error', 'estimate'],
      ...['estimate.freeBytes', 'estimate.fits', 'inPlace', 'inPlace.backupDir'],
    ],
  }),
}

export const run: Example = {
  value: { ...runFields, state: 'done', startedAt: 2, finishedAt: 5, durationMs: 3, outputs: 9 },
  ...within('recipe', recipe),
}

export const itemRecord: Example = {
  value: { runId: 'b1', at: 1, item: itemValue },
  ...within('item', item),
}

export const operation: Example = {
  value: {
    at: 1,
    operation: 'optimize',
    kind: 'avif',
    status: 'ok',
    durationMs: 3,
    sizeClass: '<1MP',
    code: 'X',
  },
  optional: ['sizeClass', 'code'],
}

export const sample: Example = {
  value: {
    at: 1,
    cpu: { total: 50.5, own: 20, cores: [40, 60] },
    memory: { totalBytes: 100, usedBytes: 50, usedPercent: 50, ownBytes: 10 },
    processes: [{ kind: 'pool', pid: 7, residentBytes: 10, cpuPercent: 20 }],
    load: 1.5,
    temperature: 61,
    battery: { onBattery: true, percent: 80 },
    disk: { readBytesPerSecond: 1, writeBytesPerSecond: 2 },
    drives: [{ path: '/', freeBytes: 1, totalBytes: 2 }],
    pool: { size: 3, busy: 2, queued: 1 },
    throughput: { imagesPerSecond: 1, megapixelsPerSecond: 2, bytesInPerSecond: 3, bytesOutPerSecond: 4 },
  },
}

export const admission: Example = {
  value: {
    at: 1,
    limit: 0,
    max: 4,
    reason: 'memory',
    message: 'Memory is at 91 %.',
    words: { code: 'memory-above', values: {} },
  },
}

export const decision: Example = {
  value: {
    at: 1,
    from: 2,
    to: 3,
    reason: 'try',
    message: '20 % of the CPU is idle.',
    words: { code: 'try', values: {} },
  },
}

export const shellReport: Example = {
  value: { processes: [{ kind: 'main', pid: 7, residentBytes: 10, cpuPercent: 2 }], onBattery: false },
  optional: ['onBattery'],
}

const fieldsOf = (group: string, fields: readonly string[]): string[] => [
  group,
  ...fields.map((field) => `${group}.${field}`),
]

/** Every setting has a default. */
export const settings: Example = {
  value: settingsSchema.parse({}),
  optional: [
    'version',
    'concurrency',
    'ignore',
    'scaling',
    'mode',
    'quietOnBattery',
    'memoryBudgetBytes',
    ...fieldsOf('quietHours', ['enabled', 'from', 'to']),
    ...fieldsOf('prices', ['currency', 'storageGbMonth', 'transferGb', 'cpuHour', 'kilowattHour']),
    ...fieldsOf('assumptions', ['viewsPerMonth', 'wattsPerCore']),
    ...fieldsOf('thresholds', ['cpuPercent', 'memoryPercent', 'slowMs', 'slowEncodeFactor', 'errorPercent']),
    ...fieldsOf('history', ['operationDays', 'sampleDays', 'tenSecondDays', 'minuteDays', 'hourDays']),
    'history.maxMegabytes',
    'limits',
    'limits.inputBytes',
    'limits.inputPixels',
    'limits.animationPixels',
    'limits.frames',
    'limits.svgBytes',
    'limits.secondsPerMegapixel',
    'limits.itemSeconds',
    'reports',
    'reports.title',
    'reports.notes',
    'reports.logo',
    'reports.weekly',
    'reports.dir',
    'reports.formats',
    'appearance',
    'appearance.theme',
    'appearance.language',
    'startup',
    'startup.unfinished',
    'startup.openAtLogin',
    'cache',
    'cache.enabled',
    'cache.maxBytes',
    'cache.ttlDays',
    'backups',
    'backups.keepDays',
  ],
}

export const finding: Example = {
  value: { id: 'node', label: 'Node.js', status: 'missing', value: 'none', hint: 'Install it.' },
  optional: ['hint'],
}

export const lifecycles: Record<string, Example> = {
  starting: { value: { state: 'starting' } },
  ready: { value: { state: 'ready', pid: 7 } },
  restarting: { value: { state: 'restarting', attempt: 2, retryInMs: 500, reason: 'it ended' } },
  failed: { value: { state: 'failed', error: errorData.value }, ...within('error', errorData) },
  stopped: { value: { state: 'stopped' } },
}
export const lifecycle: Example = lifecycles.failed ?? { value: undefined }

export const logLine: Example = { value: { at: 1, level: 'warn', source: 'pool', message: 'text' } }

export const resultDocument: Example = {
  value: {
    batchId: 'b1',
    recipe: 'responsive-web',
    durationMs: 1_000,
    totalProcessed: 3,
    bytesIn: 100,
    bytesOut: 50,
    cache: { hits: 0, misses: 2 },
    success: [
      {
        input: '/in/a.jpg',
        format: 'jpeg',
        width: 10,
        height: 20,
        bytes: 30,
        ms: 40,
        outputs: [
          {
            path: '/out/a-10w.webp',
            format: 'webp',
            width: 10,
            height: 20,
            bytes: 15,
            quality: 82,
            effort: 4,
            score: 80.5,
            cached: false,
            keptOriginal: false,
            notes: ['metadata-removed'],
          },
        ],
      },
    ],
    failed: [{ input: '/in/b.jpg', code: 'INPUT_CORRUPT', message: 'It is damaged.' }],
    skipped: [{ input: '/in/c.txt', code: 'INPUT_NOT_AN_IMAGE', message: 'It is no image.' }],
  },
}

export const alert: Example = {
  value: {
    id: 'a1',
    rule: 'cpu',
    subject: '',
    raisedAt: 1,
    clearedAt: 2,
    threshold: 80,
    worst: 99,
    message: 'The processor has been above 80 %.',
    evidence: [{ at: 1, value: 99 }],
  },
  optional: ['clearedAt'],
}

const everyValue = { avg: 1, p50: 1, p95: 1, p99: 1, min: 1, max: 1, sum: 1, count: 1, rate: 1 }

export const query: Example = {
  value: {
    metric: 'cpu',
    from: 1,
    to: 2,
    step: 60_000,
    groupBy: ['kind'],
    filter: { kind: ['avif'] },
    aggregations: ['avg'],
  },
  optional: ['step', 'groupBy', 'filter', 'filter.kind', 'aggregations'],
}

export const queryResult: Example = {
  value: {
    series: [{ tags: { kind: 'avif' }, points: [{ at: 1, values: everyValue }] }],
    exact: true,
    gaps: [{ from: 1, to: 2, what: 'Hours' }],
  },
  optional: [
    'series.0.tags.kind',
    ...Object.keys(everyValue).map((name) => `series.0.points.0.values.${name}`),
  ],
}

export const explanation: Example = {
  value: {
    steps: [{ source: '1h', index: ['kind'], from: 1, to: 2, shards: 1, pruned: 0, rows: 9 }],
    shards: 1,
    rows: 9,
    durationMs: 1.5,
    result: queryResult.value,
  },
  ...joined(within('result', queryResult), { optional: ['steps.0.index'] }),
}

export const summary: Example = {
  value: {
    from: 1,
    to: 2,
    operations: [
      { operation: 'ipc', kind: 'k', count: 1, errors: 0, avg: 1, p50: 1, p95: 1, p99: 1, max: 1 },
    ],
    resources: [{ metric: 'cpu', tags: { drive: 'sda' }, avg: 1, p95: 1, max: 1 }],
    errors: { count: 1, percent: 1, byCode: [{ operation: 'ipc', code: 'X', count: 1 }] },
    gaps: [{ from: 1, to: 2, what: 'Hours' }],
  },
  optional: ['resources.0.tags.drive'],
}

export const advice: Example = {
  value: {
    id: 'by-x+kind',
    metric: 'x',
    tags: ['kind'],
    state: 'built',
    queries: 3,
    measured: { beforeMs: 9, afterMs: 1, rowsBefore: 9, rowsAfter: 1 },
    automatic: true,
    lastUsedAt: 1,
  },
  optional: ['measured'],
}

export const watch: Example = {
  value: {
    id: 'w1',
    folder: '/in',
    recipeId: 'responsive-web',
    outDir: '/out',
    paused: false,
    state: 'failed',
    waiting: 1,
    done: 2,
    failed: 3,
    error: errorData.value,
  },
  ...joined(within('error', errorData), { optional: ['error'] }),
}

const tally = { hits: 1, misses: 1, hitRate: 0.5 }
export const cacheStats: Example = {
  value: {
    enabled: true,
    bytes: 10,
    entries: 2,
    maxBytes: 100,
    ttlDays: 90,
    since: 1,
    lookups: tally,
    bytesReused: 5,
    byRecipe: [{ recipe: 'responsive-web', ...tally }],
    bySize: [{ size: '<1MP', ...tally }],
    byAge: [{ age: '<1h', hits: 1 }],
    missReasons: [{ reason: 'new-source', misses: 1 }],
    advice: {
      maxBytes: 50,
      ttlDays: 7,
      lookups: 200,
      reuses: 100,
      hitRate: { now: 0.4, advised: 0.5, unlimited: 0.5 },
      reason: 'Enough.',
    },
  },
  optional: ['advice'],
}

export const calibration: Example = {
  value: {
    version: 1,
    at: 1_700_000_000_000,
    encoders: { aom: '3.13.1' },
    durationMs: 4_000.5,
    frontiers: [{ format: 'avif', points: [{ effort: 3, cpuMs: 500.5, bytes: 27_464.5 }] }],
  },
  optional: ['encoders.aom'],
}
