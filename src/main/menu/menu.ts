import { Menu, type MenuItemConstructorOptions } from 'electron'

export type MenuActions = {
  readonly open: (kind: 'files' | 'folder') => void
  readonly openLogs: () => void
}

/**
 * The application menu. Where the window handles a key itself, the menu only shows it: a key bound in both places
 * would act twice.
 */
export function buildMenu(actions: MenuActions): Menu {
  const shown = process.platform === 'darwin' ? {} : { registerAccelerator: false }
  const mac: MenuItemConstructorOptions[] = process.platform === 'darwin' ? [{ role: 'appMenu' }] : []
  return Menu.buildFromTemplate([
    ...mac,
    {
      label: '&File',
      submenu: [
        {
          label: 'Choose &Images…',
          accelerator: 'CmdOrCtrl+O',
          ...shown,
          click: () => actions.open('files'),
        },
        {
          label: 'Choose &Folder…',
          accelerator: 'CmdOrCtrl+Shift+O',
          ...shown,
          click: () => actions.open('folder'),
        },
        { type: 'separator' },
        process.platform === 'darwin' ? { role: 'close' } : { role: 'quit' },
      ],
    },
    { role: 'editMenu' },
    {
      label: '&View',
      submenu: [
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
      ],
    },
    { role: 'windowMenu' },
    { label: '&Help', submenu: [{ label: 'Show &Log Folder', click: actions.openLogs }] },
  ])
}
