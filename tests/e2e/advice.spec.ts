import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, type Locator, type Page } from '@playwright/test'
import { dropPaths } from '../../scripts/lib/drop.mjs'
import { expectAccessible } from './support/axe.ts'
import { photographs } from './support/fixtures.ts'
import { writeMonths } from './support/months.ts'
import { launchWhittle, test } from './support/whittle.ts'

async function go(page: Page, screen: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Screens' }).getByRole('button', { name: screen }).click()
}

/** A home folder in which images waited for weeks although the cores were idle: nobody lets more than two be made at once. */
async function idleCores(folder: string, settings: object = {}): Promise<string> {
  const home = join(folder, 'home')
  await mkdir(home)
  await writeFile(join(home, 'settings.json'), JSON.stringify({ concurrency: 2, ...settings }))
  await writeMonths(join(home, 'history'), { days: 30, queued: 4 })
  return home
}

/** As a person does, who clicks before typing. */
async function type(box: Locator, value: string): Promise<void> {
  await box.click()
  await box.fill(value)
  await expect(box).toHaveValue(value)
}

const settingsIn = async (home: string) => JSON.parse(await readFile(join(home, 'settings.json'), 'utf8'))

test('advice is applied, taken back, put aside and shown again', async ({ folder }) => {
  test.slow()
  const home = await idleCores(folder)
  const { page, close } = await launchWhittle(home)
  await go(page, 'Insights')
  const section = page.getByRole('region', { name: 'What to do' })
  const card = section.getByRole('listitem').filter({
    has: page.getByRole('heading', { name: 'Let Whittle choose how many images are made at once.' }),
  })
  await expect(
    card.getByText(/^At most 2 are made at once on \d+ cores\..* only 2\d\s% of the processor/),
  ).toBeVisible()
  await expect(card.getByText(/^Low risk · A batch takes more of the machine/)).toBeVisible()
  await expect(card.getByText(/less time per batch/)).toBeVisible()

  // Each number leads to its evidence.
  await card.getByRole('button', { name: /^Processor while images waited/ }).click()
  await expect(card.getByRole('img', { name: /^Processor while images waited, from/ })).toBeVisible()

  await card.getByRole('button', { name: 'Apply' }).click()
  await expect(
    card.getByText(/^Applied on .* Its effect cannot be measured: .* 0 runs of 5 runs/),
  ).toBeVisible()
  await expect(card.getByRole('button', { name: 'Apply' })).toBeHidden()
  expect(await settingsIn(home)).toMatchObject({ concurrency: 0, scaling: 'auto' })
  await page.screenshot({ path: 'test-results/screens/advice-applied.png' })

  await card.getByRole('button', { name: 'Take back' }).click()
  await expect(card.getByRole('button', { name: 'Apply' })).toBeVisible()
  await expect(card.getByText(/^Applied on/)).toBeHidden()
  expect(await settingsIn(home)).toMatchObject({ concurrency: 2 })

  await card.getByRole('button', { name: 'Put aside' }).click()
  await expect(card).toBeHidden()
  await section.getByRole('button', { name: '1 put aside' }).click()
  await card.getByRole('button', { name: 'Show again' }).click()
  await expect(card.getByRole('button', { name: 'Apply' })).toBeVisible()
  await close()
})

test('advice speaks German, with its numbers', async ({ folder }) => {
  test.slow()
  const home = await idleCores(folder, { appearance: { language: 'de' } })
  const { page, close } = await launchWhittle(home, { language: 'de' })
  await page.getByRole('button', { name: 'Einblicke' }).click()
  const section = page.getByRole('region', { name: 'Was zu tun ist' })
  await expect(section.getByText(/^Auf \d+ Kernen werden höchstens 2 zugleich gemacht\./)).toBeVisible()
  await expect(section.getByRole('button', { name: /^Prozessor, während Bilder warteten/ })).toBeVisible()
  await expect(section.getByText(/^Geringes Risiko · Ein Stapel nimmt sich mehr vom Rechner/)).toBeVisible()
  await page.screenshot({ path: 'test-results/screens/advice-german.png' })
  await close()
})

test('what only a person can do leads to where it is done', async ({ folder }) => {
  test.slow()
  const photos = await photographs(join(folder, 'photos'), 4, /LadyBird/)
  const { app, page, close } = await launchWhittle(join(folder, 'home'))
  await dropPaths(page, [photos])
  await page.getByRole('button', { name: 'Optimize 4 images' }).click()
  await expect(page.getByText(/4 images, .* for a visitor/)).toBeVisible({ timeout: 120_000 })
  await go(page, 'Insights')
  const card = page.getByRole('listitem').filter({
    has: page.getByRole('heading', { name: 'Keep one of each of the images that exist several times: 1.' }),
  })
  await expect(card.getByText(/^3 copies and their results take/)).toBeVisible()
  await expect(card.getByRole('button', { name: 'Apply' })).toBeHidden()

  // The number shows its file, the button the images.
  await app.evaluate(({ shell }) => {
    const shown: string[] = []
    Reflect.set(globalThis, 'shown', shown)
    shell.showItemInFolder = (path) => shown.push(path)
  })
  await card.getByRole('button', { name: /^The same: LadyBird/ }).click()
  await expect
    .poll(() => app.evaluate(() => Reflect.get(globalThis, 'shown')))
    .toEqual([expect.stringMatching(/photos.LadyBird \d\.jpg$/)])
  await card.getByRole('button', { name: 'Show the images' }).click()
  await expect(page.getByRole('row', { name: /LadyBird 4\.jpg/ })).toBeVisible()
  await close()
})

