import * as z from 'zod'
import { WhittleError } from '../../shared/errors.ts'
import { settingsPatchSchema, settingsSchema } from '../../shared/settings.ts'
import { call } from '../bridge.ts'
import { notifyDone, notifyError } from '../components/notify.ts'
import { t } from '../i18n.ts'
import { changeSettings } from './actions.ts'

/** Writes all settings to a file of the person's choice. */
export async function exportSettings(): Promise<void> {
  try {
    const { path } = await call('exportSettings', {})
    if (path !== null) notifyDone(t('settings.exported'), path)
  } catch (error) {
    notifyError(error)
  }
}

/** Takes all settings of an exported file over, or none of them when one is not valid. */
export async function importSettings(file: File): Promise<void> {
  try {
    await call('updateSettings', patchOf(await file.text()))
    notifyDone(t('settings.imported'), file.name)
  } catch (error) {
    notifyError(error)
  }
}

/** Every setting as it is in a new Whittle. */
export async function restoreSettings(): Promise<void> {
  await changeSettings(settingsPatchSchema.parse(settingsSchema.parse({})))
}

/**
 * What is in an exported file, as a change to the settings.
 *
 * @throws WhittleError `SETTINGS_INVALID`, with the field that is wrong.
 */
export function patchOf(text: string): z.output<typeof settingsPatchSchema> {
  const { data, error } = settingsSchema.safeParse(parsed(text))
  if (error === undefined) return settingsPatchSchema.parse(data)
  throw new WhittleError('SETTINGS_INVALID', {
    hint: t('settings.importProblem'),
    detail: error.issues.map(({ path, message }) => `${z.core.toDotPath(path)}: ${message}`).join('; '),
  })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
