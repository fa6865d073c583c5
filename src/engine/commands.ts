import { resolve } from 'node:path'
import * as z from 'zod'
import type { EngineEventName, EngineEventPayload, EngineHandlers } from '../shared/contract/engine.ts'
import { WhittleError } from '../shared/errors.ts'
import type { Destination } from '../shared/model/backup.ts'
import type { BatchState } from '../shared/model/batch.ts'
import type { Item } from '../shared/model/item.ts'
import {
  effortRemarks,
  fitsInPlace,
  type Recipe,
  type RecipeOverrides,
  recipeSchema,
} from '../shared/recipe/index.ts'
import { toResultDocument } from '../shared/result-document.ts'
import type { Settings, SettingsPatch } from '../shared/settings.ts'
import type { Alerts } from './alerts/index.ts'
import type { Impacts, Insights } from './analytics/index.ts'
import type { Backups } from './backup/index.ts'
import { newBatchId } from './batch-id.ts'
import type { BatchSeed } from './batches/batch-record.ts'
import type { BatchService } from './batches/batch-service.ts'
import { pageOf } from './batches/item-page.ts'
import type { ResultCache, Warming } from './cache/index.ts'
import type { Calibrator } from './calibration/index.ts'
import { copyFiles } from './delivery/index.ts'
import { diagnose } from './doctor/diagnose.ts'
import { historyHandlers } from './history-commands.ts'
import { folderBytes } from './home/folder-bytes.ts'
import type { Home } from './home/home.ts'
import { keepPicture } from './home/kept-pictures.ts'
import { insightHandlers } from './insight-commands.ts'
import { createRecommender, tellingSettings } from './insight-wiring.ts'
import { defaultOutDir, folderOf } from './intake/out-dir.ts'
import { type Admission, findDrives, readBattery, readTemperature, type Sampler } from './monitor/index.ts'
import type { Pool } from './pool/pool.ts'
import type { HistoryPort } from './ports.ts'
import type { Previews } from './previews/previews.ts'
import { shownAsIs } from './previews/whole-picture.ts'
import type { RecipeStore } from './recipes/index.ts'
import type { ReportWriter } from './report-writer.ts'
import type { SettingsStore } from './settings/index.ts'
import { trialHandlers } from './trial-commands.ts'
import type { Trials } from './trials/index.ts'
import type { Watches } from './watch/index.ts'

export type Parts = {
  readonly version: string
  readonly home: Home
  readonly poolHost: { readonly entry: string; readonly execPath: string }
  readonly settings: SettingsStore
  readonly recipes: RecipeStore
  readonly calibrator: Calibrator
  readonly history: HistoryPort
  readonly alerts: Alerts
  readonly insights: Insights
  readonly impacts: Impacts
  readonly pool: Pool
  readonly admission: Admission
  readonly batches: BatchService
  readonly monitor: Sampler
  readonly previews: Previews
  readonly cache: ResultCache
  readonly backups: Backups
  readonly warming: Warming
  readonly watches: Watches
  readonly trials: Trials
  readonly reports: ReportWriter
  readonly concurrency: () => number
  readonly emit: <K extends EngineEventName>(name: K, payload: EngineEventPayload<K>) => void
}

/** Longest side of what stands for a picture that a browser cannot draw, in pixels. */
const wholePictureSide = 8_192

/** Backups go into Whittle's own folder. */
const overOriginals: Destination = { kind: 'in-place', keepTimes: true }

