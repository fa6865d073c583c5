import { app, nativeTheme } from 'electron'
import type { Settings } from '../../shared/settings.ts'
import type { WindowMemory } from '../windows/memory.ts'

/** Does what the settings say about looks and start-up, and remembers it for the next start. */
export function applySettings({ appearance, startup }: Settings, memory: WindowMemory): void {
  // Chromium tells the page through `prefers-color-scheme`; the styles need nothing else.
  nativeTheme.themeSource = appearance.theme
  const { openAtLogin } = memory.data.startup
  if (startup.openAtLogin !== openAtLogin && canOpenAtLogin) {
    app.setLoginItemSettings({ openAtLogin: startup.openAtLogin })
  }
  memory.change({ appearance, startup })
}

/** Linux desktops have no common way; Electron does nothing there. */
export const canOpenAtLogin = process.platform === 'darwin' || process.platform === 'win32'
