import * as z from 'zod'
import { errorDataSchema } from '../errors.ts'
import { lifecycleSchema, logLineSchema } from '../lifecycle.ts'
import { alertSchema } from '../model/alert.ts'
import { backupSchema, destinationSchema, undoReportSchema } from '../model/backup.ts'
import { batchPrioritySchema, batchSchema } from '../model/batch.ts'
import { cachePruneSchema, cacheStatsSchema, cacheVerifySchema, cacheWarmSchema } from '../model/cache.ts'
import { calibrationSchema } from '../model/calibration.ts'
import { itemRecordSchema, operationSchema, runSchema } from '../model/history.ts'
import { itemSchema, itemStateSchema } from '../model/item.ts'
import {
  admissionSchema,
  decisionSchema,
  sampleSchema,
  shellReportSchema,
  workSpanSchema,
} from '../model/monitor.ts'
import {
  adviceSchema,
  explanationSchema,
  queryResultSchema,
  querySchema,
  summarySchema,
} from '../model/query.ts'
import { reportRequestSchema } from '../model/report-request.ts'
import { resultDocumentSchema } from '../model/result-document.ts'
import { sampleRunSchema, trialSchema } from '../model/trial.ts'
import { watchSchema } from '../model/watch.ts'
import {
  qualityGoalSchema,
  recipeOverridesSchema,
  recipeSchema,
  storedRecipeSchema,
} from '../recipe/index.ts'
import { settingsPatchSchema, settingsSchema } from '../settings.ts'
import { type Client, command, type Handlers, type PayloadOf } from './define.ts'
import { insightCommands } from './insights.ts'

const none = z.object({})
const watchRef = z.object({ watchId: z.string() })
const batchRef = z.object({ batchId: z.string() })

/** One line of the doctor's findings. */
export const findingSchema = z.object({
  id: z.string(),
  label: z.string(),
  status: z.enum(['ok', 'warning', 'missing']),
  value: z.string(),
  /** How to mend it; present unless `ok`. */
  hint: z.string().optional(),
})
export type Finding = z.output<typeof findingSchema>

/** Everything a window needs to draw itself the first time, or again after the engine came back. */
const snapshotSchema = z.object({
  version: z.string(),
  pool: lifecycleSchema,
  admission: admissionSchema,
  batches: z.array(batchSchema),
  /** The last ten minutes at most, oldest first. */
  samples: z.array(sampleSchema),
  /** What the controller decided, oldest first, as far back as the samples and at most 200. */
  decisions: z.array(decisionSchema),
  settings: settingsSchema,
})

