import { describe, expect, it } from 'vitest'
import {
  type EngineCommandName,
  type EngineEventName,
  engineCommands,
  engineEvents,
} from '../../src/shared/contract/engine.ts'
import { recipeOverridesSchema } from '../../src/shared/recipe/index.ts'
import { settingsSchema } from '../../src/shared/settings.ts'
import { sampleRecipe } from '../support/samples.ts'
import { type Example, expectContract, joined, within } from './example.ts'
import * as insights from './insight-examples.ts'
import * as model from './model-examples.ts'

const none: Example = { value: {} }
const batchRef: Example = { value: { batchId: 'b1' } }
/** Every field of a recipe that a batch may set for itself. */
const overrides = recipeOverridesSchema.parse(sampleRecipe)
/** Within what is absent, nothing is required; within what is there, everything. */
const optionalOverrides = [
  'overrides',
  ...Object.keys(overrides).map((field) => `overrides.${field}`),
  ...['effort.png', 'quality.png', 'sizes.0.height'].map((field) => `overrides.${field}`),
]
const trial = {
  ...{ id: 't1', format: 'avif', width: 640, height: 480, bytes: 1_000, quality: 60, effort: 3 },
  ...{ score: 80.5, ms: 120.5, notes: ['target-missed'] },
}
const sampleRun = {
  ...{ itemId: '1', name: 'a.jpg', bytesIn: 9_000, bytesOut: 2_000, bytesServed: 1_000, outputs: 9 },
  ...{ score: 78.5, ms: 900.5 },
}
const { thresholds, history: keep, quietHours, prices, assumptions, reports } = settingsSchema.parse({})
const reportParams: Example = {
  value: {
    subject: { kind: 'run', runId: 'b1' },
    formats: ['json', 'html'],
    dir: '/reports',
    title: 'Spring',
    notes: 'For the client.',
    logo: '/logo.png',
    paths: true,
  },
  optional: ['title', 'notes', 'logo', 'paths'],
}

