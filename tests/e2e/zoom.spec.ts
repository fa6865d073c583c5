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
  Results: (page) => page.getByRole('option').first(),
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
  await expect.poll(() => page.evaluate(() => innerWidth)).toBe(width / zoom)
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
    const page = document.documentElement
    return [
      ...(page.scrollWidth > page.clientWidth ? [`the page is ${page.scrollWidth} px wide`] : []),
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
      await page.screenshot({ path: `test-results/zoom/${screen.toLowerCase()}-${name}.png` })
      await expect.soft(primary, `${screen} ${name}`).toBeInViewport({ ratio: 0.6 })
      expect.soft(await sidewaysOverflow(page), `${screen} ${name}`).toEqual([])
    }
    await page.getByRole('navigation', { name: 'Screens' }).getByRole('button', { name: 'Results' }).click()
    await page.getByRole('listbox').focus()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('region', { name: /Comparison of/ })).toBeVisible()
    await page.screenshot({ path: `test-results/zoom/comparison-${name}.png` })
    expect.soft(await sidewaysOverflow(page), `comparison ${name}`).toEqual([])
    await page.keyboard.press('Escape')
  }
})
