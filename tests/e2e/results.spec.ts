import { mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { dropPaths } from '../../scripts/lib/drop.mjs'
import { photographs } from './support/fixtures.ts'
import { test } from './support/whittle.ts'

/** Optimizes the six photographs and opens their results. */
async function openResults(page: Page, folder: string): Promise<void> {
  await dropPaths(page, [await photographs(folder)])
  await page.getByRole('button', { name: 'Optimize 6 images' }).click()
  await expect(page.getByText(/6 images, .* for a visitor/)).toBeVisible({ timeout: 90_000 })
  await page.getByRole('button', { name: 'Results' }).click()
}

test('results can be searched, sorted, compared to the pixel, copied and exported', async ({
  whittle,
  folder,
}) => {
  const { app, page } = whittle
  await page.getByRole('button', { name: 'Results' }).click()
  await expect(page.getByRole('heading', { name: 'No results yet' })).toBeVisible()
  await page.getByRole('button', { name: 'Optimize', exact: true }).click()

  await openResults(page, join(folder, 'holiday'))
  const grid = page.getByRole('listbox', { name: 'Images of holiday' })
  await expect(grid.getByRole('option')).toHaveCount(6)
  await expect(grid.locator('img').first()).toHaveAttribute('data-shown', /.*/)
  await page.screenshot({ path: 'test-results/results-grid.png' })

  await page.getByRole('searchbox', { name: 'Find by name' }).fill('lady')
  await expect(grid.getByRole('option')).toHaveCount(1)
  await page.keyboard.press('Escape')
  await expect(grid.getByRole('option')).toHaveCount(6)
  await page.getByRole('combobox', { name: 'Sort by' }).selectOption('original')
  await expect(grid.getByRole('option').first()).toHaveAccessibleName(/FreshFlower\.jpg/)

  // By keyboard: select two, export, open.
  await grid.focus()
  await page.keyboard.press('Space')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Space')
  await expect(page.getByText('2 images selected')).toBeVisible()
  const copies = join(folder, 'copies')
  await mkdir(copies)
  await app.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [path] })
  }, copies)
  await page.getByRole('button', { name: 'Export files…' }).click()
  await expect.poll(async () => (await readdir(copies)).length).toBeGreaterThan(10)

  await grid.focus()
  await page.keyboard.press('Enter')
  const view = page.getByRole('region', { name: /Comparison of/ })
  await expect(view).toBeVisible()
  const whole = view.locator('img').first()
  await expect.poll(() => whole.evaluate((image) => Reflect.get(image, 'naturalWidth'))).toBeGreaterThan(1000)
  await page.screenshot({ path: 'test-results/compare-split.png' })

  for (const mode of ['Side by side', 'Flicker', 'Difference', 'Split']) {
    await page.getByRole('radio', { name: mode }).click()
    await page.screenshot({ path: `test-results/compare-${mode.toLowerCase().replaceAll(' ', '-')}.png` })
  }
  const stage = page.getByRole('group', { name: /Pictures; drag/ })
  await stage.focus()
  await page.keyboard.press('1')
  await expect(view.getByText('100 %').first()).toBeVisible()
  await page.keyboard.press('+')
  await expect(view.getByText('200 %').first()).toBeVisible()
  await page.screenshot({ path: 'test-results/compare-pixels.png' })
  const before = await whole.evaluate((image) => getComputedStyle(image).transform)
  await page.keyboard.press('ArrowRight')
  expect(await whole.evaluate((image) => getComputedStyle(image).transform)).not.toBe(before)

  await page.getByRole('button', { name: 'Copy <picture>' }).click()
  await expect
    .poll(() => app.evaluate(({ clipboard }) => clipboard.readText()))
    .toMatch(/^<picture>\n {2}<source type="image\/avif" srcset=".*w, /)
  await page.getByRole('button', { name: 'Next image' }).click()
  await expect(view.getByText('3 of 6')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(grid).toBeVisible()

  await page.getByRole('radio', { name: 'Table' }).click()
  await page.getByRole('row', { name: /Aqua\.jpg/ }).hover()
  await page.screenshot({ path: 'test-results/results-table.png' })
})

test('a plan is tried on one image, and a finished file by other settings, while somebody watches', async ({
  whittle,
  folder,
}) => {
  test.slow()
  const { page } = whittle
  await dropPaths(page, [await photographs(join(folder, 'holiday'), 1, /^G/)])
  const plan = page.getByRole('region', { name: 'Batch holiday' })
  await expect(plan.getByText(/^Tried on .*\.jpg/).first()).toBeVisible({ timeout: 60_000 })
  await expect(plan.getByText(/Score 7\d\.\d|Score 8\d/)).toBeVisible()
  await page.screenshot({ path: 'test-results/plan-sample.png' })
  await page.getByRole('combobox', { name: 'Recipe' }).selectOption({ label: 'Under 200 kB' })
  await expect(plan.getByText(/Trying|Score/)).toBeVisible({ timeout: 60_000 })
  await page.getByRole('combobox', { name: 'Recipe' }).selectOption({ label: 'Responsive web' })
  await page.getByRole('button', { name: 'Optimize 2 images' }).click()
  await expect(page.getByText(/2 images, .* for a visitor/)).toBeVisible({ timeout: 120_000 })

  await page.getByRole('button', { name: 'Results' }).click()
  await page.getByRole('listbox', { name: 'Images of holiday' }).focus()
  await page.keyboard.press('Enter')
  const tried = page.getByRole('region', { name: 'Try a setting' })
  const slider = tried.getByRole('slider')
  await slider.fill('40')
  const after = page.locator('img[alt="Tried"]')
  await expect(after).toBeVisible({ timeout: 30_000 })
  await expect(tried.getByText(/Score 4\d/)).toBeVisible()
  const first = await after.getAttribute('src')
  expect(first).toMatch(/^whittle-preview:\/\/trial\//)
  await expect.poll(() => after.evaluate((image) => Reflect.get(image, 'naturalWidth'))).toBeGreaterThan(1000)
  await page.screenshot({ path: 'test-results/compare-tried.png' })

  // By the encoder's own number, through many values: only where it rests counts.
  await tried.getByRole('radio', { name: 'Quality' }).click()
  for (const value of [20, 40, 60, 80, 95]) await slider.fill(String(value))
  await expect(tried.getByText(/Quality 95/)).toBeVisible({ timeout: 30_000 })
  expect(await after.getAttribute('src')).not.toBe(first)
  await tried.getByRole('button', { name: 'Show the file again' }).click()
  await expect(page.locator('img[alt="Variant"]')).toBeVisible()
  await expect(tried.getByText('Move the slider')).toBeVisible()
})
