import process from 'node:process'
import type { Parent } from './parent.ts'
import type { WorkerPool } from './worker-pool.ts'

const intervalMs = 1000

/** Tells the parent, now and once a second, what the process has used. Does not keep the process alive. */
export function reportUsage(parent: Parent, pool: WorkerPool): void {
  const report = () => {
    const { user, system } = process.cpuUsage()
    parent.send({
      type: 'usage',
      cpuMs: (user + system) / 1000,
      residentBytes: process.memoryUsage.rss(),
      busy: pool.busy,
    })
  }
  report()
  setInterval(report, intervalMs).unref()
}
