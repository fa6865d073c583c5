import { call } from '../bridge.ts'
import { notifyDone, notifyError } from '../components/notify.ts'
import { formatNoun, lastSegment } from '../format.ts'
import { t } from '../i18n.ts'

/** An original or, with `output`, a file made from it; never a path. */
export type FilePlace = { readonly batchId: string; readonly itemId: string; readonly output?: number }

/** Hands files over to the system while they are dragged out of the window. */
export async function dragOut(files: readonly FilePlace[]): Promise<void> {
  await reported(() => call('startDrag', { files: files.map((file) => ({ ...file })) }))
}

export async function copyFile(file: FilePlace, as: 'file' | 'path'): Promise<void> {
  await reported(async () => {
    await call('copyFile', { file: { ...file }, as })
    notifyDone(t(as === 'file' ? 'results.copiedFile' : 'results.copiedPath'), '')
  })
}

export async function copyMarkup(text: string): Promise<void> {
  await reported(async () => {
    await call('copyText', { text })
    notifyDone(t('results.copiedMarkup'), '')
  })
}

/** Copies files into a folder that the person chooses. */
export async function exportImages(files: readonly FilePlace[]): Promise<void> {
  await reported(async () => {
    const { dir, copied } = await call('exportImages', { files: files.map((file) => ({ ...file })) })
    if (dir === null) return
    const values = { files: formatNoun(copied, 'file'), folder: lastSegment(dir) }
    notifyDone(t('results.exported', values), dir)
  })
}

async function reported(act: () => Promise<unknown>): Promise<void> {
  try {
    await act()
  } catch (error) {
    notifyError(error)
  }
}
