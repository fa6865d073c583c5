import { createHash } from 'node:crypto'
import { copyFile, mkdir, readdir, readFile, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { type ElectronApplication, expect, type Page } from '@playwright/test'
import { dropPaths } from '../../scripts/lib/drop.mjs'
import { expectAccessible } from './support/axe.ts'
import { test } from './support/whittle.ts'

const samples = resolve(import.meta.dirname, '../../samples')
const shots = 'test-results/screens'

async function photos(folder: string, ...names: string[]): Promise<string> {
  await mkdir(folder, { recursive: true })
  for (const name of names) await copyFile(join(samples, name), join(folder, name))
  return folder
}

async function look(path: string): Promise<string> {
  const { mtimeMs } = await stat(path)
  return `${createHash('sha256')
    .update(await readFile(path))
    .digest('hex')} ${Math.round(mtimeMs)}`
}

async function goTo(page: Page, screen: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Screens' }).getByRole('button', { name: screen }).click()
}

async function choosing(app: ElectronApplication, path: string): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [chosen] })
  }, path)
}

/** Both themes at the narrowest and a wide window. */
async function picture(app: ElectronApplication, page: Page, name: string): Promise<void> {
  for (const [width, height, colorScheme] of [
    [900, 700, 'light'],
    [1600, 1000, 'dark'],
  ] as const) {
    await app.evaluate(
      ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height),
      { width, height },
    )
    await page.emulateMedia({ colorScheme })
    await expectAccessible(page, `${name}, ${colorScheme}`)
    await page.screenshot({ path: `${shots}/${name}-${width}-${colorScheme}.png` })
  }
}

test('originals are replaced when a person says so, and come back with one click', async ({
  whittle,
  folder,
}) => {
  test.slow()
  const { app, page } = whittle
  const originals = await photos(join(folder, 'trip'), 'Aqua.jpg', 'Garden.jpg')
  const before = await Promise.all(['Aqua.jpg', 'Garden.jpg'].map((name) => look(join(originals, name))))
  await dropPaths(page, [originals])
  await expect(page.getByRole('button', { name: 'Optimize 2 images' })).toBeVisible()
  const inPlace = page.getByRole('switch', { name: 'Replace the originals' })
  await inPlace.click()
  await expect(page.getByText('Backed up first; Undo puts them back.')).toBeVisible()
  await expect(page.getByRole('combobox', { name: 'Recipe' })).toHaveValue('same-format')
  await expect(page.getByText('Trying it on one image…')).toBeHidden({ timeout: 60_000 })
  await picture(app, page, 'plan-in-place')
  await page.getByRole('button', { name: 'Replace 2 originals' }).click()
  const undo = page.getByRole('button', { name: 'Undo' })
  await expect(undo).toBeVisible({ timeout: 90_000 })
  expect((await readdir(originals)).filter((name) => !name.startsWith('.'))).toEqual([
    'Aqua.jpg',
    'Garden.jpg',
  ])
  const after = await Promise.all(['Aqua.jpg', 'Garden.jpg'].map((name) => look(join(originals, name))))
  for (const [index, hash] of after.entries()) expect(hash).not.toBe(before[index])
  await picture(app, page, 'finished-in-place')
  await goTo(page, 'History')
  await expect(undo).toBeVisible()
  await goTo(page, 'Optimize')
  await undo.click()
  await expect(page.getByText('Everything is as it was')).toBeVisible()
  await expect(undo).toBeHidden()
  expect(await Promise.all(['Aqua.jpg', 'Garden.jpg'].map((name) => look(join(originals, name))))).toEqual(
    before,
  )
})

test('a folder is watched, paused and let go in the settings', async ({ whittle, folder }) => {
  test.slow()
  const { app, page } = whittle
  const incoming = await photos(join(folder, 'incoming'), 'Aqua.jpg')
  await goTo(page, 'Settings')
  await page.getByRole('radio', { name: 'Watched folders' }).click()
  await expect(page.getByText('No folder is watched.', { exact: false })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Watch this folder' })).toBeDisabled()
  await choosing(app, incoming)
  await page.getByRole('button', { name: 'Choose… Folder' }).click()
  await page.getByRole('combobox', { name: 'Recipe' }).selectOption('same-format')
  await page.getByRole('button', { name: 'Watch this folder' }).click()
  const entry = page.getByRole('listitem', { name: 'incoming' })
  await expect(entry.getByText('Watching')).toBeVisible()
  await expect(entry.getByText('1 image done')).toBeVisible({ timeout: 90_000 })
  expect(await readdir(join(folder, 'incoming-optimized'))).toContain('whittle-manifest.json')
  await picture(app, page, 'settings-watch')
  await entry.getByRole('button', { name: 'Pause incoming' }).click()
  await expect(entry.getByText('Paused')).toBeVisible()
  await photos(incoming, 'Garden.jpg')
  await entry.getByRole('button', { name: 'Resume incoming' }).click()
  await expect
    .poll(() => readdir(join(folder, 'incoming-optimized')).then((names) => names.length), {
      timeout: 90_000,
    })
    .toBe(3)
  await entry.getByRole('button', { name: 'Remove incoming' }).click()
  await expect(entry).toBeHidden()
})

test('the cache tells what it holds and is checked, prepared and emptied', async ({ whittle, folder }) => {
  test.slow()
  const { app, page } = whittle
  const originals = await photos(join(folder, 'trip'), 'Aqua.jpg')
  await goTo(page, 'Settings')
  await page.getByRole('radio', { name: 'Cache' }).click()
  await page.getByRole('combobox', { name: 'Recipe to prepare' }).selectOption('same-format')
  await choosing(app, originals)
  await page.getByRole('button', { name: 'Choose folder…' }).click()
  await expect(page.getByText('1 image prepared, 0 known already, 0 failed.')).toBeVisible({
    timeout: 90_000,
  })
  await goTo(page, 'Optimize')
  await dropPaths(page, [originals])
  await page.getByRole('combobox', { name: 'Recipe' }).selectOption('same-format')
  await page.getByRole('button', { name: 'Optimize 1 image' }).click()
  await expect(page.getByRole('button', { name: 'Show in folder' }).first()).toBeVisible({ timeout: 90_000 })
  await goTo(page, 'Settings')
  await page.getByRole('radio', { name: 'Cache' }).click()
  const byRecipe = page.getByRole('table').filter({ hasText: 'By recipe' })
  await expect(byRecipe.getByRole('row', { name: /Same format/ })).toContainText('50')
  await picture(app, page, 'settings-cache')
  await page.getByRole('button', { name: 'Check now' }).click()
  await expect(page.getByText('0 damaged', { exact: false })).toBeVisible()
  await page.getByRole('button', { name: 'Empty the cache' }).click()
  await expect(page.getByText('The cache is empty.')).toBeVisible()
})