/** What each command of the contract does with the engine's parts. */
export function createHandlers(parts: Parts): EngineHandlers {
  const { batches, history, recipes, settings } = parts
  return {
    getSnapshot: () => ({
      version: parts.version,
      pool: parts.pool.lifecycle(),
      admission: parts.admission.current(),
      batches: batches.list(),
      samples: [...parts.monitor.samples()],
      decisions: [...parts.admission.decisions()],
      settings: settings.get(),
    }),
    createBatch: async ({ paths, recipeId, recipe, overrides, outDir, ignore, priority, destination }) => {
      const absolute = paths.map((path) => resolve(path))
      const chosen = withOverrides(recipe ?? recipes.find(recipeId), overrides)
      return batches.create({
        id: newBatchId(),
        label: labelOf(absolute),
        paths: absolute,
        recipe: chosen,
        ...(await placeOf(absolute, chosen, destination, outDir)),
        createdAt: Date.now(),
        ignore,
        priority,
      })
    },
    configureBatch: async ({ batchId, outDir, recipeId, overrides, inPlace }) => {
      const batch = batches.get(batchId)
      const recipe = withOverrides(recipeId === undefined ? batch.recipe : recipes.find(recipeId), overrides)
      const place =
        inPlace === undefined
          ? { outDir: outDir === undefined ? batch.outDir : resolve(outDir), inPlace: batch.inPlace }
          : await placeOf(batch.paths, recipe, inPlace ? overOriginals : undefined, outDir)
      if (place.inPlace !== undefined) refuseUnfit(recipe)
      return batches.configure(batchId, { recipe, ...place })
    },
    startBatch: ({ batchId }) => batches.start(batchId),
    cancelBatch: ({ batchId }) => batches.cancel(batchId),
    findInterrupted: ({ paths, outDir }) => {
      const wanted = JSON.stringify(paths.map((path) => resolve(path)))
      const found = batches
        .list()
        .filter(
          (batch) =>
            (batch.state === 'interrupted' || batch.state === 'paused') && batch.outDir === resolve(outDir),
        )
        .filter((batch) => JSON.stringify(batches.get(batch.id).paths) === wanted)
      return found.sort((a, b) => b.createdAt - a.createdAt)[0] ?? null
    },
    pauseBatch: ({ batchId }) => batches.pause(batchId),
    resumeBatch: ({ batchId }) => batches.resume(batchId),
    retryItems: ({ batchId, ...request }) => batches.retry(batchId, request),
    removeItems: ({ batchId, itemIds }) => batches.removeItems(batchId, itemIds),
    setBatchPriority: ({ batchId, priority }) => batches.setPriority(batchId, priority),
    moveBatch: ({ batchId, before }) => batches.move(batchId, before),
    preferItems: ({ batchId, itemIds }) => {
      batches.prefer(batchId, itemIds)
      return {}
    },
    discardBatch: async ({ batchId }) => {
      await batches.discard(batchId)
      return {}
    },
    listItems: ({ batchId, ...page }) => pageOf(batches.get(batchId), page),
    getResult: async ({ batchId }) => {
      const batch = batches.find(batchId)?.summary(Date.now())
      const items = await itemsOf(parts, batchId)
      const durationMs =
        batch === undefined ? undefined : (batch.finishedAt ?? Date.now()) - (batch.startedAt ?? Date.now())
      if (batch !== undefined && durationMs !== undefined) {
        const document = toResultDocument({ id: batch.id, recipe: batch.recipe.id, durationMs }, items)
        const outputs = document.success.flatMap((image) => image.outputs)
        const remarks =
          batch.recipe.effort.mode === 'auto' ? effortRemarks(parts.calibrator.current(), outputs) : []
        return remarks.length === 0 ? document : { ...document, remarks }
      }
      const { run } = await getRun(parts, batchId)
      return toResultDocument({ id: run.id, recipe: run.recipe.id, durationMs: run.durationMs }, items)
    },
    getPreview: async ({ batchId, itemId, output, side }) => {
      const preview = await parts.previews.get(await pathOf(parts, batchId, itemId, output), side)
      return { ...preview, mime: 'image/webp' }
    },
    getPicture: async ({ batchId, itemId, output }) => {
      const item = await itemOf(parts, batchId, itemId)
      const path = pathIn(item, output)
      const mime = shownAsIs(item, output)
      if (mime !== undefined) return { path, mime }
      return { path: (await parts.previews.get(path, wholePictureSide)).path, mime: 'image/webp' }
    },
    copyFiles: async ({ files, dir }) => {
      const paths = await Promise.all(
        files.map((file) => pathOf(parts, file.batchId, file.itemId, file.output)),
      )
      return copyFiles(paths, resolve(dir))
    },
    keepPicture: async ({ name, base64 }) => ({
      path: await keepPicture(parts.home.path('pictures'), name, Buffer.from(base64, 'base64')),
    }),
    locate: async ({ batchId, itemId, output }) => {
      if (itemId !== undefined) return { path: await pathOf(parts, batchId, itemId, output) }
      const batch = batches.find(batchId) ?? (await getRun(parts, batchId)).run
      return { path: batch.outDir }
    },
    listRuns: (query) => history.listRuns(query),
    getRun: ({ runId }) => getRun(parts, runId),
    ...historyHandlers(parts),
    ...insightHandlers({
      ...parts,
      recommender: createRecommender(parts, (patch) => updateSettings(parts, patch)),
    }),
    ...trialHandlers({
      ...parts,
      itemOf: (batchId, itemId) => itemOf(parts, batchId, itemId),
      recipeOf: async (batchId) => batches.find(batchId)?.recipe ?? (await getRun(parts, batchId)).run.recipe,
    }),
    listOperations: (range) => history.listOperations(range),
    recordOperation: (operation) => {
      history.recordOperation(operation)
      return {}
    },
    writeReport: (request) => parts.reports.write(request),
    reportShell: (report) => {
      parts.monitor.report(report)
      return {}
    },
    listRecipes: () => recipes.list(),
    saveRecipe: ({ recipe }) => recipes.save(recipe),
    removeRecipe: async ({ recipeId }) => {
      await recipes.remove(recipeId)
      return {}
    },
    importRecipes: ({ text }) => recipes.importText(text),
    listWatches: () => parts.watches.list(),
    addWatch: async ({ folder, outDir, recipeId, temporary }) => {
      const target = outDir === undefined ? await defaultOutDir([resolve(folder)]) : resolve(outDir)
      const place = { folder: resolve(folder), outDir: target }
      return parts.watches.add({ ...place, recipeId: recipes.find(recipeId).id }, temporary)
    },
    removeWatch: async ({ watchId }) => {
      await parts.watches.remove(watchId)
      return {}
    },
    pauseWatch: ({ watchId, paused }) => parts.watches.pause(watchId, paused),
    listBackups: () => parts.backups.list(),
    undoBatch: async ({ batchId, force }) => {
      const state = batches.find(batchId)?.state
      if (state !== undefined && atWork.has(state)) {
        throw new WhittleError('NOT_ALLOWED', { detail: 'Cancel the batch first.' })
      }
      if (await batches.isElsewhere(batchId)) {
        const detail =
          'Another Whittle process has not ended the batch; let it end there, or cancel it there.'
        throw new WhittleError('NOT_ALLOWED', { detail })
      }
      return parts.backups.undo(batchId, force)
    },
    cacheStats: () => parts.cache.stats(),
    cacheVerify: () => parts.cache.verify(),
    cachePrune: () => parts.cache.prune(),
    cacheClear: async () => {
      await parts.cache.clear()
      return {}
    },
    warmCache: async ({ paths, recipeId }) => {
      const recipe = recipes.find(recipeId)
      const chosen = paths?.map((path) => resolve(path)) ?? (await recentInputs(history, recipe.id))
      return parts.warming.warm(chosen, recipe)
    },
    applyCacheAdvice: async () => {
      const { advice } = await parts.cache.stats()
      if (advice === undefined) throw new WhittleError('NOT_ALLOWED', { detail: tooFewReuses })
      const { maxBytes, ttlDays } = advice
      return updateSettings(parts, { cache: { maxBytes, ttlDays } })
    },
    getCalibration: () => parts.calibrator.current() ?? null,
    calibrate: () => parts.calibrator.calibrate(),
    storageUse: async () => ({
      cacheBytes: await folderBytes(parts.home.path('cache')),
      historyBytes: await folderBytes(parts.home.path('history')),
    }),
    getSettings: () => settings.get(),
    updateSettings: (patch) => updateSettings(parts, patch),
    diagnose: () =>
      diagnose({
        version: parts.version,
        home: parts.home.dir,
        writer: parts.home.writer,
        poolHost: parts.poolHost,
        pool: parts.pool,
        folders: batches.list().map(({ outDir }) => outDir),
        machine: { battery: () => readBattery(), temperature: () => readTemperature(), drives: findDrives },
        history,
      }),
  }
}

