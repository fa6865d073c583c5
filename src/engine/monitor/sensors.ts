import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { battery, cpuTemperature } from 'systeminformation'
import type { Battery } from '../../shared/model/monitor.ts'

/**
 * The processor's temperature in °C, or `null`. Linux: the hottest of the kernel's thermal zones. macOS: what
 * systeminformation finds. Windows: `null`; the sensor needs PowerShell and an administrator.
 *
 * @param root For tests: a folder that stands for `/`.
 */
export async function readTemperature(platform = process.platform, root = '/'): Promise<number | null> {
  if (platform === 'darwin') {
    const { main } = await cpuTemperature()
    return main
  }
  if (platform !== 'linux') return null
  const folder = join(root, 'sys/class/thermal')
  const zones = (await list(folder)).filter((name) => name.startsWith('thermal_zone'))
  const readings = await Promise.all(zones.map((zone) => readText(join(folder, zone, 'temp'))))
  const degrees = readings
    .map((text) => Number.parseInt(text ?? '', 10) / 1_000)
    // Zones without a sensor tell 0 or nonsense.
    .filter((value) => value > 0 && value < 150)
  return degrees.length === 0 ? null : Math.max(...degrees)
}

/**
 * The battery, or `null` where there is none. Linux: the kernel's own files. Elsewhere systeminformation, which starts
 * a program for it: ask rarely.
 *
 * @param root For tests: a folder that stands for `/`.
 */
export async function readBattery(platform = process.platform, root = '/'): Promise<Battery | null> {
  if (platform !== 'linux') {
    const { hasBattery, acConnected, percent } = await battery()
    return hasBattery ? { onBattery: !acConnected, percent } : null
  }
  const folder = join(root, 'sys/class/power_supply')
  for (const name of await list(folder)) {
    const read = (file: string) => readText(join(folder, name, file))
    // A mouse or a headset has one too, of scope "Device".
    if ((await read('type')) !== 'Battery' || (await read('scope')) === 'Device') continue
    const capacity = Number.parseInt((await read('capacity')) ?? '', 10)
    return {
      onBattery: (await read('status')) === 'Discharging',
      percent: Number.isFinite(capacity) ? Math.min(100, Math.max(0, capacity)) : null,
    }
  }
  return null
}

async function list(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).sort()
  } catch {
    return []
  }
}

async function readText(path: string): Promise<string | undefined> {
  try {
    return (await readFile(path, 'utf8')).trim()
  } catch {
    return undefined
  }
}
