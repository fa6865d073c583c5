import { readFile, rm } from 'node:fs/promises'

/**
 * What the page's main thread did, by the clock and by the processor: on a machine that is shared with others a task
 * takes long by the clock although it has little to do.
 *
 * @typedef {object} Tasks
 * @property {number} busyPercent processor time of all tasks as a share of the time that passed
 * @property {number} longestMs the longest task by the clock
 * @property {number} over50Ms how many tasks took longer than 50 ms by the clock
 * @property {number} longestCpuMs processor time of the task that took the most
 * @property {number} over50CpuMs how many tasks took more than 50 ms of the processor
 * @property {number} cpuMs processor time of all tasks
 */

const category = 'disabled-by-default-devtools.timeline'

/**
 * Records the tasks of the page's main thread while something happens.
 *
 * @template T
 * @param {import('@playwright/test').ElectronApplication} app
 * @param {() => Promise<T>} act
 * @returns {Promise<{ result: T, tasks: Tasks }>}
 */
export async function recordTasks(app, act) {
  await app.evaluate(
    ({ contentTracing }, included) =>
      contentTracing.startRecording({ included_categories: [included], excluded_categories: ['*'] }),
    category,
  )
  const start = performance.now()
  const result = await act()
  const passedMs = performance.now() - start
  const file = await app.evaluate(({ contentTracing }) => contentTracing.stopRecording())
  try {
    /** @type {{ traceEvents: TraceEvent[] }} */
    const { traceEvents } = JSON.parse(await readFile(file, 'utf8'))
    return { result, tasks: describe(traceEvents, passedMs) }
  } finally {
    await rm(file, { force: true })
  }
}

/**
 * @typedef {{ name: string, ph: string, pid: number, tid: number, dur?: number, tdur?: number, args: { name?: string } }} TraceEvent
 *
 * @param {readonly TraceEvent[]} events
 * @param {number} passedMs
 * @returns {Tasks}
 */
function describe(events, passedMs) {
  const isMain = new Set(
    events
      .filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  )
  const tasks = events.filter(
    ({ name, ph, pid, tid }) => name === 'RunTask' && ph === 'X' && isMain.has(`${pid} ${tid}`),
  )
  // Chromium counts in microseconds.
  const wall = tasks.map(({ dur = 0 }) => dur / 1_000)
  const cpu = tasks.map(({ tdur = 0 }) => tdur / 1_000)
  const cpuMs = cpu.reduce((sum, ms) => sum + ms, 0)
  return {
    busyPercent: (100 * cpuMs) / passedMs,
    longestMs: Math.max(0, ...wall),
    over50Ms: wall.filter((ms) => ms > 50).length,
    longestCpuMs: Math.max(0, ...cpu),
    over50CpuMs: cpu.filter((ms) => ms > 50).length,
    cpuMs,
  }
}