const commands: Record<EngineCommandName, { params: Example; result: Example }> = {
  getSnapshot: {
    params: none,
    result: {
      value: {
        version: '1.2.3',
        pool: model.lifecycle.value,
        admission: model.admission.value,
        batches: [model.batch.value],
        samples: [model.sample.value],
        decisions: [model.decision.value],
        settings: model.settings.value,
      },
      ...joined(
        within('pool', model.lifecycle),
        within('batches.0', model.batch),
        within('settings', model.settings),
      ),
    },
  },
  createBatch: {
    params: {
      value: {
        ...{ paths: ['/in'], recipeId: 'responsive-web', recipe: sampleRecipe, overrides, outDir: '/out' },
        ...{ ignore: ['*.tmp'], priority: 'high' },
        destination: { kind: 'in-place', backupDir: '/backups', keepTimes: true },
      },
      ...joined(within('recipe', model.recipe), {
        optional: [
          ...['recipeId', 'recipe', 'outDir', 'ignore', 'priority', ...optionalOverrides],
          ...['destination', 'destination.backupDir', 'destination.keepTimes'],
        ],
      }),
    },
    result: model.batch,
  },
  configureBatch: {
    params: {
      value: { batchId: 'b1', outDir: '/out', recipeId: 'same-format', overrides },
      optional: ['outDir', 'recipeId', ...optionalOverrides],
    },
    result: model.batch,
  },
  startBatch: { params: batchRef, result: model.batch },
  cancelBatch: { params: batchRef, result: model.batch },
  findInterrupted: {
    params: { value: { paths: ['/in'], outDir: '/out' } },
    result: model.batch,
  },
  pauseBatch: { params: batchRef, result: model.batch },
  resumeBatch: { params: batchRef, result: model.batch },
  retryItems: {
    params: {
      value: { batchId: 'b1', itemIds: ['1'], acceptDamage: true },
      optional: ['itemIds', 'acceptDamage'],
    },
    result: model.batch,
  },
  removeItems: { params: { value: { batchId: 'b1', itemIds: ['1'] } }, result: model.batch },
  setBatchPriority: { params: { value: { batchId: 'b1', priority: 'background' } }, result: model.batch },
  preferItems: { params: { value: { batchId: 'b1', itemIds: ['1'] } }, result: none },
  moveBatch: { params: { value: { batchId: 'b1', before: 'b2' } }, result: model.batch },
  discardBatch: { params: batchRef, result: none },
  listItems: {
    params: {
      value: { batchId: 'b1', offset: 200, limit: 100, states: ['done', 'failed'] },
      optional: ['offset', 'limit', 'states'],
    },
    result: { value: { total: 1, items: [model.item.value] }, ...within('items.0', model.item) },
  },
  getResult: { params: batchRef, result: model.resultDocument },
  getPreview: {
    params: { value: { batchId: 'b1', itemId: '1', output: 0, side: 320 }, optional: ['output'] },
    result: { value: { path: '/previews/a.webp', mime: 'image/webp', made: true } },
  },
  getPicture: {
    params: { value: { batchId: 'b1', itemId: '1', output: 0 }, optional: ['output'] },
    result: { value: { path: '/out/a.avif', mime: 'image/avif' } },
  },
  tryOutput: {
    params: { value: { batchId: 'b1', itemId: '1', output: 0, goal: { mode: 'target', score: 80 } } },
    result: { value: trial },
  },
  tryRecipe: { params: batchRef, result: { value: sampleRun } },
  cancelTrials: { params: none, result: none },
  getTrial: {
    params: { value: { trialId: 't1' } },
    result: { value: { path: '/home/trials/a.avif', mime: 'image/avif' } },
  },
  copyFiles: {
    params: {
      value: { files: [{ batchId: 'b1', itemId: '1', output: 0 }], dir: '/copies' },
      optional: ['files.0.output'],
    },
    result: {
      value: { copied: 1, failed: [{ path: '/out/a.avif', error: model.errorData.value }] },
      ...within('failed.0.error', model.errorData),
    },
  },
  keepPicture: {
    params: { value: { name: 'image.png', base64: 'iVBORw0K' } },
    result: { value: { path: '/home/pictures/1/image.png' } },
  },
  locate: {
    params: { value: { batchId: 'b1', itemId: '1', output: 0 }, optional: ['itemId', 'output'] },
    result: { value: { path: '/in/a.jpg' } },
  },
  listRuns: {
    params: { value: { limit: 10 }, optional: ['limit'] },
    // A list is not an object: what is in it is the run's own example.
    result: { value: [model.run.value], ...within('0', model.run) },
  },
  getRun: {
    params: { value: { runId: 'b1' } },
    result: {
      value: { run: model.run.value, items: [model.itemRecord.value] },
      ...joined(within('run', model.run), within('items.0', model.itemRecord)),
    },
  },
  listOperations: {
    params: { value: { from: 0, to: 1 } },
    result: { value: [model.operation.value], ...within('0', model.operation) },
  },
  recordOperation: { params: model.operation, result: none },
  queryHistory: { params: model.query, result: model.queryResult },
  explainQuery: { params: model.query, result: model.explanation },
  summarizeHistory: { params: { value: { from: 0, to: 1 } }, result: model.summary },
  listAdvice: { params: none, result: { value: [model.advice.value], ...within('0', model.advice) } },
  applyAdvice: { params: { value: { id: 'by-x' } }, result: model.advice },
  dropIndex: { params: { value: { id: 'by-x' } }, result: none },
  exportHistory: {
    params: { value: { path: '/h.gz' } },
    result: { value: { path: '/h.gz', records: 1, bytes: 2 } },
  },
  importHistory: { params: { value: { path: '/h.gz' } }, result: { value: { records: 1, rows: 2 } } },
  listAlerts: {
    params: { value: { limit: 10 }, optional: ['limit'] },
    result: {
      value: { active: [model.alert.value], past: [model.alert.value] },
      ...joined(within('active.0', model.alert), within('past.0', model.alert)),
    },
  },
  listTrends: {
    params: { value: { days: 90 }, optional: ['days'] },
    result: { value: [insights.trend.value], ...within('0', insights.trend) },
  },
  listAnomalies: {
    params: { value: { days: 30 }, optional: ['days'] },
    result: { value: [insights.anomaly.value], ...within('0', insights.anomaly) },
  },
  judgeAnomaly: { params: { value: { id: 'a1', expected: true } }, result: insights.anomaly },
  writeReport: {
    params: reportParams,
    result: {
      value: { paths: ['/reports/a.json'], problem: model.errorData.value },
      ...joined({ optional: ['problem'] }, within('problem', model.errorData)),
    },
  },
  listRecommendations: {
    params: none,
    result: { value: [insights.recommendation.value], ...within('0', insights.recommendation) },
  },
  applyRecommendation: { params: { value: { id: 'r1' } }, result: insights.recommendation },
  takeBackRecommendation: { params: { value: { id: 'r1' } }, result: insights.recommendation },
  dismissRecommendation: {
    params: { value: { id: 'r1', dismissed: false }, optional: ['dismissed'] },
    result: insights.recommendation,
  },
  getImpact: { params: { value: { runId: 'b1' } }, result: insights.impact },
  compareRuns: { params: { value: { before: 'b1', after: 'b2' } }, result: insights.impact },
  compareRecipes: {
    params: {
      value: { before: 'fixed-q80', after: 'best-format', paths: ['/in'], images: 6 },
      optional: ['images'],
    },
    result: insights.impact,
  },
  listRecipes: {
    params: none,
    result: { value: [model.storedRecipe.value], ...within('0', model.storedRecipe) },
  },
  saveRecipe: {
    params: { value: { recipe: sampleRecipe }, ...within('recipe', model.recipe) },
    result: model.storedRecipe,
  },
  removeRecipe: { params: { value: { recipeId: 'sample' } }, result: none },
  importRecipes: {
    params: { value: { text: '[]' } },
    result: { value: [model.storedRecipe.value], ...within('0', model.storedRecipe) },
  },
  listWatches: { params: none, result: { value: [model.watch.value], ...within('0', model.watch) } },
  addWatch: {
    params: {
      value: { folder: '/in', outDir: '/out', recipeId: 'responsive-web', temporary: true },
      optional: ['outDir', 'recipeId', 'temporary'],
    },
    result: model.watch,
  },
  removeWatch: { params: { value: { watchId: 'w1' } }, result: none },
  pauseWatch: {
    params: { value: { watchId: 'w1', paused: false }, optional: ['paused'] },
    result: model.watch,
  },
  listBackups: {
    params: none,
    result: { value: [{ batchId: 'b1', startedAt: 1, dir: '/backups/b1', images: 2, bytes: 3 }] },
  },
  undoBatch: {
    params: { value: { batchId: 'b1', force: true }, optional: ['force'] },
    result: {
      value: {
        batchId: 'b1',
        restored: 1,
        already: 2,
        refused: [{ path: '/in/a.jpg', error: model.errorData.value }],
      },
      ...within('refused.0.error', model.errorData),
    },
  },
  cacheStats: { params: none, result: model.cacheStats },
  cacheVerify: {
    params: none,
    result: { value: { checked: 3, damaged: 1, orphans: 0, bytesFreed: 10 } },
  },
  cachePrune: {
    params: none,
    result: { value: { expired: 1, evicted: 2, bytesFreed: 3, bytes: 4, entries: 5 } },
  },
  cacheClear: { params: none, result: none },
  warmCache: {
    params: { value: { paths: ['/in'], recipeId: 'responsive-web' }, optional: ['paths', 'recipeId'] },
    result: { value: { prepared: 1, known: 2, failed: 0 } },
  },
  applyCacheAdvice: { params: none, result: model.settings },
  getCalibration: { params: none, result: model.calibration },
  calibrate: { params: none, result: model.calibration },
  storageUse: { params: none, result: { value: { cacheBytes: 1_000, historyBytes: 200 } } },
  getSettings: { params: none, result: model.settings },
  updateSettings: {
    params: {
      value: {
        concurrency: 2,
        scaling: 'fixed',
        mode: 'quiet',
        quietOnBattery: false,
        memoryBudgetBytes: 6e8,
        thresholds,
        history: keep,
        ...{ quietHours, prices, assumptions, reports },
      },
      optional: [
        ...['concurrency', 'scaling', 'mode', 'quietOnBattery', 'memoryBudgetBytes'],
        ...['thresholds', 'history', 'quietHours', 'prices', 'assumptions', 'reports'],
        ...Object.keys(reports).map((field) => `reports.${field}`),
        ...Object.keys(quietHours).map((field) => `quietHours.${field}`),
        ...Object.keys(prices).map((field) => `prices.${field}`),
        ...Object.keys(assumptions).map((field) => `assumptions.${field}`),
        ...Object.keys(thresholds).map((field) => `thresholds.${field}`),
        ...Object.keys(keep).map((field) => `history.${field}`),
      ],
    },
    result: model.settings,
  },
  reportShell: { params: model.shellReport, result: none },
  diagnose: { params: none, result: { value: [model.finding.value], ...within('0', model.finding) } },
}

