import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { app, type BrowserWindow, nativeTheme, protocol, shell } from 'electron'
import {
  eventChannel,
  previewScheme,
  type WindowEventName,
  type WindowEventPayload,
} from '../shared/contract/shell.ts'
import type { LogLevel } from '../shared/lifecycle.ts'
import { Desktop } from './desktop/desktop.ts'
import { EngineHost } from './engine-host/engine-host.ts'
import { reportShell } from './engine-host/report-shell.ts'
import { exposeCommands } from './ipc/expose.ts'
import { createShellHandlers } from './ipc/shell-handlers.ts'
import { LogFile } from './log/log-file.ts'
import { handedOver, openedPaths } from './opened-paths.ts'
import { printOrder } from './print/print-order.ts'
import { printReport } from './print/print-report.ts'
import { appOrigin, appScheme, serveApp } from './protocols/app-protocol.ts'
import { servePreviews } from './protocols/preview-protocol.ts'
import { createMainWindow } from './windows/main-window.ts'
import { WindowMemory } from './windows/memory.ts'

const built = (path: string): string => fileURLToPath(new URL(path, import.meta.url))
const devServer = app.isPackaged ? undefined : process.env.ELECTRON_RENDERER_URL
const home = process.env.WHITTLE_HOME || undefined
const printing = printOrder(process.argv)
// Chromium's own files. Set before the single-instance lock, which belongs to this folder.
if (home !== undefined && printing === undefined) app.setPath('userData', join(resolve(home), 'window'))

protocol.registerSchemesAsPrivileged([
  { scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  { scheme: previewScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
])

const opened = openedPaths(process.argv.slice(app.isPackaged ? 1 : 2), process.cwd(), app.getAppPath())
if (printing !== undefined) printReport(printing)
else if (app.requestSingleInstanceLock({ paths: opened })) run()
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
  const memory = new WindowMemory(join(app.getPath('userData'), 'window.json'))
  nativeTheme.themeSource = memory.data.appearance.theme
  const engine = new EngineHost({
    entry: built('./engine.js'),
    version: app.getVersion(),
    printer: {
      command: process.execPath,
      args: [
        ...(app.isPackaged ? [] : [app.getAppPath()]),
        // As root Chromium refuses to run with its sandbox; whoever started this app has decided.
        ...(app.commandLine.hasSwitch('no-sandbox') ? ['--no-sandbox'] : []),
      ],
    },
    unfinished: () => memory.data.startup.unfinished,
    log,
    onHome: (folder) => {
      logFolder = join(folder, 'logs')
      logFile.open(logFolder)
    },
    onLifecycle: (lifecycle) => {
      send('engineChanged', lifecycle)
      if (lifecycle.state === 'ready') void catchUp()
    },
    onEvent: (name, payload) => {
      desktop.observe(name, payload)
      send(name, payload)
    },
    onLog: logFile.write,
  })
  const icon = built('../../resources/icons/256.png')
  const openChosen = async (kind: 'files' | 'folder'): Promise<void> => {
    const { paths } = await shellHandlers.chooseInputs({ kind })
    if (paths.length > 0) send('pathsOpened', { paths })
  }
  const desktop = new Desktop({
    memory,
    window: () => window,
    icon,
    actions: {
      open: openChosen,
      openFolder: (path) => send('pathsOpened', { paths: [path] }),
      go: (target) => send('menuChosen', { target }),
      openLogs: () => shell.openPath(logFolder),
    },
  })
  const shellHandlers = createShellHandlers({
    engine,
    window: () => window,
    logFolder: () => logFolder,
    texts: () => desktop.texts(),
    memory,
    dragIcon: built('../../resources/icons/64.png'),
  })
  /** What an engine knows that was there before it could say so. */
  const catchUp = async (): Promise<void> => {
    try {
      const { settings, batches } = await engine.call('getSnapshot', {})
      desktop.applySettings(settings)
      for (const batch of batches) desktop.batchChanged(batch)
    } catch (error) {
      log('warn', `The engine's settings could not be read: ${String(error)}`)
    }
  }

  /** Paths that came before there was a page to take them. */
  const waiting = [...opened]
  let loaded = false
  const openWindow = (): void => {
    if (quitting !== undefined) return
    window = createMainWindow({ preload: built('../preload/index.cjs'), devServer, memory, icon })
    desktop.guardClose(window)
    window.webContents.once('did-finish-load', () => {
      loaded = true
      openPaths(waiting.splice(0))
    })
    window.on('closed', () => {
      window = undefined
      loaded = false
    })
  }
  const openPaths = (paths: readonly string[]): void => {
    if (!loaded) waiting.push(...paths)
    else if (paths.length > 0) send('pathsOpened', { paths: [...paths] })
  }

  app.on('second-instance', (_, _argv, _folder, data) => {
    if (window === undefined) openWindow()
    if (window?.isMinimized()) window.restore()
    window?.focus()
    // The arguments themselves come with Chromium's own switches among them; the second instance read its own.
    openPaths(handedOver(data))
  })
  app.on('open-file', (event, path) => {
    event.preventDefault()
    if (window === undefined && app.isReady()) openWindow()
    openPaths([path])
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
  app.whenReady().then(() => {
    serveApp(built('../renderer'))
    servePreviews(engine)
    exposeCommands({
      engine,
      shell: shellHandlers,
      isOurs: (frame) => frame !== null && frame === window?.webContents.mainFrame && isOurOrigin(frame.url),
      onPaths: (paths) => desktop.remember(paths),
    })
    desktop.showMenu()
    engine.start()
    reportShell((report) => {
      if (engine.lifecycle.state === 'ready') engine.call('reportShell', report).catch(() => undefined)
    })
    openWindow()
  })
}

function isOurOrigin(url: string): boolean {
  const { protocol: scheme, host } = new URL(url)
  return `${scheme}//${host}` === (devServer === undefined ? appOrigin : new URL(devServer).origin)
}
