import { BrowserWindow, nativeTheme } from 'electron'
import { appOrigin } from '../protocols/app-protocol.ts'

export type MainWindowOptions = {
  /** Path of the built preload. */
  readonly preload: string
  /** Address of the development server, when there is one. */
  readonly devServer: string | undefined
}

/** Sandboxed, isolated, unable to navigate anywhere or to open windows. */
export function createMainWindow(options: MainWindowOptions): BrowserWindow {
  const window = new BrowserWindow({
    width: 1_180,
    height: 780,
    minWidth: 900,
    minHeight: 600,
    show: false,
    title: 'Whittle',
    autoHideMenuBar: true,
    // The colours of the page's own background, so that nothing flashes before it is drawn.
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#171513' : '#f8f7f5',
    webPreferences: {
      preload: options.preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: false,
    },
  })
  const { webContents } = window
  webContents.setWindowOpenHandler(() => ({ action: 'deny' }))
  webContents.on('will-navigate', (event) => event.preventDefault())
  webContents.on('will-attach-webview', (event) => event.preventDefault())
  webContents.session.setPermissionRequestHandler((_, __, decide) => decide(false))
  webContents.session.on('will-download', (event) => event.preventDefault())
  webContents.session.setPermissionCheckHandler(() => false)
  // The batch goes on in the engine; a crashed page is simply drawn again.
  let reloadedAt = 0
  webContents.on('render-process-gone', (_, { reason }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return
    // At once, but a page that crashes whenever it is drawn gets ten seconds in between.
    const wait = Math.max(0, reloadedAt + 10_000 - Date.now())
    reloadedAt = Date.now() + wait
    setTimeout(() => !window.isDestroyed() && webContents.reload(), wait)
  })
  window.once('ready-to-show', () => window.show())
  window.loadURL(options.devServer ?? `${appOrigin}/index.html`)
  return window
}
