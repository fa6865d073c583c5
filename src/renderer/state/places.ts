import { call } from '../bridge.ts'
import { notifyError } from '../components/notify.ts'

export type Place = { readonly batchId: string; readonly itemId?: string; readonly output?: number }

/** Shows a batch's folder, an original or an output in the system's file manager. */
export async function reveal(place: Place): Promise<void> {
  try {
    await call('reveal', { ...place })
  } catch (error) {
    notifyError(error)
  }
}
