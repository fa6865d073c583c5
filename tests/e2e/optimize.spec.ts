import { mkdir, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import sharp from 'sharp'
import { dropPaths } from '../../scripts/lib/drop.mjs'
import { photographs, troubledFolder } from './support/fixtures.ts'
import { test } from './support/whittle.ts'

test.describe('Optimize', () => {
  test('a dropped folder becomes nine variants of each photograph', async ({ whittle, folder }) => {
    const { page } = whittle
    const photos = await photographs(join(folder, 'holiday'))
    await expect(page.getByRole('button', { name: 'Choose folder…' })).toBeVisible()
    await dropPaths(page, [photos])

    // The plan is known before anything starts.
    await page.getByRole('button', { name: 'Optimize 6 images' }).waitFor()
    expect(await readdir(folder)).not.toContain('holiday-optimized')
    await page.getByRole('button', { name: 'Optimize 6 images' }).click()

    await expect(page.getByRole('progressbar')).toHaveAttribute('aria-valuetext', /[1-6] of 6 images/)
    await expect(page.getByText(/6 images, .* for a visitor/)).toBeVisible({ timeout: 90_000 })

    const out = join(folder, 'holiday-optimized')
    const files = await readdir(out)
    expect(files.filter((name) => name.endsWith('.avif'))).toHaveLength(18)
    expect(files.filter((name) => name.endsWith('.webp'))).toHaveLength(18)
    expect(files.filter((name) => name.endsWith('.jpg'))).toHaveLength(18)
    expect(files.filter((name) => name.startsWith('.'))).toEqual([])
    for (const name of files.filter((file) => !file.endsWith('.json'))) {
      const { info } = await sharp(join(out, name)).raw().toBuffer({ resolveWithObject: true })
      expect(name).toContain(`-${info.width}w.`)
    }
    const manifest: unknown = JSON.parse(await readFile(join(out, 'whittle-manifest.json'), 'utf8'))
    expect(manifest).toMatchObject({ version: 1, images: { length: 6 } })

    // Variants open under their image, with real pictures.
    const row = page.getByRole('row', { name: /Aqua\.jpg/ })
    await row.click()
    await expect(page.getByRole('button', { name: /Show AVIF 640 × 400 of Aqua\.jpg/ })).toBeAttached()
    const loaded = page.locator('img[src^="whittle-preview:"]')
    await expect
      .poll(() =>
        loaded.evaluateAll(
          (images) =>
            images.filter((image) => image instanceof HTMLImageElement && image.naturalWidth > 0).length,
        ),
      )
      .toBeGreaterThan(6)
    await page.screenshot({ path: 'test-results/optimize-done.png' })

    expect(whittle.stderr()).not.toMatch(/GLib|GObject/)
  })

  test('what is no image is named with its reason, and the rest is done', async ({ whittle, folder }) => {
    const { page } = whittle
    await dropPaths(page, [await troubledFolder(join(folder, 'odd'))])
    await page.getByRole('button', { name: /^Optimize \d images?$/ }).click()
    await expect(page.getByRole('button', { name: 'Show in folder' }).first()).toBeVisible()

    const list = page.getByRole('treegrid')
    await expect(list.getByRole('row', { name: /good – ütf ✓\.jpg.*Done/ })).toBeVisible()
    await expect(list.getByRole('row', { name: /truncated\.jpg.*damaged/ })).toBeVisible()
    await expect(list.getByRole('row', { name: /empty\.png.*empty/ })).toBeVisible()
    await expect(list.getByRole('row', { name: /page\.jpg.*not an image/ })).toBeVisible()
    await expect(list.getByRole('row', { name: /pipe\.jpg.*not a regular file/ })).toBeVisible()
    await expect(list.getByRole('row', { name: /notes\.txt.*not an image/ })).toBeVisible()
    await page.screenshot({ path: 'test-results/optimize-failed.png' })
    expect(await readdir(join(folder, 'odd-optimized'))).toContain(
      'good – ütf ✓-640w.avif'.replace('640', '638'),
    )
  })

  test('cancel keeps what is finished and leaves nothing half-made', async ({ whittle, folder }) => {
    const { page } = whittle
    await dropPaths(page, [await photographs(join(folder, 'many'), 6)])
    await page.getByRole('button', { name: 'Optimize 36 images' }).click()
    await expect(page.getByRole('progressbar')).toHaveAttribute('aria-valuetext', /[1-9]\d* of 36 images/)
    await page.getByRole('button', { name: 'Cancel' }).click()
    await expect(page.getByText('Cancelled', { exact: true }).first()).toBeVisible()

    const out = join(folder, 'many-optimized')
    const files = (await readdir(out)).filter((name) => name !== 'whittle-manifest.json')
    expect(files.length).toBeGreaterThan(0)
    expect(files.length).toBeLessThan(36 * 9)
    for (const name of files) await sharp(join(out, name)).stats()
  })

  test('works by keyboard alone, from choosing to starting', async ({ whittle, folder }) => {
    const { app, page } = whittle
    const photos = await photographs(join(folder, 'keys'))
    await mkdir(join(folder, 'elsewhere'))
    await app.evaluate(({ dialog }, path) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [path] })
    }, photos)
    await page.keyboard.press('Control+Shift+O')
    const start = page.getByRole('button', { name: 'Optimize 6 images' })
    await expect(start).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('progressbar')).toBeVisible()
    await page.keyboard.press('Control+3')
    await expect(page.getByRole('heading', { name: 'Monitor' })).toBeVisible()
    await page.keyboard.press('Control+1')
    await expect(page.getByText(/6 images, .* for a visitor/)).toBeVisible({ timeout: 90_000 })
  })
})
