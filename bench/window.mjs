import { mkdtemp, rm } from 'node:fs/promises'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { prepare, rerunOnVirtualDisplay } from '../scripts/launch.mjs'
import { dropPaths } from '../scripts/lib/drop.mjs'
import { main } from '../scripts/lib/messages.mjs'
import { openWindow } from '../scripts/lib/open-window.mjs'
import { hasDisplay } from '../scripts/system/display.mjs'
import { describeMachine, writeResult } from './lib/machine.mjs'
import { differentPictures, manyPictures } from './lib/window-pictures.mjs'
import { readVitals, scrollFrames, watchVitals } from './lib/window-vitals.mjs'

const size = { width: 1_280, height: 800 }
const screens = ['Results', 'Monitor', 'History', 'Insights', 'Recipes', 'Settings', 'Optimize']

/** @typedef {import('@playwright/test').Page} Page */
/** @typedef {import('./lib/window-vitals.mjs').Vitals} Vitals */

// How quick the window is: when it starts, while a batch runs, and when somebody scrolls through a long list.
//   npm run bench:window -- --images 500 --rows 10000
await main(async () => {
  const { values } = parseArgs({
    options: {
      images: { type: 'string', default: '500' },
      rows: { type: 'string', default: '10000' },
      seconds: { type: 'string', default: '30' },
    },
  })
  const electron = await prepare()
  if (!hasDisplay()) return rerunOnVirtualDisplay(electron.env)
  const machine = describeMachine()
  const folder = await mkdtemp(join(tmpdir(), 'whittle-window-'))
  try {
    const images = Number(values.images)
    const rows = Number(values.rows)
    const pictures = await differentPictures(join(folder, 'pictures'), images)
    const many = await manyPictures(join(folder, 'many'), rows)
    /**
     * @template T
     * @param {string} home
     * @param {(page: Page) => Promise<T>} act
     */
    const inWindow = async (home, act) => {
      const { app, page } = await openWindow(electron, join(folder, home), size)
      try {
        return await act(page)
      } finally {
        await app.close().catch(() => undefined)
      }
    }
    const started = await inWindow('home', start)
    const busy = await inWindow('home', (page) => whileBusy(page, pictures, Number(values.seconds)))
    const scrolled = await inWindow('long', (page) => scroll(page, many))
    const result = { started, ...busy, scrolled }
    print(images, rows, result)
    writeResult('window', { machine: { ...machine, loadAfter: loadavg()[0] }, images, rows, ...result })
    return 0
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 })
  }
})

/** @param {Page} page just opened */
async function start(page) {
  await watchVitals(page)
  await page.getByText('Ready', { exact: true }).waitFor()
  return readVitals(page)
}

/**
 * A batch is under way: the window watches it, is operated, and is opened anew.
 *
 * @param {Page} page
 * @param {string} pictures
 * @param {number} seconds
 */
async function whileBusy(page, pictures, seconds) {
  await dropPaths(page, [pictures])
  await page.getByRole('button', { name: /^Optimize \d+ images$/ }).click({ timeout: 120_000 })
  await page
    .getByText(/[1-9][\d,]* of [\d,]+ files/)
    .first()
    .waitFor({ timeout: 60_000 })

  await watchVitals(page)
  await page.evaluate(() => Reflect.get(globalThis, 'seenVitals').longTasksMs.splice(0))
  await wait(seconds * 1_000)
  const watched = await readVitals(page)

  for (let round = 0; round < 2; round += 1) {
    for (const screen of screens) {
      await page.getByRole('navigation', { name: 'Screens' }).getByRole('button', { name: screen }).click()
      await wait(1_500)
    }
  }
  const both = await readVitals(page)
  const operated = { ...both, longTasksMs: both.longTasksMs.slice(watched.longTasksMs.length) }

  await page.reload()
  await page.getByRole('progressbar').first().waitFor()
  await watchVitals(page)
  await wait(5_000)
  return { watched, operated, reloaded: await readVitals(page) }
}

/**
 * @param {Page} page
 * @param {string} many folder of as many images as there are to be rows
 */
async function scroll(page, many) {
  await dropPaths(page, [many])
  await page.getByRole('button', { name: /^Optimize [\d,]+ images$/ }).waitFor({ timeout: 300_000 })
  await watchVitals(page)
  await page.evaluate(() => Reflect.get(globalThis, 'seenVitals').longTasksMs.splice(0))
  const list = page.getByRole('treegrid')
  const frames = {
    // As fast as a wheel is turned, and as fast as a scrollbar is dragged.
    wheel: await scrollFrames(list, { pixelsPerFrame: 60, seconds: 8 }),
    drag: await scrollFrames(list, { pixelsPerFrame: 1_200, seconds: 8 }),
  }
  const { longTasksMs } = await readVitals(page)
  return { wheel: describeFrames(frames.wheel), drag: describeFrames(frames.drag), longTasksMs }
}

/** @param {number[]} frames milliseconds */
function describeFrames(frames) {
  const sorted = [...frames].sort((a, b) => a - b)
  const total = frames.reduce((sum, frame) => sum + frame, 0)
  const at = (/** @type {number} */ share) => sorted[Math.floor(share * (sorted.length - 1))]
  return {
    frames: frames.length,
    perSecond: (frames.length * 1_000) / total,
    p95Ms: at(0.95),
    longestMs: at(1),
    over33Ms: frames.filter((frame) => frame > 33.4).length,
  }
}

/**
 * @param {number} images
 * @param {number} rows
 * @param {Awaited<ReturnType<typeof whileBusy>> & { started: Vitals, scrolled: Awaited<ReturnType<typeof scroll>> }} result
 */
function print(images, rows, { started, watched, operated, reloaded, scrolled }) {
  const ms = (/** @type {number | undefined} */ value) =>
    value === undefined ? '–' : `${Math.round(value)} ms`
  const longest = (/** @type {Vitals} */ { longTasksMs }) =>
    longTasksMs.length === 0
      ? 'none over 50 ms'
      : `${longTasksMs.length} over 50 ms, ${ms(Math.max(...longTasksMs))}`
  console.table({
    'when it starts': row(started),
    [`${images} images run`]: row(watched),
    'and it is used': row(operated),
    'and it is reloaded': row(reloaded),
  })
  console.table({ [`${rows} rows, wheel`]: scrolled.wheel, [`${rows} rows, drag`]: scrolled.drag })

  /** @param {Vitals} vitals */
  function row(vitals) {
    return {
      FCP: ms(vitals.fcpMs),
      LCP: ms(vitals.lcpMs),
      CLS: vitals.cls.toFixed(3),
      INP: ms(vitals.inpMs),
      'long tasks': longest(vitals),
    }
  }
}