/** States in which originals may be replaced at this moment, or the next. */
const atWork: ReadonlySet<BatchState> = new Set(['queued', 'running', 'pausing', 'cancelling'])

/** How many of a recipe's latest runs are looked at for images to prepare. */
const recentRuns = 5

/** The images that a recipe was last used for, each once. */
async function recentInputs(history: HistoryPort, recipeId: string): Promise<string[]> {
  const runs = (await history.listRuns({ limit: 100 })).filter((run) => run.recipe.id === recipeId)
  const found = await Promise.all(runs.slice(0, recentRuns).map((run) => history.getRun(run.id)))
  const items = found.flatMap((run) => run?.items ?? [])
  return [...new Set(items.filter(({ item }) => item.state === 'done').map(({ item }) => item.input))]
}

const tooFewReuses = 'Too few results were used again so far to advise anything.'

async function updateSettings(parts: Parts, patch: SettingsPatch): Promise<Settings> {
  const updated = await parts.settings.update(patch)
  parts.admission.setMax(parts.concurrency())
  await parts.insights.changes.state('settings', tellingSettings(updated))
  parts.emit('settingsChanged', updated)
  return updated
}

/**
 * Overrides with `undefined` fields leave the recipe's.
 * @throws WhittleError `RECIPE_INVALID` when the two do not go together.
 */
