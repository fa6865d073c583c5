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
import { recordTasks } from './lib/window-tasks.mjs'
import { readVitals, scrollFrames, watchVitals } from './lib/window-vitals.mjs'

const size = { width: 1_280, height: 800 }
const screens = ['Results', 'Monitor', 'History', 'Insights', 'Recipes', 'Settings', 'Optimize']

/** @typedef {import('@playwright/test').Page} Page */
/** @typedef {import('@playwright/test').ElectronApplication} App */
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
     * @param {(page: Page, app: App) => Promise<T>} act
     */
    const inWindow = async (home, act) => {
      const { app, page } = await openWindow(electron, join(folder, home), size)
      try {
        return await act(page, app)
      } finally {
        await app.close().catch(() => undefined)
      }
    }
    const started = await inWindow('home', start)
    const busy = await inWindow('home', (page, app) => whileBusy(page, app, pictures, Number(values.seconds)))
    const scrolled = await inWindow('long', (page, app) => scroll(page, app, many))
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
 * @param {App} app
 * @param {string} pictures
 * @param {number} seconds
 */
async function whileBusy(page, app, pictures, seconds) {
  await dropPaths(page, [pictures])
  await page.getByRole('button', { name: /^Optimize \d+ images$/ }).click({ timeout: 120_000 })
  await page
    .getByText(/[1-9][\d,]* of [\d,]+ files/)
    .first()
    .waitFor({ timeout: 60_000 })

  await watchVitals(page)
  const watching = await recordTasks(app, () => wait(seconds * 1_000))
  const watched = { ...(await readVitals(page)), tasks: watching.tasks }

  const operating = await recordTasks(app, async () => {
    for (let round = 0; round < 2; round += 1) {
      for (const screen of screens) {
        await page.getByRole('navigation', { name: 'Screens' }).getByRole('button', { name: screen }).click()
        await wait(1_500)
      }
    }
  })
  const operated = { ...(await readVitals(page)), tasks: operating.tasks }

  await page.reload()
  await page.getByRole('progressbar').first().waitFor()
  await watchVitals(page)
  await wait(5_000)
  return { watched, operated, reloaded: await readVitals(page) }
}

/**
 * @param {Page} page
 * @param {App} app
 * @param {string} many folder of as many images as there are to be rows
 */
async function scroll(page, app, many) {
  await dropPaths(page, [many])
  await page.getByRole('button', { name: /^Optimize [\d,]+ images$/ }).waitFor({ timeout: 300_000 })
  const list = page.getByRole('treegrid')
  const scrolled = async (/** @type {number} */ pixelsPerFrame) => {
    const { result, tasks } = await recordTasks(app, () => scrollFrames(list, { pixelsPerFrame, seconds: 8 }))
    return { ...describeFrames(result), cpuMsPerFrame: tasks.cpuMs / result.length, tasks }
  }
  // As fast as a wheel is turned, and as fast as a scrollbar is dragged.
  return { wheel: await scrolled(60), drag: await scrolled(1_200) }
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
  console.table({
    'when it starts': row(started),
    [`${images} images run`]: { ...row(watched), ...work(watched.tasks) },
    'and it is used': { ...row(operated), ...work(operated.tasks) },
    'and it is reloaded': row(reloaded),
  })
  console.table({
    [`${rows} rows, wheel`]: frames(scrolled.wheel),
    [`${rows} rows, drag`]: frames(scrolled.drag),
  })

  /** @param {Vitals} vitals */
  function row(vitals) {
    return { FCP: ms(vitals.fcpMs), LCP: ms(vitals.lcpMs), CLS: vitals.cls.toFixed(3), INP: ms(vitals.inpMs) }
  }

  /** @param {import('./lib/window-tasks.mjs').Tasks} tasks */
  function work(tasks) {
    return {
      busy: `${tasks.busyPercent.toFixed(1)} %`,
      'longest task': `${ms(tasks.longestMs)}, ${tasks.over50Ms} over 50`,
      'by CPU': `${ms(tasks.longestCpuMs)}, ${tasks.over50CpuMs} over 50`,
    }
  }

  /** @param {Awaited<ReturnType<typeof scroll>>['wheel']} scroll */
  function frames({ perSecond, p95Ms, longestMs, cpuMsPerFrame, tasks }) {
    return {
      'frames/s': perSecond.toFixed(1),
      p95: ms(p95Ms),
      longest: ms(longestMs),
      'CPU per frame': `${cpuMsPerFrame.toFixed(1)} ms`,
      'longest task by CPU': ms(tasks.longestCpuMs),
    }
  }
}
