import process from 'node:process'
import type { Parent } from './parent.ts'
import type { WorkerPool } from './worker-pool.ts'

const intervalMs = 1000
/** Memory rises and falls with each encode: one look a second would miss most peaks. A look costs about 10 µs. */
const peakIntervalMs = 100

/** Tells the parent, now and once a second, what the process has used. Does not keep the process alive. */
export function reportUsage(parent: Parent, pool: WorkerPool): void {
  let peakBytes = 0
  const look = (): number => {
    const residentBytes = process.memoryUsage.rss()
    peakBytes = Math.max(peakBytes, residentBytes)
    return residentBytes
  }
  const report = () => {
    const { user, system } = process.cpuUsage()
    const residentBytes = look()
    parent.send({ type: 'usage', cpuMs: (user + system) / 1000, residentBytes, peakBytes, busy: pool.busy })
    peakBytes = 0
  }
  report()
  setInterval(look, peakIntervalMs).unref()
  setInterval(report, intervalMs).unref()
}
