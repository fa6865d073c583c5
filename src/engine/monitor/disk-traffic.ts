import { readFile } from 'node:fs/promises'
import { fsStats } from 'systeminformation'

export type DiskTraffic = { readonly readBytesPerSecond: number; readonly writeBytesPerSecond: number }

type Totals = { readonly at: number; readonly read: number; readonly written: number }

/** The unit of `/proc/diskstats`, whatever the disk's own sectors are; Documentation/admin-guide/iostats.rst. */
const sectorBytes = 512

/**
 * Reads how much the drives move per second. Linux: of the devices asked for, or of all disks where these are not
 * devices of their own (a container's layers). macOS: of all. Windows: `null`, since every look would start PowerShell.
 *
 * @param devices `st_dev` of folders on the drives in use.
 */
export function createDiskReader(devices: () => readonly number[]): () => Promise<DiskTraffic | null> {
  let last: Totals | undefined
  return async () => {
    const totals = await readTotals(devices())
    const before = last
    last = totals
    if (totals === undefined) return null
    if (before === undefined) return { readBytesPerSecond: 0, writeBytesPerSecond: 0 }
    const seconds = Math.max(0.001, (totals.at - before.at) / 1_000)
    return {
      // Another set of drives than before may have moved less.
      readBytesPerSecond: Math.max(0, totals.read - before.read) / seconds,
      writeBytesPerSecond: Math.max(0, totals.written - before.written) / seconds,
    }
  }
}

async function readTotals(devices: readonly number[]): Promise<Totals | undefined> {
  const at = performance.now()
  if (process.platform === 'linux') {
    return { at, ...sumDiskstats(await readFile('/proc/diskstats', 'utf8'), devices) }
  }
  if (process.platform !== 'darwin') return undefined
  const { rx, wx } = await fsStats()
  return { at, read: rx, written: wx }
}

/** Lines `major minor name reads merged sectors ms writes merged sectors …`. */
export function sumDiskstats(text: string, devices: readonly number[]): { read: number; written: number } {
  const lines = text
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter((fields) => fields.length >= 10)
  const wanted = new Set(devices.map(deviceName))
  const ours = lines.filter(([major, minor]) => wanted.has(`${major}:${minor}`))
  // Partitions would be counted twice beside their disks; the others hold no files of their own.
  const whole = lines.filter(([, , name = '']) => /^(sd[a-z]+|vd[a-z]+|nvme\d+n\d+|mmcblk\d+)$/.test(name))
  const sum = (rows: string[][], field: number): number =>
    rows.reduce((total, row) => total + Number(row[field] ?? 0), 0) * sectorBytes
  const counted = ours.length > 0 ? ours : whole
  return { read: sum(counted, 5), written: sum(counted, 9) }
}

/** Linux packs major and minor numbers like this; `gnu_dev_major` in glibc. */
function deviceName(device: number): string {
  const major = (device >>> 8) & 0xfff
  const minor = (device & 0xff) | ((device >>> 12) & 0xfff00)
  return `${major}:${minor}`
}
