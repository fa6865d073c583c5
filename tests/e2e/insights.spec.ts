import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { dropPaths } from '../../scripts/lib/drop.mjs'
import { reportSchema } from '../../src/shared/model/report.ts'
import { expectAccessible } from './support/axe.ts'
import { photographs } from './support/fixtures.ts'
import { writeMonths } from './support/months.ts'
import { launchWhittle, test } from './support/whittle.ts'

async function optimize(page: Page, folder: string): Promise<void> {
  await dropPaths(page, [folder])
  await page.getByRole('button', { name: 'Optimize 6 images' }).click()
  await expect(page.getByText(/6 images, .* for a visitor/)).toBeVisible({ timeout: 120_000 })
}

test('insights lead from numbers to their evidence, and into a report', async ({ folder }) => {
  test.slow()
  const home = join(folder, 'home')
  await writeMonths(join(home, 'history'))
  const { app, page, close } = await launchWhittle(home)
  await optimize(page, await photographs(join(folder, 'photos')))
  await page.getByRole('navigation', { name: 'Screens' }).getByRole('button', { name: 'Insights' }).click()

  // The planted trend, with its line, its test and its days.
  await page.getByRole('button', { name: /Getting worse/ }).click()
  const trend = page.getByRole('button', { name: /Encoding AVIF.*rising/ })
  await trend.click()
  await expect(page.getByRole('img', { name: /^Encoding AVIF, 1–4.MP, from/ })).toBeVisible()
  await expect(page.getByText('Chance that it is none')).toBeVisible()

  // The planted afternoon, with what explains it; called expected, it is put away, and comes back.
  const anomalies = page.getByRole('region', { name: 'Out of the ordinary' })
  await expect(anomalies.getByText(/Encoding WebP.* took .* times as long as usual/)).toBeVisible()
  await expect(anomalies.getByText(/Other programs used .* of the processor/)).toBeVisible()
  await anomalies.getByRole('button', { name: 'This is expected' }).first().click()
  await expect(anomalies.getByText(/Encoding WebP/)).toBeHidden()
  await anomalies.getByRole('button', { name: /expected$/ }).click()
  await anomalies.getByRole('button', { name: 'Expected', exact: true }).first().click()
  await expect(anomalies.getByRole('button', { name: 'This is expected' }).first()).toBeVisible()

  // What the run is worth, in money once prices are there.
  const impact = page.getByRole('region', { name: 'What it is worth' })
  await expect(impact.getByText(/^−8\d.%$/)).toBeVisible()
  await expect(impact.getByText(/see when it pays back/)).toBeVisible()
  for (const [field, value] of [
    ['Loads per image', '100000'],
    ['Transfer, per GB', '0.08'],
    ['Processor, per hour', '0.05'],
  ] as const) {
    const box = impact.getByRole('textbox', { name: field })
    // As a person does: the table above is computed anew after each, and moves the fields.
    await box.click()
    await box.fill(value)
    await expect(box).toHaveValue(value)
    await box.press('Enter')
  }
  await expect(impact.getByText(/It has paid back within|It pays back after/)).toBeVisible()
  await expect(impact.getByText(/That saves €/)).toBeVisible()

  for (const [width, height] of [
    [900, 700],
    [1600, 1000],
  ] as const) {
    await app.evaluate(
      ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height),
      { width, height },
    )
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      await expectAccessible(page, `Insights, ${width}, ${colorScheme}`)
      await page.getByRole('region', { name: 'What moved' }).evaluate((section) => {
        section.parentElement?.closest('[class*=body]')?.scrollTo(0, 0)
      })
      await page.screenshot({ path: `test-results/screens/insights-${width}-${colorScheme}.png` })
    }
  }
  await impact.getByRole('button', { name: 'Open the run' }).click()
  await expect(page.getByRole('heading', { name: 'History' })).toBeVisible()
  await expect(page.getByRole('row', { name: /Garden\.jpg/ })).toBeVisible()

  // All of it in a report of the time.
  await page.getByRole('navigation', { name: 'Screens' }).getByRole('button', { name: 'Insights' }).click()
  await app.evaluate(
    ({ dialog }, path) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [path] })
    },
    join(folder, 'reports'),
  )
  await page.getByRole('button', { name: 'Export report…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Export report' })
  await dialog.getByRole('checkbox', { name: 'JSON' }).check()
  await dialog.getByRole('checkbox', { name: 'PDF' }).uncheck()
  await dialog.getByRole('button', { name: 'Choose folder…' }).click()
  await expect(dialog).toBeHidden({ timeout: 60_000 })
  const names = await readdir(join(folder, 'reports'))
  const [json = ''] = names.filter((name) => name.endsWith('.json'))
  const report = reportSchema.parse(JSON.parse(await readFile(join(folder, 'reports', json), 'utf8')))
  if (report.kind !== 'period') throw new Error(`It is about a ${report.kind}.`)
  expect(report.runs).toHaveLength(1)
  expect(report.insights.trends.find(({ meaning }) => meaning === 'worse')?.subject).toMatchObject({
    kind: 'avif',
  })
  expect(report.insights.anomalies.length).toBeGreaterThan(0)
  await close()
})

test('insights say that there is too little history, in German too', async ({ folder, whittle }) => {
  const { page } = whittle
  await page.getByRole('navigation', { name: 'Screens' }).getByRole('button', { name: 'Insights' }).click()
  await expect(page.getByRole('heading', { name: 'Not enough history yet' })).toBeVisible()
  await page.screenshot({ path: 'test-results/screens/insights-empty.png' })
  await whittle.close()

  const home = join(folder, 'german')
  await mkdir(home)
  await writeFile(join(home, 'settings.json'), JSON.stringify({ appearance: { language: 'de' } }))
  const german = await launchWhittle(home, { language: 'de' })
  await german.page.getByRole('button', { name: 'Einblicke' }).click()
  await expect(german.page.getByRole('heading', { name: 'Noch zu wenig Verlauf' })).toBeVisible()
  await german.close()
})
