import os from 'node:os'
import { currentLoad, mem } from 'systeminformation'
import { readGroupMemory } from './cgroup-memory.ts'

/** The whole machine at one moment: percent over the time since the last reading, and bytes. */
export type MachineReading = {
  readonly cpuPercent: number
  readonly corePercents: readonly number[]
  readonly memoryTotalBytes: number
  readonly memoryUsedBytes: number
}

/**
 * Reads the machine with systeminformation. The first call takes half a second, since it has nothing to compare with.
 *
 * No PowerShell runs for it: on Windows `currentLoad` is made of `os.cpus()`, and the memory comes from `node:os`
 * directly, because `mem` would return the same two numbers after asking PowerShell for the page file.
 *
 * @throws whatever systeminformation throws.
 */
export async function readMachine(): Promise<MachineReading> {
  const [load, memory, group] = await Promise.all([currentLoad(), readMemory(), readGroupMemory()])
  // A container's limit counts where it is lower than what the machine has.
  const { totalBytes, usedBytes } =
    group !== undefined && group.totalBytes < memory.totalBytes ? group : memory
  return {
    cpuPercent: load.currentLoad,
    corePercents: load.cpus.map((core) => core.load),
    memoryTotalBytes: totalBytes,
    memoryUsedBytes: usedBytes,
  }
}

async function readMemory(): Promise<{ totalBytes: number; usedBytes: number }> {
  const { total, available } =
    process.platform === 'win32' ? { total: os.totalmem(), available: os.freemem() } : await mem()
  return { totalBytes: total, usedBytes: total - available }
}
