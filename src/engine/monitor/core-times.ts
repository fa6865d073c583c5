import { readFile } from 'node:fs/promises'
import os from 'node:os'

/** What one core has done since the machine started, in a unit of the platform's own. */
export type CoreTimes = { readonly busy: number; readonly total: number }

/**
 * Linux: `/proc/stat`, because `os.cpus()` also opens a file per core for the clock rate, which costs milliseconds on
 * machines with many, and leaves the time spent waiting for disks out of the total. Elsewhere `os.cpus()`.
 */
export async function readCoreTimes(): Promise<CoreTimes[]> {
  if (process.platform === 'linux') return parseStat(await readFile('/proc/stat', 'utf8'))
  return os.cpus().map(({ times: { user, nice, sys, irq, idle } }) => {
    const busy = user + nice + sys + irq
    return { busy, total: busy + idle }
  })
}

/** Lines `cpu<n> user nice system idle iowait irq softirq steal …`; `man 5 proc_stat`. */
export function parseStat(text: string): CoreTimes[] {
  return [...text.matchAll(/^cpu\d+ (.*)$/gm)].map(([, line = '']) => {
    const [user = 0, nice = 0, system = 0, idle = 0, iowait = 0, irq = 0, softirq = 0, steal = 0] = line
      .trim()
      .split(/\s+/)
      .map(Number)
    // What another virtual machine took is load from outside as well.
    const busy = user + nice + system + irq + softirq + steal
    return { busy, total: busy + idle + iowait }
  })
}
