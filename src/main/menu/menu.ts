import { basename } from 'node:path'
import { Menu, type MenuItemConstructorOptions } from 'electron'
import { type MenuTarget, menuTargets } from '../../shared/contract/shell.ts'
import type { MainTexts } from '../texts.ts'

export type MenuActions = {
  readonly open: (kind: 'files' | 'folder') => void
  readonly openFolder: (path: string) => void
  readonly clearRecent: () => void
  readonly go: (target: MenuTarget) => void
  readonly openLogs: () => void
  readonly about: () => void
}

export type MenuOptions = {
  readonly texts: MainTexts
  readonly recentFolders: readonly string[]
  readonly actions: MenuActions
}

/**
 * The application menu. Where the window handles a key itself, the menu only shows it: a key bound in both places
 * would act twice.
 */
export function buildMenu({ texts, recentFolders, actions }: MenuOptions): Menu {
  const isMac = process.platform === 'darwin'
  const shown = isMac ? {} : { registerAccelerator: false }
  const settings: MenuItemConstructorOptions = {
    label: texts.settings,
    accelerator: 'CmdOrCtrl+,',
    ...shown,
    click: () => actions.go('settings'),
  }
  const mac: MenuItemConstructorOptions[] = [
    {
      role: 'appMenu',
      submenu: [
        { label: texts.about.replace('&', ''), click: actions.about },
        { type: 'separator' },
        settings,
        { type: 'separator' },
        { role: 'services' },
        { type: 'separator' },
        { role: 'hide' },
        { role: 'hideOthers' },
        { role: 'unhide' },
        { type: 'separator' },
        { role: 'quit' },
      ],
    },
  ]
  const screens = menuTargets.filter((target) => target !== 'palette' && target !== 'settings')
  return Menu.buildFromTemplate([
    ...(isMac ? mac : []),
    {
      label: texts.file,
      submenu: [
        {
          label: texts.chooseImages,
          accelerator: 'CmdOrCtrl+O',
          ...shown,
          click: () => actions.open('files'),
        },
        {
          label: texts.chooseFolder,
          accelerator: 'CmdOrCtrl+Shift+O',
          ...shown,
          click: () => actions.open('folder'),
        },
        { label: texts.openRecent, submenu: recentMenu(texts, recentFolders, actions) },
        { type: 'separator' },
        ...(isMac ? [{ role: 'close' as const }] : [settings, { role: 'quit' as const }]),
      ],
    },
    { role: 'editMenu' },
    {
      label: texts.go,
      submenu: [
        { label: texts.palette, accelerator: 'CmdOrCtrl+K', ...shown, click: () => actions.go('palette') },
        { type: 'separator' },
        ...screens.map((target, index) => ({
          label: texts[target],
          accelerator: `CmdOrCtrl+${index + 1}`,
          ...shown,
          click: () => actions.go(target),
        })),
      ],
    },
    {
      label: texts.view,
      submenu: [
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
      ],
    },
    { role: 'windowMenu' },
    {
      label: texts.help,
      submenu: [
        { label: texts.logFolder, click: actions.openLogs },
        ...(isMac ? [] : [{ label: texts.about, click: actions.about }]),
      ],
    },
  ])
}

function recentMenu(
  texts: MainTexts,
  folders: readonly string[],
  actions: MenuActions,
): MenuItemConstructorOptions[] {
  return [
    ...folders.map((folder) => ({
      // An ampersand would underline the letter behind it.
      label: basename(folder).replaceAll('&', '&&') || folder,
      sublabel: folder,
      click: () => actions.openFolder(folder),
    })),
    { type: 'separator' },
    { label: texts.clearRecent, enabled: folders.length > 0, click: actions.clearRecent },
  ]
}
