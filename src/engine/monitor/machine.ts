import { readFile } from 'node:fs/promises'
import os from 'node:os'
import { mem } from 'systeminformation'
import { readGroupMemory } from './cgroup-memory.ts'
import { type CoreTimes, readCoreTimes } from './core-times.ts'

/** The whole machine at one moment: percent over the time since the last reading, and bytes. */
export type MachineReading = {
  readonly cpuPercent: number
  readonly corePercents: readonly number[]
  readonly memoryTotalBytes: number
  readonly memoryUsedBytes: number
}

/** Reads the machine; each reading tells the CPU since the one before. The first one tells it since the start. */
export function createMachineReader(): () => Promise<MachineReading> {
  let last: readonly CoreTimes[] = []
  return async () => {
    const [times, memory, group] = await Promise.all([readCoreTimes(), readMemory(), readGroupMemory()])
    const cores = times.map((core, index) => busyPercent(core, last[index]))
    last = times
    // A container's limit counts where it is lower than what the machine has.
    const { totalBytes, usedBytes } =
      group !== undefined && group.totalBytes < memory.totalBytes ? group : memory
    return {
      cpuPercent: cores.reduce((sum, core) => sum + core, 0) / Math.max(1, cores.length),
      corePercents: cores,
      memoryTotalBytes: totalBytes,
      memoryUsedBytes: usedBytes,
    }
  }
}

function busyPercent(now: CoreTimes, before: CoreTimes = { busy: 0, total: 0 }): number {
  const total = now.total - before.total
  // A core that went offline and came back starts again below where it was.
  return total <= 0 ? 0 : Math.min(100, Math.max(0, (100 * (now.busy - before.busy)) / total))
}

/**
 * Linux: one small file, rather than the five that systeminformation reads. Windows: `node:os`, since `mem` would tell
 * the same two numbers after asking PowerShell for the page file.
 */
async function readMemory(): Promise<{ totalBytes: number; usedBytes: number }> {
  if (process.platform === 'linux') {
    const text = await readFile('/proc/meminfo', 'utf8')
    const total = kilobytes(text, 'MemTotal')
    return { totalBytes: total, usedBytes: total - kilobytes(text, 'MemAvailable') }
  }
  const { total, available } =
    process.platform === 'win32' ? { total: os.totalmem(), available: os.freemem() } : await mem()
  return { totalBytes: total, usedBytes: total - available }
}

function kilobytes(text: string, name: string): number {
  return Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(text)?.[1] ?? 0) * 1_024
}
