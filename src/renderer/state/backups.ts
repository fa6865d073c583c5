import { create } from 'zustand'
import type { Backup } from '../../shared/model/backup.ts'
import { call } from '../bridge.ts'
import { notifyDone, notifyError, notifyProblem } from '../components/notify.ts'
import { formatNoun } from '../format.ts'
import { t } from '../i18n.ts'

type BackupsState = {
  /** Of batches whose originals can be put back. */
  readonly backups: readonly Backup[]
  readonly load: () => Promise<void>
}

export const useBackups = create<BackupsState>()((set) => ({
  backups: [],
  load: async () => {
    try {
      set({ backups: await call('listBackups', {}) })
    } catch (error) {
      notifyError(error)
    }
  },
}))

/** Puts all originals of a batch back that ran in place, and says what came of it. */
export async function undoBatch(batchId: string): Promise<void> {
  try {
    const { restored, already, refused } = await call('undoBatch', { batchId })
    const [first] = refused
    if (first === undefined) {
      notifyDone(t('undo.done'), t('undo.restored', { images: formatNoun(restored + already, 'image') }))
    } else {
      const left = t('undo.left', { images: formatNoun(refused.length, 'image') })
      notifyProblem({ ...first.error, detail: `${left} ${first.path}` })
    }
  } catch (error) {
    notifyError(error)
  }
  await useBackups.getState().load()
}
