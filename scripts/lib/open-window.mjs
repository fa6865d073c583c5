import { projectRoot } from './paths.mjs'

/**
 * Starts the built app on a home of its own, for programs that operate its window.
 *
 * @param {import('../launch.mjs').ElectronCommand} electron
 * @param {string} home
 * @param {{ width: number, height: number }} size of the page in CSS pixels
 * @returns {Promise<{ app: import('@playwright/test').ElectronApplication, page: import('@playwright/test').Page }>}
 */
export async function openWindow(electron, home, size) {
  // Packages are loaded only here, so that a missing node_modules is said in plain words by the setup.
  const { _electron } = await import('@playwright/test')
  const app = await _electron.launch({
    executablePath: electron.executablePath,
    args: [...electron.args, projectRoot],
    env: { ...electron.env, WHITTLE_HOME: home },
    cwd: projectRoot,
    // Otherwise Playwright switches Chromium's sandbox off for everybody.
    chromiumSandbox: true,
  })
  const page = await app.firstWindow()
  await app.evaluate(({ BrowserWindow, dialog }, { width, height }) => {
    BrowserWindow.getAllWindows()[0]?.setContentSize(width, height)
    // Whoever quits while a batch runs is asked; here nobody could answer.
    dialog.showMessageBox = async () => ({ response: 0, checkboxChecked: false })
  }, size)
  await page.getByRole('navigation', { name: 'Screens' }).waitFor()
  return { app, page }
}
