import { call } from '../bridge.ts'
import { notifyDone, notifyError } from '../components/notify.ts'
import { formatNoun } from '../format.ts'
import { t } from '../i18n.ts'

export type Place = { readonly batchId: string; readonly itemId?: string; readonly output?: number }

/** Shows a batch's folder, an original or an output in the system's file manager. */
export async function reveal(place: Place): Promise<void> {
  try {
    await call('reveal', { ...place })
  } catch (error) {
    notifyError(error)
  }
}

/** Writes the reports of a run into a folder that the person chooses. */
export async function exportReport(runId: string): Promise<void> {
  try {
    const { paths } = await call('exportRun', { runId, formats: ['html', 'json'] })
    if (paths !== null)
      notifyDone(
        t('notice.reportExported'),
        t('notice.files', { files: formatNoun(paths.length, 'file'), paths: paths.join(', ') }),
      )
  } catch (error) {
    notifyError(error)
  }
}
