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
export function tellingVersions(version: string, encoders: Readonly<Record<string, string>>) {
  return { whittle: version, pipeline: String(pipelineVersion), ...encoders }
}

/** Tells the log of changes whether images are held back. */
export function noteAdmission(changes: Pick<ChangeLog, 'throttle'>, admission: Admission): void {
  const { reason, limit, max } = admission
  changes.throttle(reason === 'free' || (reason !== 'budget' && limit >= max) ? undefined : reason)
}
