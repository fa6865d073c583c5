import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { app, type BrowserWindow, clipboard, dialog, shell } from 'electron'
import type { ParsedParamsOf } from '../../shared/contract/define.ts'
import type { EngineCommands } from '../../shared/contract/engine.ts'
import type { ShellHandlers } from '../../shared/contract/shell.ts'
import { WhittleError } from '../../shared/errors.ts'
import { canOpenAtLogin } from '../desktop/appearance.ts'
import { copyFile } from '../desktop/clipboard.ts'
import type { EngineHost } from '../engine-host/engine-host.ts'
import type { MainTexts } from '../texts.ts'
import type { WindowMemory } from '../windows/memory.ts'

export type ShellOptions = {
  readonly engine: EngineHost
  readonly window: () => BrowserWindow | undefined
  readonly logFolder: () => string
  readonly texts: () => MainTexts
  readonly memory: WindowMemory
  /** Path of the picture that is dragged along with files. */
  readonly dragIcon: string
}

/** What the main process itself answers. */
export function createShellHandlers(options: ShellOptions): ShellHandlers {
  const { engine, window, logFolder, texts, memory } = options
  const pathsOf = (files: readonly ParsedParamsOf<EngineCommands, 'locate'>[]): Promise<string[]> =>
    Promise.all(files.map(async (file) => (await engine.call('locate', file)).path))
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
      recentFolders: [...memory.data.recentFolders],
      canOpenAtLogin,
      picturesFolder: app.getPath('pictures'),
    }),
    restartEngine: async () => {
      if (engine.lifecycle.state === 'failed') await engine.start()
      return {}
    },
    chooseInputs: async ({ kind }) => ({
      paths: await open(
        kind === 'files'
          ? { title: texts().chooseImagesTitle, properties: ['openFile', 'multiSelections'] }
          : { title: texts().chooseFolderTitle, properties: ['openDirectory', 'multiSelections'] },
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
    exportReport: async (request) => {
      const [dir] = await open({
        title: texts().exportReportTitle,
        properties: ['openDirectory', 'createDirectory'],
      })
      if (dir === undefined) return { paths: null }
      return engine.call('writeReport', { ...request, dir })
    },
    chooseLogo: async () => {
      const [path] = await open({
        title: texts().chooseLogoTitle,
        properties: ['openFile'],
        filters: [{ name: texts().pictures, extensions: ['png', 'jpg', 'jpeg', 'webp', 'gif', 'svg'] }],
      })
      return { path: path ?? null }
    },
    startDrag: async ({ files }) => {
      const paths = (await pathsOf(files)).filter((path) => existsSync(path))
      const [first] = paths
      if (first === undefined) throw new WhittleError('NOT_FOUND')
      window()?.webContents.startDrag({ file: first, files: paths, icon: options.dragIcon })
      return {}
    },
    copyFile: async ({ file, as }) => {
      const { path } = await engine.call('locate', file)
      if (as === 'path') await clipboard.writeText(path)
      else await copyFile(path)
      return {}
    },
    copyText: async ({ text }) => {
      await clipboard.writeText(text)
      return {}
    },
    exportImages: async ({ files }) => {
      const [dir] = await open({
        title: texts().exportImagesTitle,
        properties: ['openDirectory', 'createDirectory'],
      })
      if (dir === undefined) return { dir: null, copied: 0 }
      const { copied, failed } = await engine.call('copyFiles', { files, dir })
      const [problem] = failed
      if (copied === 0 && problem !== undefined) throw WhittleError.from(problem.error)
      return { dir, copied }
    },
    exportSettings: async () => {
      const options = {
        title: texts().exportSettingsTitle,
        defaultPath: 'whittle-settings.json',
        filters: [{ name: 'JSON', extensions: ['json'] }],
      }
      const parent = window()
      const { filePath } = await (parent === undefined
        ? dialog.showSaveDialog(options)
        : dialog.showSaveDialog(parent, options))
      if (!filePath) return { path: null }
      const settings = await engine.call('getSettings', {})
      await writeFile(filePath, `${JSON.stringify(settings, null, 2)}\n`)
      return { path: filePath }
    },
    openLogs: async () => {
      await shell.openPath(logFolder())
      return {}
    },
    recordWindowMetric: async ({ metric, value, ok }) => {
      const status = ok ? 'ok' : 'error'
      const operation = {
        at: Date.now(),
        operation: 'window',
        kind: metric,
        status,
        durationMs: value,
      } as const
      await engine.call('recordOperation', operation)
      return {}
    },
  }
}
