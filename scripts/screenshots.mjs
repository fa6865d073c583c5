import { copyFile, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import sharp from 'sharp'
import { runnerImport } from 'vite'
import { prepare, rerunOnVirtualDisplay } from './launch.mjs'
import { dropPaths } from './lib/drop.mjs'
import { film } from './lib/film.mjs'
import { main, say } from './lib/messages.mjs'
import { openWindow } from './lib/open-window.mjs'
import { projectRoot } from './lib/paths.mjs'
import { hasDisplay } from './system/display.mjs'

const IMAGES = path.join(projectRoot, 'docs/images')
const SAMPLES = path.join(projectRoot, 'samples')
const SIZE = { width: 1180, height: 780 }
const FILM_WIDTH = 1_000
const BATCH_LIMIT_MS = 600_000

/** @typedef {import('@playwright/test').Page} Page */

// Makes the pictures of README.md from the real app: a batch of photographs that is dropped, watched and looked at.
// Only the history behind Insights is made up: nobody has used this home for two months.
await main(async () => {
  const electron = await prepare()
  if (!hasDisplay()) return rerunOnVirtualDisplay(electron.env)
  await mkdir(IMAGES, { recursive: true })
  const folder = await mkdtemp(path.join(tmpdir(), 'whittle-screenshots-'))
  /**
   * @param {string} home
   * @param {(page: Page) => Promise<void>} act
   */
  const inWindow = async (home, act) => {
    const { app, page } = await openWindow(electron, home, SIZE)
    try {
      await page.emulateMedia({ colorScheme: 'light' })
      await page.getByText('Ready', { exact: true }).waitFor()
      await act(page)
    } finally {
      await app.close().catch(() => undefined)
    }
  }
  try {
    const photographs = await photographsIn(path.join(folder, 'photographs'))
    await inWindow(path.join(folder, 'home'), (page) => tour(page, photographs))
    const used = path.join(folder, 'used-home')
    await writeMonths(path.join(used, 'history'))
    await inWindow(used, (page) => insights(page, photographs))
    return 0
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 })
  }
})

/**
 * @param {Page} page
 * @param {string} photographs
 */
async function tour(page, photographs) {
  const moving = film(page)
  await page.getByRole('button', { name: 'Choose folder…' }).waitFor()
  await moving.shoot(1_200)
  await dropPaths(page, [photographs])
  const start = page.getByRole('button', { name: /^Optimize \d+ images?$/ })
  await start.waitFor()
  // The trial of the recipe on one image is part of the plan.
  await page
    .getByText(/^Tried on /)
    .first()
    .waitFor({ timeout: 60_000 })
  await moving.shoot(2_200)
  await start.click()
  await page.getByRole('progressbar').first().waitFor()
  await moving.follow(progress(page, 30), 400, 110)
  await still(page, 'optimize')
  await moving.follow(progress(page, 80), 400, 120)
  await goTo(page, 'Monitor')
  await still(page, 'monitor')
  await moving.shoot(1_800)
  await goTo(page, 'Optimize')
  await moving.follow(finished(page), 500, 120)
  await moving.shoot(2_000)

  await goTo(page, 'Results')
  const grid = page.getByRole('listbox')
  await grid.locator('img[data-shown]').first().waitFor()
  await page.waitForTimeout(700)
  await moving.shoot(1_500)
  await still(page, 'results')
  await grid.focus()
  await page.keyboard.press('Enter')
  await page.getByRole('region', { name: /Comparison of/ }).waitFor()
  await page.getByRole('group', { name: /Pictures; drag/ }).waitFor()
  await page.waitForTimeout(1_000)
  await moving.shoot(900)
  const divider = page.getByRole('slider', { name: 'Where original and result meet' }).first()
  await divider.focus()
  for (const key of [...'<<<<<<>>>>>>>>>>>><<<<<<']) {
    for (let press = 0; press < 3; press += 1)
      await page.keyboard.press(key === '<' ? 'ArrowLeft' : 'ArrowRight')
    await moving.shoot(90)
  }
  await moving.shoot(1_600)
  await still(page, 'comparison')
  const bytes = await moving.save(path.join(IMAGES, 'whittle.webp'), FILM_WIDTH)
  say(`docs/images/whittle.webp: ${Math.round(bytes / 1_000)} kB`)
}

/**
 * What months of use have to tell, and what one run was worth.
 *
 * @param {Page} page
 * @param {string} photographs
 */
async function insights(page, photographs) {
  await dropPaths(page, [photographs])
  await page.getByRole('button', { name: /^Optimize \d+ images?$/ }).click()
  await finished(page)
  await goTo(page, 'Insights')
  await page.getByText('Until a page shows its largest image').waitFor()
  await page.getByText('Likely why').first().waitFor()
  await still(page, 'insights')
}

/**
 * One picture in each theme, as WebP.
 *
 * @param {Page} page
 * @param {string} name
 */
async function still(page, name) {
  for (const colorScheme of /** @type {const} */ (['dark', 'light'])) {
    await page.emulateMedia({ colorScheme })
    // Graphs take their colours with the next sample, once a second.
    await page.waitForTimeout(name === 'monitor' ? 1_500 : 400)
    const picture = await page.screenshot({ animations: 'disabled' })
    const file = path.join(IMAGES, `${name}-${colorScheme}.webp`)
    await sharp(picture).webp({ quality: 90, effort: 6, smartSubsample: true }).toFile(file)
    say(path.relative(projectRoot, file))
  }
}

/**
 * @param {Page} page
 * @param {string} screen
 */
async function goTo(page, screen) {
  await page.getByRole('navigation', { name: 'Screens' }).getByRole('button', { name: screen }).click()
}

/**
 * Waits until a share of the batch is done, or all of it.
 *
 * @param {Page} page
 * @param {number} percent
 */
async function progress(page, percent) {
  await page.waitForFunction(
    (least) => {
      const now = document.querySelector('[role=progressbar]')?.getAttribute('aria-valuenow')
      return now === null || now === undefined || Number(now) >= least
    },
    percent,
    { timeout: BATCH_LIMIT_MS },
  )
}

/** @param {Page} page */
async function finished(page) {
  await page.getByRole('button', { name: 'Show in folder' }).first().waitFor({ timeout: BATCH_LIMIT_MS })
}

/**
 * The samples, each also mirrored and cut: copies would not have to be made twice.
 *
 * @param {string} folder
 */
async function photographsIn(folder) {
  await mkdir(folder, { recursive: true })
  const names = (await readdir(SAMPLES)).filter((name) => name.endsWith('.jpg'))
  for (const name of names) {
    const file = path.join(SAMPLES, name)
    await copyFile(file, path.join(folder, name))
    const { width, height } = await sharp(file).metadata()
    const inner = { left: width >> 3, top: height >> 3, width: (width * 3) >> 2, height: (height * 3) >> 2 }
    const others = { mirrored: sharp(file).flop(), closer: sharp(file).extract(inner) }
    for (const [how, picture] of Object.entries(others)) {
      await picture.jpeg({ quality: 95 }).toFile(path.join(folder, name.replace('.jpg', ` ${how}.jpg`)))
    }
  }
  return folder
}

/** @param {string} history folder */
async function writeMonths(history) {
  const { module } = await runnerImport(path.join(projectRoot, 'tests/e2e/support/months.ts'), {
    logLevel: 'warn',
    configFile: false,
    root: projectRoot,
  })
  await module.writeMonths(history)
}