/** Every request the engine answers, under the app and under the command line alike. */
export const engineCommands = {
  getSnapshot: command(none, snapshotSchema),

  /** Takes paths in and starts planning; resolves at once, the plan grows through events. */
  createBatch: command(
    z.object({
      paths: z.array(z.string().min(1)).min(1),
      /** Id or name of a recipe. */
      recipeId: z.string().default('responsive-web'),
      /** A recipe that is not among the stored ones, e.g. from a file; then `recipeId` does not count. */
      recipe: recipeSchema.optional(),
      overrides: recipeOverridesSchema.default({}),
      /** Absolute. Default: a new folder beside what was given. */
      outDir: z.string().min(1).optional(),
      /** Files and folders to leave out, in the syntax of `.gitignore`, on top of those in the settings. */
      ignore: z.array(z.string()).default([]),
      priority: batchPrioritySchema.default('normal'),
      /** Says the same and more: into a folder, or over the originals. Counts before `outDir`. */
      destination: destinationSchema.optional(),
    }),
    batchSchema,
  ),
  /** Changes a planned batch; names are decided anew. */
  configureBatch: command(
    batchRef.extend({
      outDir: z.string().min(1).optional(),
      /** Another recipe, before the overrides are applied; absent: the one it has. */
      recipeId: z.string().optional(),
      overrides: recipeOverridesSchema.default({}),
      /** Over the originals, after a backup of each; `false`: into a folder after all. */
      inPlace: z.boolean().optional(),
    }),
    batchSchema,
  ),
  /** Starts a planned batch, or queues it behind the running one. Waits for its plan if it is still being made. */
  startBatch: command(batchRef, batchSchema),
  /** Stops within one variant; what is finished stays. */
  cancelBatch: command(batchRef, batchSchema),
  /** The interrupted batch of exactly these paths into this folder, newest first; `null` when there is none. */
  findInterrupted: command(
    z.object({ paths: z.array(z.string().min(1)).min(1), outDir: z.string().min(1) }),
    batchSchema.nullable(),
  ),
  /** Starts no new images; those that run are finished. A queued batch is taken out of the line. */
  pauseBatch: command(batchRef, batchSchema),
  /** Goes on with a batch that is paused, interrupted, or failed after it was started. */
  resumeBatch: command(batchRef, batchSchema),
  /** Tries images again that failed or were cancelled: those named, else all; also of a batch that has ended. */
  retryItems: command(
    batchRef.extend({
      itemIds: z.array(z.string()).min(1).optional(),
      /** Take damaged images as far as they can be decoded; marked in the result. */
      acceptDamage: z.boolean().default(false),
    }),
    batchSchema,
  ),
  /** Takes images out of a batch. Files stay. Not while one of them is being worked on. */
  removeItems: command(batchRef.extend({ itemIds: z.array(z.string()).min(1) }), batchSchema),
  /** A batch of higher priority goes before the one that runs, which waits for its end. */
  setBatchPriority: command(batchRef.extend({ priority: batchPrioritySchema }), batchSchema),
  /** Changes the place of a queued batch among those of its priority: before another one, or (`null`) to their end. */
  moveBatch: command(batchRef.extend({ before: z.string().nullable() }), batchSchema),
  /** Images of a running batch that somebody looks at: those that wait are started before the others. */
  preferItems: command(batchRef.extend({ itemIds: z.array(z.string()).max(200) }), none),
  /** Forgets a batch that is planned, interrupted or finished. Files stay. */
  discardBatch: command(batchRef, none),
  listItems: command(
    batchRef.extend({
      offset: z.int().min(0).default(0),
      limit: z.int().min(1).max(1_000).default(200),
      states: z.array(itemStateSchema).optional(),
    }),
    z.object({ total: z.int(), items: z.array(itemSchema) }),
  ),
  /** The result of a batch that is finished or of a past run. */
  getResult: command(batchRef, resultDocumentSchema),

  /** A small picture of an original or an output, made on demand; the path is inside Whittle's own folder. */
  getPreview: command(
    z.object({
      batchId: z.string(),
      itemId: z.string(),
      /** Index of an output; absent for the original. */
      output: z.int().min(0).optional(),
      /** Longest side in pixels. */
      side: z.int().min(16).max(2_048),
    }),
    /** `made`: there was none yet, so that somebody had to wait for it. */
    z.object({ path: z.string(), mime: z.string(), made: z.boolean() }),
  ),
  /** The whole picture for a pixel by pixel look: the file itself where a browser shows it, else a large preview. */
  getPicture: command(
    z.object({ batchId: z.string(), itemId: z.string(), output: z.int().min(0).optional() }),
    z.object({ path: z.string(), mime: z.string() }),
  ),
  /**
   * Makes one output again by another goal, beside all batches, to be looked at and not to be kept. A newer request ends
   * the one before it, which then rejects with `CANCELLED`.
   */
  tryOutput: command(
    z.object({
      batchId: z.string(),
      itemId: z.string(),
      output: z.int().min(0),
      goal: qualityGoalSchema,
    }),
    trialSchema,
  ),
  /** Makes what a planned batch's recipe makes of one of its images, the one of median size, and removes it again. */
  tryRecipe: command(batchRef, sampleRunSchema),
  /** Ends what is being tried: nobody looks at it any more. */
  cancelTrials: command(none, none),
  /** Where the file of a trial is; the last few are kept. */
  getTrial: command(z.object({ trialId: z.string() }), z.object({ path: z.string(), mime: z.string() })),
  /** Copies originals or outputs into a folder, never over another file; tells what could not be copied. */
  copyFiles: command(
    z.object({
      files: z.array(
        z.object({ batchId: z.string(), itemId: z.string(), output: z.int().min(0).optional() }),
      ),
      dir: z.string().min(1),
    }),
    z.object({ copied: z.int(), failed: z.array(z.object({ path: z.string(), error: errorDataSchema })) }),
  ),
  /** Keeps a picture that has no file, e.g. a pasted one, in Whittle's own folder, so that it can be added. */
  keepPicture: command(
    /** 64 MB and what base64 adds to it. */
    z.object({ name: z.string().max(200), base64: z.base64().min(4).max(90_000_000) }),
    z.object({ path: z.string() }),
  ),
  /** Where a batch, an item or an output is on disk, for "show in folder". */
  locate: command(
    batchRef.extend({ itemId: z.string().optional(), output: z.int().min(0).optional() }),
    z.object({ path: z.string() }),
  ),

  listWatches: command(none, z.array(watchSchema)),
  /** Optimizes what is in a folder, and then whatever arrives there. */
  addWatch: command(
    z.object({
      folder: z.string().min(1),
      /** Default: a new folder beside it. */
      outDir: z.string().min(1).optional(),
      recipeId: z.string().default('responsive-web'),
      /** Ends with this engine. */
      temporary: z.boolean().default(false),
    }),
    watchSchema,
  ),
  removeWatch: command(watchRef, none),
  /** Stops it for a while, or lets it go on: then what has arrived meanwhile is found. */
  pauseWatch: command(watchRef.extend({ paused: z.boolean().default(true) }), watchSchema),

  /** The batches whose originals can be put back, newest first. */
  listBackups: command(none, z.array(backupSchema)),
  /** Puts the originals of a batch back that ran in place; what was changed since is left alone unless forced. */
  undoBatch: command(batchRef.extend({ force: z.boolean().default(false) }), undoReportSchema),

  /** Past runs, newest first. */
  listRuns: command(z.object({ limit: z.int().min(1).max(1_000).default(100) }), z.array(runSchema)),
  getRun: command(
    z.object({ runId: z.string() }),
    z.object({ run: runSchema, items: z.array(itemRecordSchema) }),
  ),
  /** Raw operations in a time range, oldest first. */
  listOperations: command(z.object({ from: z.number(), to: z.number() }), z.array(operationSchema)),
  /** Records an operation measured outside the engine, e.g. an IPC call. */
  recordOperation: command(operationSchema, none),
  /** Answers a question about a metric over time. */
  queryHistory: command(querySchema, queryResultSchema),
  /** The same with how it was answered: from which roll-ups and indices, how many shards and rows, how long. */
  explainQuery: command(querySchema, explanationSchema),
  /** Operations grouped, resources and errors of a time frame. */
  summarizeHistory: command(z.object({ from: z.number().min(0), to: z.number().min(0) }), summarySchema),
  /** Indices that would make queries faster, with the measured gain, and those that do. */
  listAdvice: command(none, z.array(adviceSchema)),
  /** Builds a recommended index. */
  applyAdvice: command(z.object({ id: z.string() }), adviceSchema),
  dropIndex: command(z.object({ id: z.string() }), none),
  /** Writes the whole history to one new file of JSON lines; packed when the name ends in `.gz`. */
  exportHistory: command(
    z.object({ path: z.string().min(1) }),
    z.object({ path: z.string(), records: z.int(), bytes: z.int() }),
  ),
  /** Merges an exported history into this one; what is here already is not added again. */
  importHistory: command(
    z.object({ path: z.string().min(1) }),
    z.object({ records: z.int(), rows: z.int() }),
  ),
  /** Thresholds that are crossed now, and alerts of the past, newest first. */
  listAlerts: command(
    z.object({ limit: z.int().min(1).max(1_000).default(100) }),
    z.object({ active: z.array(alertSchema), past: z.array(alertSchema) }),
  ),
  /** Writes a report of a run, of two runs or of a time into a folder. */
  writeReport: command(
    reportRequestSchema,
    z.object({
      /** In the order of the formats. */
      paths: z.array(z.string()),
      /** Why there is no PDF, where the other formats are there. */
      problem: errorDataSchema.optional(),
    }),
  ),

  ...insightCommands,

  /** What the desktop shell sees of its own processes, about every two seconds. */
  reportShell: command(shellReportSchema, none),
  /** The built-in recipes, then those of the user by name. */
  listRecipes: command(none, z.array(storedRecipeSchema)),
  /** Adds a recipe of the user's or replaces the one with its id. Built-in ones cannot be replaced. */
  saveRecipe: command(z.object({ recipe: recipeSchema }), storedRecipeSchema),
  removeRecipe: command(z.object({ recipeId: z.string() }), none),
  /**
   * Adds the recipes in a JSON text: one, or a list. All of them or, when one is not valid, none; an id that is taken
   * gets a counter.
   */
  importRecipes: command(z.object({ text: z.string().max(1_000_000) }), z.array(storedRecipeSchema)),

  /** What the result cache holds, what came of its look-ups, and what other limits would be worth. */
  cacheStats: command(none, cacheStatsSchema),
  /** Reads everything in the cache and removes what is damaged. */
  cacheVerify: command(none, cacheVerifySchema),
  /** Removes what is too old, or too much. */
  cachePrune: command(none, cachePruneSchema),
  cacheClear: command(none, none),
  /**
   * Makes the results of these paths before they are asked for, or, without paths, of the images that the recipe was
   * last used for. Waits whenever a batch runs; resolves at the end.
   */
  warmCache: command(
    z.object({
      paths: z.array(z.string().min(1)).min(1).optional(),
      recipeId: z.string().default('responsive-web'),
    }),
    cacheWarmSchema,
  ),
  /** Sets size and time to live of the cache as its analysis advises. */
  applyCacheAdvice: command(none, settingsSchema),
  /** What was measured with the encoders at hand; `null` when nothing was yet. */
  getCalibration: command(none, calibrationSchema.nullable()),
  /** Measures what effort is worth on this machine: some seconds, in which no image is worked on. */
  calibrate: command(none, calibrationSchema),

  /** Bytes on disk of what is kept to be used or looked at again. */
  storageUse: command(none, z.object({ cacheBytes: z.int(), historyBytes: z.int() })),
  getSettings: command(none, settingsSchema),
  updateSettings: command(settingsPatchSchema, settingsSchema),
  diagnose: command(none, z.array(findingSchema)),
} as const

