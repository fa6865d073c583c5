import { readFile } from 'node:fs/promises'
import { inNodeModules } from '../../scripts/lib/paths.mjs'

/**
 * What web-vitals and the browser's own observers say of a page since it was loaded.
 *
 * @typedef {object} Vitals
 * @property {number | undefined} fcpMs first contentful paint
 * @property {number | undefined} lcpMs largest contentful paint
 * @property {number} cls sum of the worst burst of layout shifts; 0 when there was none
 * @property {number | undefined} inpMs slowest reaction to a click or key, until the next frame
 * @property {number[]} longTasksMs tasks that kept the page from reacting for more than 50 ms
 *
 * @typedef {import('@playwright/test').Page} Page
 */

/**
 * Begins to measure. What happened before is told too: the browser keeps it.
 *
 * @param {Page} page
 */
export async function watchVitals(page) {
  // Evaluated, not loaded: the page's policy lets no script in.
  const source = await readFile(inNodeModules('web-vitals', 'dist', 'web-vitals.iife.js'), 'utf8')
  await page.evaluate(`
    ${source}
    globalThis.seenVitals = { longTasksMs: [] }
    for (const name of ['FCP', 'LCP', 'CLS', 'INP']) {
      webVitals['on' + name](({ value }) => { seenVitals[name] = value }, { reportAllChanges: true, durationThreshold: 16 })
    }
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) seenVitals.longTasksMs.push(duration)
    }).observe({ type: 'longtask', buffered: true })
  `)
}

/**
 * @param {Page} page on which {@link watchVitals} was called
 * @returns {Promise<Vitals>}
 */
export async function readVitals(page) {
  const { FCP, LCP, CLS, INP, longTasksMs } = await page.evaluate(() => Reflect.get(globalThis, 'seenVitals'))
  return { fcpMs: FCP, lcpMs: LCP, cls: CLS ?? 0, inpMs: INP, longTasksMs }
}

/**
 * Scrolls a list to its end and back, some rows further with each frame, and tells how long frames took.
 *
 * @param {import('@playwright/test').Locator} list that scrolls
 * @param {{ pixelsPerFrame: number, seconds: number }} how
 * @returns {Promise<number[]>} milliseconds from each frame to the next
 */
export async function scrollFrames(list, how) {
  return list.evaluate(
    (element, { pixelsPerFrame, seconds }) =>
      new Promise((resolve) => {
        /** @type {number[]} */
        const frames = []
        const start = performance.now()
        let last = start
        let direction = 1
        /** @param {number} now */
        const next = (now) => {
          if (now > last) frames.push(now - last)
          last = now
          if (now - start > seconds * 1_000) return resolve(frames.slice(1))
          const before = element.scrollTop
          element.scrollTop += direction * pixelsPerFrame
          if (element.scrollTop === before) direction = -direction
          requestAnimationFrame(next)
        }
        requestAnimationFrame(next)
      }),
    how,
  )
}
