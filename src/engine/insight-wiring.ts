import type { Admission } from '../shared/model/monitor.ts'
import { pipelineVersion } from '../shared/pipeline-version.ts'
import type { Settings } from '../shared/settings.ts'
import type { ChangeLog } from './analytics/index.ts'

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
