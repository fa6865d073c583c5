import { availableParallelism } from 'node:os'
import type { Admission } from '../shared/model/monitor.ts'
import { pipelineVersion } from '../shared/pipeline-version.ts'
import type { Settings, SettingsPatch } from '../shared/settings.ts'
import { type ChangeLog, gatherFacts, type Insights, Recommender } from './analytics/index.ts'
import type { ResultCache } from './cache/index.ts'
import type { Calibrator } from './calibration/index.ts'
import type { Home } from './home/home.ts'
import type { HistoryPort } from './ports.ts'
import type { RecipeStore } from './recipes/index.ts'
import type { SettingsStore } from './settings/index.ts'

type RecommenderParts = {
  readonly home: Home
  readonly history: HistoryPort
  readonly insights: Insights
  readonly settings: SettingsStore
  readonly recipes: RecipeStore
  readonly calibrator: Calibrator
  readonly cache: Pick<ResultCache, 'stats'>
}

/** Advice from everything that the engine knows. */
export function createRecommender(
  parts: RecommenderParts,
  updateSettings: (patch: SettingsPatch) => Promise<Settings>,
): Recommender {
  const { home, history, insights, settings, recipes, calibrator, cache } = parts
  const sources = {
    ...{ home: home.dir, historyDir: home.path('history'), cores: availableParallelism(), history },
    ...{ changes: insights.changes, settings: settings.get, recipes: recipes.list },
    ...{ calibration: calibrator.current, cacheStats: () => cache.stats(), now: Date.now },
  }
  const gather = () => gatherFacts(sources)
  return new Recommender({
    dir: home.path('insights'),
    gather,
    updateSettings,
    recipes,
    now: Date.now,
    log: insights.log,
  })
}

/** Settings that change how fast images are made, as text, for telling later why they were. */
export function tellingSettings({ concurrency, scaling, memoryBudgetBytes, cache }: Settings) {
  return {
    concurrency: concurrency === 0 ? 'auto' : String(concurrency),
    scaling,
    'memory budget': memoryBudgetBytes === 0 ? 'auto' : `${Math.round(memoryBudgetBytes / 1e6)} MB`,
    cache: cache.enabled ? 'on' : 'off',
  }
}

/** Versions that change it too. */
function tellingVersions(version: string, encoders: Readonly<Record<string, string>>) {
  return { whittle: version, pipeline: String(pipelineVersion), ...encoders }
}

/** Notes versions and settings as they are at the start, once the versions of the encoders are known. */
export async function noteStart(
  changes: Pick<ChangeLog, 'state'>,
  pool: { readonly ready: () => Promise<void>; readonly versions: () => Readonly<Record<string, string>> },
  version: string,
  settings: () => Settings,
): Promise<void> {
  await pool.ready()
  await changes.state('versions', tellingVersions(version, pool.versions()))
  await changes.state('settings', tellingSettings(settings()))
}

/** Tells the log of changes whether images are held back. */
export function noteAdmission(changes: Pick<ChangeLog, 'throttle'>, admission: Admission): void {
  const { reason, limit, max } = admission
  changes.throttle(reason === 'free' || (reason !== 'budget' && limit >= max) ? undefined : reason)
}