const events: Record<EngineEventName, Example> = {
  poolChanged: model.lifecycle,
  admissionChanged: model.admission,
  decided: model.decision,
  sampled: model.sample,
  worked: {
    value: [
      {
        ...{ lane: 0, job: 7, task: 'optimize', name: 'a.jpg', batchId: 'b1', itemId: '1', step: 'encode' },
        ...{ format: 'avif', width: 640, height: 480, from: 1_000, to: 1_200 },
      },
    ],
    optional: ['batchId', 'itemId', 'format', 'width', 'height', 'to'].map((field) => `0.${field}`),
  },
  batchChanged: model.batch,
  itemsChanged: {
    value: { batchId: 'b1', items: [model.item.value] },
    ...within('items.0', model.item),
  },
  batchDiscarded: batchRef,
  watchesChanged: { value: [model.watch.value], ...within('0', model.watch) },
  settingsChanged: model.settings,
  alertsChanged: { value: [model.alert.value], ...within('0', model.alert) },
  recipesChanged: { value: [model.storedRecipe.value], ...within('0', model.storedRecipe) },
  problem: model.errorData,
  log: model.logLine,
}

describe('the engine’s commands', () => {
  it.each(Object.keys(engineCommands) as EngineCommandName[])('%s', (name) => {
    expectContract(engineCommands[name].params, commands[name].params)
    expectContract(engineCommands[name].result, commands[name].result)
  })

  it('fill in what a caller may leave out', () => {
    expect(engineCommands.createBatch.params.parse({ paths: ['/in'] })).toEqual({
      paths: ['/in'],
      recipeId: 'responsive-web',
      overrides: {},
      ignore: [],
      priority: 'normal',
    })
    expect(engineCommands.listItems.params.parse({ batchId: 'b1' })).toEqual({
      batchId: 'b1',
      offset: 0,
      limit: 200,
    })
    expect(engineCommands.listRuns.params.parse({})).toEqual({ limit: 100 })
  })

  it.each([
    ['createBatch', { paths: [] }, 'paths'],
    ['createBatch', { paths: [''] }, 'paths.0'],
    ['listItems', { batchId: 'b1', limit: 1_001 }, 'limit'],
    ['listItems', { batchId: 'b1', offset: -1 }, 'offset'],
    ['getPreview', { batchId: 'b1', itemId: '1', side: 15 }, 'side'],
    ['getPreview', { batchId: 'b1', itemId: '1', side: 2_049 }, 'side'],
    ['writeReport', { subject: { kind: 'run', runId: 'b1' }, formats: [], dir: '/' }, 'formats'],
    ['writeReport', { subject: { kind: 'year' }, formats: ['csv'], dir: '/' }, 'subject.kind'],
    ['writeReport', { subject: { kind: 'run', runId: 'b1' }, formats: ['docx'], dir: '/' }, 'formats.0'],
    ['updateSettings', { thresholds: { cpuPercent: 101 } }, 'thresholds.cpuPercent'],
  ] as const)('%s refuses %o', (name, params, path) => {
    const { error } = engineCommands[name].params.safeParse(params)
    expect(error?.issues.map((issue) => issue.path.join('.'))).toEqual([path])
  })
})

describe('the engine’s events', () => {
  it.each(Object.keys(engineEvents) as EngineEventName[])('%s', (name) => {
    expectContract(engineEvents[name], events[name])
  })
})
