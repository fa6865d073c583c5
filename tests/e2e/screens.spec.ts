import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { dropPaths } from '../../scripts/lib/drop.mjs'
import { expectAccessible } from './support/axe.ts'
import { troubledFolder } from './support/fixtures.ts'
import { launchWhittle, test } from './support/whittle.ts'

const screens = ['Optimize', 'Results', 'Monitor', 'History', 'Insights', 'Recipes', 'Settings'] as const

async function goTo(page: Page, screen: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Screens' }).getByRole('button', { name: screen }).click()
}

test('axe finds nothing on any screen, empty and with a run, in both themes and both widths', async ({
  whittle,
  folder,
}) => {
  test.slow()
  const { app, page } = whittle
  await expect(page.getByRole('button', { name: 'Choose folder…' })).toBeVisible()
  for (const screen of screens) {
    await goTo(page, screen)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      await expectAccessible(page, `${screen}, empty, ${colorScheme}`)
      await page.screenshot({ path: `test-results/screens/${screen.toLowerCase()}-empty-${colorScheme}.png` })
    }
  }
  await goTo(page, 'Optimize')
  await dropPaths(page, [await troubledFolder(join(folder, 'odd'))])
  await expect(page.getByRole('button', { name: /^Optimize \d images?$/ })).toBeVisible()
  await page.getByRole('button', { name: /cannot be used|skipped/ }).click()
  await expectAccessible(page, 'a plan')
  await page.screenshot({ path: 'test-results/screens/plan-dark.png' })
  await page.getByRole('button', { name: /^Optimize \d images?$/ }).click()
  await expect(page.getByRole('button', { name: 'Show in folder' }).first()).toBeVisible()
  for (const [width, height] of [
    [900, 600],
    [1600, 1000],
  ] as const) {
    await app.evaluate(
      ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height),
      { width, height },
    )
    for (const screen of screens) {
      await goTo(page, screen)
      const colorScheme = width === 900 ? 'light' : 'dark'
      await page.emulateMedia({ colorScheme })
      await expectAccessible(page, `${screen}, a run, ${colorScheme}`)
      await page.screenshot({
        path: `test-results/screens/${screen.toLowerCase()}-${width}-${colorScheme}.png`,
      })
    }
  }
  await goTo(page, 'History')
  for (const view of ['Performance', 'Scoreboard']) {
    await page.getByRole('radio', { name: view }).click()
    await expect(page.getByText(/ipc|Answers, p95/).first()).toBeVisible()
    await expectAccessible(page, view)
    await page.screenshot({ path: `test-results/screens/${view.toLowerCase()}.png` })
  }
  await goTo(page, 'Recipes')
  await page.getByRole('button', { name: 'Make a copy' }).click()
  await page.getByRole('textbox', { name: 'Sizes' }).fill('640x480, nonsense')
  await expect(page.getByText('“nonsense” is not a size.')).toBeVisible()
  await page.getByRole('textbox', { name: 'Sizes' }).fill('640x480, 50%')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('button', { name: 'Save' })).toBeDisabled()
  await expectAccessible(page, 'a recipe of my own')
  await page.screenshot({ path: 'test-results/screens/recipe-own.png' })
  await goTo(page, 'Results')
  await page.getByRole('listbox').focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('region', { name: /Comparison/ })).toBeVisible()
  await expectAccessible(page, 'the comparison')
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('dialog', { name: 'Commands' })).toBeVisible()
  await expectAccessible(page, 'the palette')
  await page.screenshot({ path: 'test-results/screens/palette.png' })
})

test('speaks German from the first picture on, and changes at once', async ({ folder }) => {
  const home = join(folder, 'home')
  await mkdir(join(home, 'window'), { recursive: true })
  await writeFile(
    join(home, 'settings.json'),
    JSON.stringify({ appearance: { language: 'de', theme: 'dark' } }),
  )
  const { page, close } = await launchWhittle(home, { language: 'de' })
  try {
    await expect(page.getByRole('heading', { name: 'Bilder oder Ordner hier ablegen' })).toBeVisible()
    await expect(page.locator('html')).toHaveAttribute('lang', 'de')
    await page.screenshot({ path: 'test-results/screens/german.png' })
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox').fill('einstellungen')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Control+Comma')
    await page.screenshot({ path: 'test-results/screens/german-settings.png' })
    await page.getByRole('radio', { name: 'English' }).click()
    await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible()
    await page.getByRole('radio', { name: 'Light' }).click()
    await expect
      .poll(() => page.evaluate(() => matchMedia('(prefers-color-scheme: light)').matches))
      .toBe(true)
    await page.getByRole('textbox', { name: 'Memory threshold' }).fill('101')
    await expect(page.getByText('A number from 1 to 100.')).toBeVisible()
    await page.getByRole('textbox', { name: 'Memory threshold' }).fill('70')
    await page.keyboard.press('Enter')
    await expect
      .poll(() => page.evaluate(() => Reflect.get(globalThis, 'whittle').getSettings({})))
      .toMatchObject({
        value: { thresholds: { memoryPercent: 70 }, appearance: { language: 'en', theme: 'light' } },
      })
  } finally {
    await close()
  }
})
