import type { PoolPort } from './ports.ts'

/** What the engine's process and the pool host, where there is one, have used so far. */
export function ownUsage(pool: Pick<PoolPort, 'usage'>) {
  const { user, system } = process.cpuUsage()
  const engine = {
    pid: process.pid,
    cpuMs: (user + system) / 1_000,
    residentBytes: process.memoryUsage.rss(),
  }
  const { pid, cpuMs, residentBytes } = pool.usage()
  return pid === undefined ? { engine } : { engine, pool: { pid, cpuMs, residentBytes } }
}
