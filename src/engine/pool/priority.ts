import { readdirSync } from 'node:fs'
import os from 'node:os'
import { getSystemErrorName } from 'node:util'

/** How a process stands behind others for the CPU. */
export type Priority = 'normal' | 'below' | 'low'

/**
 * Nice values; on Windows Node turns them into the classes normal, below normal and idle. At 3 a program of normal
 * priority gets twice our share, at 12 fifteen times (`sched_prio_to_weight` in Linux), and an idle machine is ours
 * anyway.
 */
const niceness: Readonly<Record<Priority, number>> = { normal: 0, below: 3, low: 12 }

/**
 * Sets the priority of a process with all its threads.
 *
 * @returns Whether it holds; `false` when it cannot be raised again, which Linux and macOS allow to nobody but root: a
 * new process is needed then, which starts with the priority of this one.
 */
export function setPriority(pid: number, priority: Priority): boolean {
  try {
    // A process that was started with less, `nice whittle …`, keeps that.
    const nice = Math.max(niceness[priority], os.getPriority())
    for (const thread of threadsOf(pid)) setOne(thread, nice)
    return true
  } catch {
    return false
  }
}

function setOne(thread: number, nice: number): void {
  try {
    os.setPriority(thread, nice)
  } catch (error) {
    // A thread, or the process, that has just ended has no priority to set.
    if (!isGone(error)) throw error
  }
}

/** The code of a failed `setPriority` is the same for all reasons; its number is not. */
function isGone(error: unknown): boolean {
  const number: unknown = error instanceof Error ? Reflect.get(error, 'errno') : undefined
  return typeof number === 'number' && getSystemErrorName(number) === 'ESRCH'
}

/** Linux keeps a priority per thread, and a new thread has that of the one that started it. */
function threadsOf(pid: number): number[] {
  if (process.platform !== 'linux') return [pid]
  try {
    return readdirSync(`/proc/${pid}/task`).map(Number)
  } catch {
    return []
  }
}