/** News from the engine. */
export const engineEvents = {
  poolChanged: lifecycleSchema,
  admissionChanged: admissionSchema,
  decided: decisionSchema,
  sampled: sampleSchema,
  /** What the workers did since the last time, and what they are at, which has no end yet; nothing when all rest. */
  worked: z.array(workSpanSchema),
  batchChanged: batchSchema,
  /** Changed items, gathered over a tenth of a second. */
  itemsChanged: z.object({ batchId: z.string(), items: z.array(itemSchema) }),
  batchDiscarded: batchRef,
  settingsChanged: settingsSchema,
  /** All alerts that last, whenever one is raised or over. */
  alertsChanged: z.array(alertSchema),
  recipesChanged: z.array(storedRecipeSchema),
  /** All of them, whenever one is added, removed or in another state. */
  watchesChanged: z.array(watchSchema),
  /** Something that is not tied to a request went wrong. */
  problem: errorDataSchema,
  log: logLineSchema,
} as const

export type EngineCommands = typeof engineCommands
export type EngineCommandName = keyof EngineCommands
export type EngineHandlers = Handlers<EngineCommands>
export type EngineClient = Client<EngineCommands>
type EngineEvents = typeof engineEvents
export type EngineEventName = keyof EngineEvents
export type EngineEventPayload<K extends EngineEventName> = PayloadOf<EngineEvents, K>
