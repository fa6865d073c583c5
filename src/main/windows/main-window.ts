import { BrowserWindow, nativeTheme, type Rectangle, screen } from 'electron'
import { appOrigin } from '../protocols/app-protocol.ts'
import type { WindowMemory } from './memory.ts'

export type MainWindowOptions = {
  /** Path of the built preload. */
  readonly preload: string
  /** Address of the development server, when there is one. */
  readonly devServer: string | undefined
  readonly memory: WindowMemory
  /** Path of the picture for task bars; a Mac takes it from the package. */
  readonly icon: string
}

/** Sandboxed, isolated, unable to navigate anywhere or to open windows. */
export function createMainWindow(options: MainWindowOptions): BrowserWindow {
  const window = new BrowserWindow({
    ...placeOf(options.memory),
    minWidth: 900,
    minHeight: 600,
    show: false,
    title: 'Whittle',
    icon: options.icon,
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
  const { maximized, appearance } = options.memory.data
  window.once('ready-to-show', () => {
    if (maximized) window.maximize()
    window.show()
  })
  window.on('close', () => {
    options.memory.change({ bounds: window.getNormalBounds(), maximized: window.isMaximized() })
  })
  // The language is in the address, so that the first thing drawn is in it.
  const page = options.devServer ?? `${appOrigin}/index.html`
  window.loadURL(`${page}?language=${appearance.language}`)
  return window
}

const usual = { width: 1_180, height: 780 } as const

/** Where the window stood, unless that screen is gone. */
function placeOf({ data: { bounds } }: WindowMemory): Partial<Rectangle> {
  if (bounds === undefined) return usual
  const { workArea } = screen.getDisplayMatching(bounds)
  const visible =
    bounds.x < workArea.x + workArea.width - 80 &&
    bounds.x + bounds.width > workArea.x + 80 &&
    bounds.y >= workArea.y - 20 &&
    bounds.y < workArea.y + workArea.height - 80
  return visible ? bounds : { width: bounds.width, height: bounds.height }
}
