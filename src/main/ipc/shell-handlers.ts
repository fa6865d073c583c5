import { existsSync } from 'node:fs'
import { app, type BrowserWindow, dialog, shell } from 'electron'
import type { ShellHandlers } from '../../shared/contract/shell.ts'
import { WhittleError } from '../../shared/errors.ts'
import type { EngineHost } from '../engine-host/engine-host.ts'

export type ShellOptions = {
  readonly engine: EngineHost
  readonly window: () => BrowserWindow | undefined
  readonly logFolder: () => string
}

/** What the main process itself answers. */
export function createShellHandlers({ engine, window, logFolder }: ShellOptions): ShellHandlers {
  const open = async (options: Electron.OpenDialogOptions): Promise<string[]> => {
    const parent = window()
    const { filePaths } = await (parent === undefined
      ? dialog.showOpenDialog(options)
      : dialog.showOpenDialog(parent, options))
    return filePaths
  }
  return {
    getShell: () => ({
      engine: engine.lifecycle,
      platform: process.platform,
      version: app.getVersion(),
      logFolder: logFolder(),
    }),
    restartEngine: async () => {
      if (engine.lifecycle.state === 'failed') await engine.start()
      return {}
    },
    chooseInputs: async ({ kind }) => ({
      paths: await open(
        kind === 'files'
          ? { title: 'Choose images', properties: ['openFile', 'multiSelections'] }
          : { title: 'Choose a folder of images', properties: ['openDirectory', 'multiSelections'] },
      ),
    }),
    chooseFolder: async ({ title }) => {
      const [path] = await open({ title, properties: ['openDirectory', 'createDirectory'] })
      return { path: path ?? null }
    },
    reveal: async (place) => {
      const { path } = await engine.call('locate', place)
      if (!existsSync(path)) {
        throw new WhittleError('NOT_FOUND', { message: 'It is no longer on the disk.', detail: path })
      }
      shell.showItemInFolder(path)
      return {}
    },
    exportRun: async ({ runId, formats }) => {
      const [dir] = await open({
        title: 'Export the report to',
        properties: ['openDirectory', 'createDirectory'],
      })
      if (dir === undefined) return { paths: null }
      const { paths } = await engine.call('writeReport', { runId, formats, dir })
      return { paths }
    },
  }
}
