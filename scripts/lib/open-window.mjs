import { projectRoot } from './paths.mjs'

/**
 * Starts the built app on a home of its own, for programs that operate it.
 *
 * @param {import('../launch.mjs').ElectronCommand} electron
 * @param {string} home
 * @param {{ paths?: string[], env?: Record<string, string> }} [more] what it is to open, and what it is to know besides
 * @returns {Promise<import('@playwright/test').ElectronApplication>}
 */
export async function launchApp(electron, home, { paths = [], env = {} } = {}) {
  // Packages are loaded only here, so that a missing node_modules is said in plain words by the setup.
  const { _electron } = await import('@playwright/test')
  return _electron.launch({
    executablePath: electron.executablePath,
    args: [...electron.args, projectRoot, ...paths],
    env: { ...electron.env, ...env, WHITTLE_HOME: home },
    cwd: projectRoot,
    // Otherwise Playwright switches Chromium's sandbox off for everybody.
    chromiumSandbox: true,
  })
}

/**
 * Starts the app and waits for its window, of which nobody has to answer questions.
 *
 * @param {import('../launch.mjs').ElectronCommand} electron
 * @param {string} home
 * @param {{ width: number, height: number }} size of the page in CSS pixels
 * @returns {Promise<{ app: import('@playwright/test').ElectronApplication, page: import('@playwright/test').Page }>}
 */
export async function openWindow(electron, home, size) {
  const app = await launchApp(electron, home)
  const page = await app.firstWindow()
  await app.evaluate(({ BrowserWindow, dialog }, { width, height }) => {
    BrowserWindow.getAllWindows()[0]?.setContentSize(width, height)
    // Whoever quits while a batch runs is asked; here nobody could answer.
    dialog.showMessageBox = async () => ({ response: 0, checkboxChecked: false })
  }, size)
  await page.getByRole('navigation', { name: 'Screens' }).waitFor()
  return { app, page }
}
