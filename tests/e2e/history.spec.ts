import { mkdir, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { dropPaths } from '../../scripts/lib/drop.mjs'
import { resultDocumentSchema } from '../../src/shared/model/result-document.ts'
import { photographs } from './support/fixtures.ts'
import { launchWhittle, test } from './support/whittle.ts'

test('a run is in the history after a restart, with its images, and can be exported', async ({ folder }) => {
  const home = join(folder, 'home')
  const first = await launchWhittle(home)
  await dropPaths(first.page, [await photographs(join(folder, 'wedding'))])
  await first.page.getByRole('button', { name: 'Optimize 6 images' }).click()
  await expect(first.page.getByText(/6 images, .* for a visitor/)).toBeVisible({ timeout: 90_000 })
  await first.close()

  const second = await launchWhittle(home)
  const { app, page } = second
  await page.getByRole('button', { name: 'History' }).click()
  await page.getByText('wedding').first().click()
  await expect(page.getByRole('row', { name: /Garden\.jpg/ })).toBeVisible()
  await page.screenshot({ path: 'test-results/history.png' })

  const reports = join(folder, 'reports')
  await mkdir(reports)
  await app.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [path] })
  }, reports)
  await page.getByRole('button', { name: 'Export report…' }).click()
  await expect
    .poll(async () => (await readdir(reports)).sort().map((name) => name.split('.').at(-1)))
    .toEqual(['html', 'json'])
  for (const name of await readdir(reports)) {
    const text = await readFile(join(reports, name), 'utf8')
    if (name.endsWith('.json')) expect(resultDocumentSchema.parse(JSON.parse(text)).success).toHaveLength(6)
    else expect(text).toContain('wedding')
  }
  await second.close()
})
