import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { app, type BrowserWindow, Menu, protocol, shell } from 'electron'
import {
  eventChannel,
  previewScheme,
  type WindowEventName,
  type WindowEventPayload,
} from '../shared/contract/shell.ts'
import type { LogLevel } from '../shared/lifecycle.ts'
import { EngineHost } from './engine-host/engine-host.ts'
import { exposeCommands } from './ipc/expose.ts'
import { createShellHandlers } from './ipc/shell-handlers.ts'
import { LogFile } from './log/log-file.ts'
import { buildMenu } from './menu/menu.ts'
import { appOrigin, appScheme, serveApp } from './protocols/app-protocol.ts'
import { servePreviews } from './protocols/preview-protocol.ts'
import { createMainWindow } from './windows/main-window.ts'

const built = (path: string): string => fileURLToPath(new URL(path, import.meta.url))
const devServer = app.isPackaged ? undefined : process.env.ELECTRON_RENDERER_URL
const home = process.env.WHITTLE_HOME || undefined
// Chromium's own files. Set before the single-instance lock, which belongs to this folder.
if (home !== undefined) app.setPath('userData', join(resolve(home), 'window'))

protocol.registerSchemesAsPrivileged([
  { scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  { scheme: previewScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
])

if (app.requestSingleInstanceLock()) run()
else app.quit()

function run(): void {
  const logFile = new LogFile()
  const log = (level: LogLevel, message: string): void => {
    logFile.write({ at: Date.now(), level, source: 'main', message })
  }
  let window: BrowserWindow | undefined
  let quitting: Promise<void> | undefined
  let flushed = false
  let logFolder = ''

  const send = <K extends WindowEventName>(name: K, payload: WindowEventPayload<K>): void => {
    if (window !== undefined && !window.isDestroyed()) window.webContents.send(eventChannel(name), payload)
  }
  const engine = new EngineHost({
    entry: built('./engine.js'),
    version: app.getVersion(),
    log,
    onHome: (folder) => {
      logFolder = join(folder, 'logs')
      logFile.open(logFolder)
    },
    onLifecycle: (lifecycle) => send('engineChanged', lifecycle),
    onEvent: send,
    onLog: logFile.write,
  })
  const shellHandlers = createShellHandlers({ engine, window: () => window, logFolder: () => logFolder })

  const openWindow = (): void => {
    if (quitting !== undefined) return
    window = createMainWindow({ preload: built('../preload/index.cjs'), devServer })
    window.on('closed', () => {
      window = undefined
    })
  }
  const openPaths = (argv: readonly string[], workingFolder: string): void => {
    const paths = pathsIn(argv, workingFolder)
    if (paths.length > 0) send('pathsOpened', { paths })
  }

  app.on('second-instance', (_, argv, workingFolder) => {
    if (window === undefined) openWindow()
    if (window?.isMinimized()) window.restore()
    window?.focus()
    openPaths(argv, workingFolder)
  })
  app.on('open-file', (event, path) => {
    event.preventDefault()
    send('pathsOpened', { paths: [path] })
  })
  app.on('activate', () => {
    if (window === undefined) openWindow()
  })
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  app.on('will-quit', (event) => {
    if (flushed) return
    event.preventDefault()
    // Asked for twice, the app still waits until the engine has written what it holds.
    quitting ??= engine.stop().finally(() => {
      flushed = true
      app.quit()
    })
  })
  app.on('web-contents-created', (_, contents) => {
    contents.once('did-finish-load', () => openPaths(process.argv, process.cwd()))
  })

  app.whenReady().then(() => {
    serveApp(built('../renderer'))
    servePreviews(engine)
    exposeCommands({
      engine,
      shell: shellHandlers,
      isOurs: (frame) => frame !== null && frame === window?.webContents.mainFrame && isOurOrigin(frame.url),
    })
    const open = async (kind: 'files' | 'folder'): Promise<void> => {
      const { paths } = await shellHandlers.chooseInputs({ kind })
      if (paths.length > 0) send('pathsOpened', { paths })
    }
    Menu.setApplicationMenu(buildMenu({ open, openLogs: () => shell.openPath(logFolder) }))
    engine.start()
    openWindow()
  })
}

function isOurOrigin(url: string): boolean {
  const { protocol: scheme, host } = new URL(url)
  return `${scheme}//${host}` === (devServer === undefined ? appOrigin : new URL(devServer).origin)
}

/** Paths among the arguments: what exists and is no option. The first ones are Electron and the app itself. */
function pathsIn(argv: readonly string[], workingFolder: string): string[] {
  const given = argv.slice(app.isPackaged ? 1 : 2).filter((argument) => !argument.startsWith('-'))
  const appFolder = resolve(app.getAppPath())
  return given
    .map((argument) => resolve(workingFolder, argument))
    .filter((path) => path !== appFolder && existsSync(path))
}
