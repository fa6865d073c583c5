import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base, type ElectronApplication, type Page } from '@playwright/test'
import { electronCommand } from '../../../scripts/launch.mjs'
import { launchApp } from '../../../scripts/lib/open-window.mjs'

export type Whittle = {
  readonly app: ElectronApplication
  readonly page: Page
  /** What all processes wrote to standard error so far. */
  readonly stderr: () => string
  readonly close: () => Promise<void>
}

/** Starts the built app on a home folder of its own, as `npm start` does. */
export async function launchWhittle(
  home: string,
  options: { paths?: string[]; env?: Record<string, string>; language?: 'en' | 'de' } = {},
): Promise<Whittle> {
  const executablePath = process.env.WHITTLE_ELECTRON
  if (executablePath === undefined) throw new Error('Run the end-to-end tests with "npm run test:e2e".')
  const app = await launchApp(electronCommand(executablePath), home, options)
  let stderr = ''
  app.process().stderr?.on('data', (chunk: Buffer) => {
    stderr += chunk.toString()
  })
  const page = await app.firstWindow()
  const { language = 'en' } = options
  await page.getByRole('navigation', { name: { en: 'Screens', de: 'Ansichten' }[language] }).waitFor()
  return { app, page, stderr: () => stderr, close: () => quit(app) }
}

/** Quits as a person does who is asked about a running batch and means it. */
async function quit(app: ElectronApplication): Promise<void> {
  await answerQuestions(app, 0).catch(() => undefined)
  await app.close()
}

/** Presses a button of every question that the app asks from now on. */
export async function answerQuestions(app: ElectronApplication, button: number): Promise<void> {
  await app.evaluate(({ dialog }, response) => {
    dialog.showMessageBox = async () => ({ response, checkboxChecked: false })
  }, button)
}

/** Playwright's `test` with a folder that is gone afterwards and, where a test asks for it, a running app. */
export const test = base.extend<{ folder: string; whittle: Whittle }>({
  folder: async ({ browserName: _ }, use) => {
    const path = await mkdtemp(join(tmpdir(), 'whittle-e2e-'))
    await use(path)
    await rm(path, { recursive: true, force: true, maxRetries: 3 })
  },
  whittle: async ({ folder }, use) => {
    const whittle = await launchWhittle(join(folder, 'home'))
    await use(whittle)
    await whittle.close()
  },
})
