import { mkdir, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { dropPaths } from '../../scripts/lib/drop.mjs'
import { reportSchema } from '../../src/shared/model/report.ts'
import { expectAccessible } from './support/axe.ts'
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
  const dialog = page.getByRole('dialog', { name: 'Export report' })
  // HTML and PDF are chosen at first.
  for (const format of ['CSV', 'JSON']) await dialog.getByRole('checkbox', { name: format }).check()
  await dialog.getByRole('textbox', { name: 'Title' }).fill('A wedding in May')
  await dialog.getByRole('textbox', { name: 'Notes' }).fill('For the couple.')
  await expectAccessible(page, 'the dialog for a report')
  await page.screenshot({ path: 'test-results/report-dialog.png' })
  await dialog.getByRole('button', { name: 'Choose folder…' }).click()
  await expect(dialog).toBeHidden({ timeout: 60_000 })
  const written = new Map(
    await Promise.all(
      (await readdir(reports)).map(
        async (name) => [name.split('.').at(-1), await readFile(join(reports, name))] as const,
      ),
    ),
  )
  expect([...written.keys()].sort()).toEqual(['csv', 'html', 'json', 'pdf'])
  const report = reportSchema.parse(JSON.parse(String(written.get('json'))))
  if (report.kind !== 'run') throw new Error(`It is about a ${report.kind}.`)
  expect(report.result.success).toHaveLength(6)
  expect(String(written.get('html'))).toContain('A wedding in May')
  expect(String(written.get('csv'))).toContain('Garden-640w.avif')
  // As it begins and ends when all of it is there.
  expect(written.get('pdf')?.toString('latin1')).toMatch(/^%PDF-[\s\S]*%%EOF\s*$/)
  for (const content of written.values()) expect(content.includes(folder)).toBe(false)
  await second.close()
})