test('two recipes are compared on a sample, and prices and quiet hours are set', async ({ folder }) => {
  test.slow()
  const home = await idleCores(folder)
  const photos = await photographs(join(folder, 'photos'), 1, /Flower|Aqua/)
  const { app, page, close } = await launchWhittle(home)
  await app.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [path] })
  }, photos)

  // Settings, each checked at its field, in effect at once.
  await go(page, 'Settings')
  const performance = page.getByRole('region', { name: 'Performance' })
  const quiet = performance.getByRole('switch', { name: 'Quiet hours' })
  // It is on when the engine says so, which takes a moment.
  await quiet.click({ force: true })
  await expect(quiet).toBeChecked()
  await performance.getByRole('combobox', { name: 'Quiet from' }).selectOption('22')
  await performance.getByRole('combobox', { name: 'Quiet until' }).selectOption('6')
  await expect(performance.getByText('That is over midnight, until the next day.')).toBeVisible()
  const prices = page.getByRole('region', { name: 'Prices, traffic and assumptions' })
  const transfer = prices.getByRole('textbox', { name: 'Transfer, per GB' })
  await type(transfer, '-1')
  await expect(prices.getByRole('alert')).toHaveText(/^A number from 0 to/)
  await type(transfer, '0.08')
  await transfer.press('Enter')
  const watts = prices.getByRole('textbox', { name: 'Power of a busy core' })
  await type(watts, '0')
  await expect(prices.getByRole('alert')).toHaveText(/^A number from 0\.1 to/)
  await type(watts, '12')
  await watts.press('Enter')
  await type(prices.getByRole('textbox', { name: 'Loads per image' }), '100000')
  await prices.getByRole('textbox', { name: 'Loads per image' }).press('Enter')
  await prices.getByRole('combobox', { name: 'Currency' }).selectOption('CHF')
  await expect
    .poll(() => settingsIn(home))
    .toMatchObject({
      quietHours: { enabled: true, from: 22, to: 6 },
      prices: { currency: 'CHF', transferGb: 0.08 },
      assumptions: { viewsPerMonth: 100_000, wattsPerCore: 12 },
    })
  await prices.scrollIntoViewIfNeeded()
  await page.screenshot({ path: 'test-results/screens/settings-prices.png' })

  await go(page, 'Insights')
  const recipes = page.getByRole('region', { name: 'Recipe against recipe' })
  await recipes.getByRole('combobox', { name: 'Before' }).selectOption({ label: 'Same format, smaller' })
  await recipes.getByRole('combobox', { name: 'After' }).selectOption({ label: 'Same format, smaller' })
  await expect(recipes.getByText('Choose two different recipes.')).toBeVisible()
  await recipes.getByRole('combobox', { name: 'After' }).selectOption({ label: 'Responsive web' })
  await expect(recipes.getByRole('button', { name: 'Compare' })).toBeDisabled()
  await recipes.getByRole('button', { name: 'Choose folder…' }).click()
  await expect(recipes.getByText('Sample of photos')).toBeVisible()
  await recipes.getByRole('combobox', { name: 'Size of the sample' }).selectOption('3')
  await recipes.getByRole('button', { name: 'Compare' }).click()
  const table = recipes.getByRole('table')
  await expect(table).toBeVisible({ timeout: 120_000 })
  await expect(table.getByRole('columnheader', { name: 'Same format, smaller' })).toBeVisible()
  await expect(table.getByRole('columnheader', { name: 'Responsive web' })).toBeVisible()
  for (const row of [
    'Score, median',
    'Time to make them',
    'Processor time',
    'Energy to make them',
    'Transfer, a month',
  ])
    await expect(table.getByRole('row', { name: new RegExp(`^${row}`) })).toBeVisible()
  await expect(table.getByRole('row', { name: /^Transfer, a month.*CHF/ })).toBeVisible()
  await expect(recipes.getByRole('img', { name: /Responsive web \d/ })).toBeVisible()
  await expect(recipes.getByText('Until a page shows its largest image')).toBeVisible()
  await expect(recipes.getByText(/a busy core takes 12 W/)).toBeVisible()
  await expectAccessible(page, 'Insights with two recipes compared')
  await recipes.scrollIntoViewIfNeeded()
  await page.screenshot({ path: 'test-results/screens/insights-recipes.png' })

  await go(page, 'Settings')
  await page.getByRole('button', { name: 'Restore defaults' }).click()
  await expect(quiet).not.toBeChecked()
  await expect(transfer).toHaveValue('0')
  await expect
    .poll(() => settingsIn(home))
    .toMatchObject({
      quietHours: { enabled: false },
      prices: { currency: 'EUR', transferGb: 0 },
      assumptions: { viewsPerMonth: 0, wattsPerCore: 8 },
    })
  await close()
})
