import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, type Locator, type Page } from '@playwright/test'
import { dropPaths } from '../../scripts/lib/drop.mjs'
import { photographs } from './support/fixtures.ts'
import { test, type Whittle } from './support/whittle.ts'

/** The window's width and height in pixels of the screen, how much it is enlarged, and in which theme. */
const views = [
  { width: 900, height: 640, zoom: 1, colorScheme: 'light' },
  { width: 900, height: 640, zoom: 2, colorScheme: 'dark' },
  { width: 1_600, height: 1_000, zoom: 2, colorScheme: 'light' },
  { width: 1_600, height: 1_000, zoom: 1, colorScheme: 'dark' },
] as const

/** What a screen is for has to be reached without scrolling sideways. */
const primaryActions: Readonly<Record<string, (page: Page) => Locator>> = {
  Optimize: (page) => page.getByRole('button', { name: 'Optimize 2 images' }),
  Results: (page) => page.getByRole('listbox').getByRole('option').first(),
  Monitor: (page) => page.getByRole('button', { name: 'Pause' }),
  History: (page) => page.getByRole('radio', { name: 'Scoreboard' }),
  Insights: (page) => page.getByRole('button', { name: 'Export report…' }),
  Recipes: (page) => page.getByRole('button', { name: 'Make a copy' }),
  Settings: (page) => page.getByRole('radio', { name: 'Dark' }),
}

async function show({ app, page }: Whittle, { width, height, zoom, colorScheme }: (typeof views)[number]) {
  await page.emulateMedia({ colorScheme })
  await app.evaluate(
    ({ BrowserWindow }, size) => {
      const [window] = BrowserWindow.getAllWindows()
      window?.setContentSize(size.width, size.height)
      window?.webContents.setZoomFactor(size.zoom)
    },
    { width, height, zoom },
  )
  // A pixel of the page may be half of one on the screen.
  await expect
    .poll(async () => Math.abs(width - zoom * (await page.evaluate(() => innerWidth))))
    .toBeLessThan(4)
}

/** Taken by Electron: Playwright's picture of an enlarged window is only a part of it. */
async function keepPicture({ app }: Whittle, name: string): Promise<void> {
  const base64 = await app.evaluate(async ({ BrowserWindow }) => {
    const image = await BrowserWindow.getAllWindows()[0]?.webContents.capturePage()
    return image?.toPNG().toString('base64') ?? ''
  })
  await mkdir('test-results/zoom', { recursive: true })
  await writeFile(`test-results/zoom/${name}.png`, Buffer.from(base64, 'base64'))
}

/** Elements that stand out of the page to the right, or are wider than it lets anybody see. */
async function sidewaysOverflow(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const wide = [...document.querySelectorAll('button, input, select, h1, h2, p, [role=radiogroup]')]
    const out = wide.filter((element) => {
      const { right, width, left } = element.getBoundingClientRect()
      // What only screen readers see is a pixel wide.
      return width > 2 && (right > innerWidth + 1 || left < -1)
    })
    const scrollers = [document.documentElement, ...document.querySelectorAll('main *')].filter(
      (element) =>
        element.scrollWidth > element.clientWidth + 1 &&
        (element === document.documentElement || /auto|scroll/.test(getComputedStyle(element).overflowX)),
    )
    return [
      ...scrollers.map(({ tagName, className, scrollWidth }) => `${tagName} ${className}: ${scrollWidth} px`),
      ...out.map((element) => `${element.tagName} ${element.textContent?.slice(0, 40)}`),
    ]
  })
}

test('every screen can be read and operated when it is narrow, wide and enlarged', async ({
  whittle,
  folder,
}) => {
  test.slow()
  const { page } = whittle
  const photos = await photographs(join(folder, 'holiday'), 1, /^G/)
  await expect(page.getByRole('button', { name: 'Choose folder…' })).toBeVisible()
  await dropPaths(page, [photos])
  await page.getByRole('button', { name: 'Optimize 2 images' }).click()
  await expect(page.getByText(/2 images, .* for a visitor/)).toBeVisible({ timeout: 90_000 })
  // A second batch that is only planned, so that there is something to start.
  await dropPaths(page, [photos])
  await expect(page.getByRole('button', { name: 'Optimize 2 images' })).toBeEnabled()
  for (const view of views) {
    await show(whittle, view)
    const name = `${view.width}-${view.zoom * 100}-${view.colorScheme}`
    for (const [screen, action] of Object.entries(primaryActions)) {
      await page.getByRole('navigation', { name: 'Screens' }).getByRole('button', { name: screen }).click()
      const primary = action(page)
      await primary.scrollIntoViewIfNeeded()
      await keepPicture(whittle, `${screen.toLowerCase()}-${name}`)
      await expect.soft(primary, `${screen} ${name}`).toBeInViewport({ ratio: 0.6 })
      expect.soft(await sidewaysOverflow(page), `${screen} ${name}`).toEqual([])
    }
    await page.getByRole('navigation', { name: 'Screens' }).getByRole('button', { name: 'Results' }).click()
    await page.getByRole('listbox').focus()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('region', { name: /Comparison of/ })).toBeVisible()
    await keepPicture(whittle, `comparison-${name}`)
    expect.soft(await sidewaysOverflow(page), `comparison ${name}`).toEqual([])
    await page.getByRole('button', { name: 'Back to the results' }).click()
  }
})
