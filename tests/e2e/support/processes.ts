import { execFileSync } from 'node:child_process'
import type { ElectronApplication } from '@playwright/test'

/** Process ID of the engine (a utility process), as Electron reports it. */
export async function enginePid(app: ElectronApplication): Promise<number> {
  const pid = await app.evaluate(
    (electron) => electron.app.getAppMetrics().find((metric) => metric.name === 'Whittle engine')?.pid,
  )
  if (pid === undefined) throw new Error('The engine is not running')
  return pid
}

/** Process ID of the pool host, the engine's only child. */
export async function poolHostPid(app: ElectronApplication): Promise<number> {
  const children = childrenOf(await enginePid(app))
  const [pid] = children
  if (pid === undefined || children.length > 1)
    throw new Error(`Expected one pool host, found ${children.join(', ')}`)
  return pid
}

/** Whether there is a process with this ID. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

function childrenOf(pid: number): number[] {
  const rows = execFileSync('ps', ['-e', '-o', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n')
  return (
    rows
      .map((row) => row.trim().split(/\s+/).map(Number))
      .filter(([, parent]) => parent === pid)
      .map(([child]) => child ?? 0)
      // ps itself is a child of this test, not of the engine.
      .filter((child) => child > 0)
  )
}
