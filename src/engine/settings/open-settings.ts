import { Low } from 'lowdb'
import { WhittleError } from '../../shared/errors.ts'
import { type Settings, type SettingsPatch, settingsSchema } from '../../shared/settings.ts'
import type { Log } from '../ports.ts'
import { namedProblems, SettingsFile } from './settings-file.ts'

type SettingsOptions = {
  /** Absolute path of `settings.json`; need not exist. */
  readonly file: string
  readonly log: Log
}

export type SettingsStore = {
  readonly get: () => Settings
  /**
   * Changes what the patch names and resolves when that is on disk; until then `get` gives the old settings.
   *
   * @throws WhittleError `SETTINGS_INVALID` with the field in its detail; `HOME_UNWRITABLE` when it cannot be saved.
   */
  readonly update: (patch: SettingsPatch) => Promise<Settings>
}

/**
 * Opens the settings. A missing file means the defaults, and so does an invalid one: that is set aside as
 * `settings.invalid-<time>.json` and `log` is told which field was wrong. Never throws for what the file holds.
 */
export async function openSettings(options: SettingsOptions): Promise<SettingsStore> {
  const low = new Low<Settings>(new SettingsFile(options.file, options.log), settingsSchema.parse({}))
  await low.read()
  let queue: Promise<unknown> = Promise.resolve()
  return {
    get: () => low.data,
    update: (patch) => {
      const updated = queue.then(() => apply(low, patch))
      queue = updated.catch(() => undefined)
      return updated
    },
  }
}

async function apply(low: Low<Settings>, patch: SettingsPatch): Promise<Settings> {
  const { data, error } = settingsSchema.safeParse(merge(low.data, patch))
  if (error !== undefined) throw new WhittleError('SETTINGS_INVALID', { detail: namedProblems(error) })
  try {
    await low.adapter.write(data)
  } catch (cause) {
    throw new WhittleError('HOME_UNWRITABLE', { detail: String(cause), cause })
  }
  low.data = data
  return data
}

function merge(settings: Settings, patch: SettingsPatch): Settings {
  const { appearance, startup, cache } = patch
  return {
    ...settings,
    concurrency: patch.concurrency ?? settings.concurrency,
    ignore: patch.ignore ?? settings.ignore,
    scaling: patch.scaling ?? settings.scaling,
    mode: patch.mode ?? settings.mode,
    quietOnBattery: patch.quietOnBattery ?? settings.quietOnBattery,
    memoryBudgetBytes: patch.memoryBudgetBytes ?? settings.memoryBudgetBytes,
    quietHours: { ...settings.quietHours, ...given(patch.quietHours) },
    thresholds: { ...settings.thresholds, ...given(patch.thresholds) },
    history: { ...settings.history, ...given(patch.history) },
    prices: { ...settings.prices, ...given(patch.prices) },
    assumptions: { ...settings.assumptions, ...given(patch.assumptions) },
    reports: { ...settings.reports, ...given(patch.reports) },
    appearance: {
      theme: appearance?.theme ?? settings.appearance.theme,
      language: appearance?.language ?? settings.appearance.language,
    },
    startup: {
      unfinished: startup?.unfinished ?? settings.startup.unfinished,
      openAtLogin: startup?.openAtLogin ?? settings.startup.openAtLogin,
    },
    backups: patch.backups ?? settings.backups,
    cache: {
      enabled: cache?.enabled ?? settings.cache.enabled,
      maxBytes: cache?.maxBytes ?? settings.cache.maxBytes,
      ttlDays: cache?.ttlDays ?? settings.cache.ttlDays,
    },
  }
}

/** Without the fields that are `undefined`. */
function given<T extends object>(fields: T | undefined) {
  return Object.fromEntries(Object.entries(fields ?? {}).filter(([, value]) => value !== undefined))
}
