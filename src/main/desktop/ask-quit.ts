import { type BrowserWindow, dialog } from 'electron'
import type { MainTexts } from '../texts.ts'

/** Asks whether to quit while a batch runs; true means quit. */
export async function askToQuit(parent: BrowserWindow | undefined, texts: MainTexts): Promise<boolean> {
  const options = {
    type: 'question' as const,
    message: texts.quitTitle,
    detail: texts.quitDetail,
    buttons: [texts.quit, texts.keepRunning],
    defaultId: 1,
    cancelId: 1,
    noLink: true,
  }
  const { response } = await (parent === undefined
    ? dialog.showMessageBox(options)
    : dialog.showMessageBox(parent, options))
  return response === 0
}