function withOverrides(recipe: Recipe, overrides: RecipeOverrides): Recipe {
  const changes = Object.entries(overrides).filter(([, value]) => value !== undefined)
  const { data, error } = recipeSchema.safeParse({ ...recipe, ...Object.fromEntries(changes) })
  if (data !== undefined) return data
  throw new WhittleError('RECIPE_INVALID', { detail: z.prettifyError(error) })
}

/** Where the results of a new batch go. */
async function placeOf(
  paths: readonly string[],
  recipe: Recipe,
  destination: Destination | undefined,
  outDir: string | undefined,
): Promise<Pick<BatchSeed, 'outDir' | 'inPlace'>> {
  if (destination?.kind === 'in-place') {
    refuseUnfit(recipe)
    const { backupDir, keepTimes } = destination
    const folder = backupDir === undefined ? {} : { backupDir: resolve(backupDir) }
    return { outDir: await folderOf(paths), inPlace: { ...folder, keepTimes } }
  }
  const chosen = destination?.outDir ?? outDir
  return { outDir: chosen === undefined ? await defaultOutDir(paths) : resolve(chosen) }
}

function refuseUnfit(recipe: Recipe): void {
  if (!fitsInPlace(recipe)) throw new WhittleError('IN_PLACE_RECIPE')
}

function labelOf(paths: readonly string[]): string {
  const [first = '', ...others] = paths.map((path) => path.split(/[\\/]/).filter(Boolean).at(-1) ?? path)
  return others.length === 0 ? first : `${first} and ${others.length} more`
}

async function getRun(parts: Parts, runId: string) {
  const found = await parts.history.getRun(runId)
  if (found === undefined) throw new WhittleError('NOT_FOUND', { detail: `Run ${runId}` })
  return found
}

async function itemsOf(parts: Parts, batchId: string): Promise<Item[]> {
  const batch = parts.batches.find(batchId)
  if (batch !== undefined) return [...batch.items.values()]
  return (await getRun(parts, batchId)).items.map((record) => record.item)
}

/** Path of an original, or of one of its outputs. Only what a batch or run names can be reached this way. */
async function pathOf(
  parts: Parts,
  batchId: string,
  itemId: string,
  output: number | undefined,
): Promise<string> {
  return pathIn(await itemOf(parts, batchId, itemId), output)
}

async function itemOf(parts: Parts, batchId: string, itemId: string): Promise<Item> {
  const live = parts.batches.find(batchId)?.items.get(itemId)
  const item = live ?? (await itemsOf(parts, batchId)).find((candidate) => candidate.id === itemId)
  if (item === undefined) throw new WhittleError('NOT_FOUND', { detail: `Item ${itemId} of ${batchId}` })
  return item
}

function pathIn(item: Item, output: number | undefined): string {
  const path = output === undefined ? item.input : item.outputs.find((one) => one.index === output)?.path
  if (path === undefined) throw new WhittleError('NOT_FOUND', { detail: `Output ${output} of ${item.name}` })
  return path
}
