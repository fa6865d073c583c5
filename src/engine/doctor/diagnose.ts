import { statfs } from 'node:fs/promises'
import { availableParallelism, freemem, totalmem } from 'node:os'
import prettyBytes from 'pretty-bytes'
import type { Finding } from '../../shared/contract/engine.ts'
import { toErrorData } from '../../shared/errors.ts'
import type { Battery, Drive } from '../../shared/model/monitor.ts'
import type { HistoryPort, PoolPort } from '../ports.ts'

export type DoctorOptions = {
  readonly version: string
  readonly home: string
  readonly writer: string
  readonly history: Pick<HistoryPort, 'damage'>
  readonly poolHost: { readonly entry: string; readonly execPath: string }
  /** `ready` resolves when the pool is ready and rejects when it cannot be. */
  readonly pool: Pick<PoolPort, 'versions' | 'load'> & { readonly ready: () => Promise<void> }
  /** Output folders in use, beside the home folder. */
  readonly folders: readonly string[]
  /** What the monitor can read here. */
  readonly machine: {
    readonly battery: () => Promise<Battery | null>
    readonly temperature: () => Promise<number | null>
    readonly drives: (folders: readonly string[]) => Promise<readonly Drive[]>
  }
}

/** Below this a batch of large images will not fit. */
const lowSpaceBytes = 1024 ** 3
/** Codecs whose versions decide what comes out, by their key in sharp's version table. */
const codecs = ['sharp', 'vips', 'aom', 'heif', 'webp', 'mozjpeg', 'imagequant', 'rsvg'] as const

/** Looks at everything Whittle needs on this machine, and says how to get what is missing. */
export async function diagnose(options: DoctorOptions): Promise<Finding[]> {
  return [
    { id: 'whittle', label: 'Whittle', status: 'ok', value: options.version },
    { id: 'node', label: 'Node.js', status: 'ok', value: `${process.versions.node} (${process.execPath})` },
    ...(await poolFindings(options)),
    { id: 'cores', label: 'Processor cores', status: 'ok', value: String(availableParallelism()) },
    memoryFinding(),
    await homeFinding(options),
    ...(await machineFindings(options)),
    historyFinding(await options.history.damage()),
  ]
}

async function poolFindings(options: DoctorOptions): Promise<Finding[]> {
  const id = 'pool'
  const label = 'Image workers'
  try {
    await options.pool.ready()
  } catch (error) {
    const { message, detail } = toErrorData(error)
    const value = detail === undefined ? message : `${message} ${detail}`
    return [
      {
        id,
        label,
        status: 'missing',
        value,
        hint: `They run in ${options.poolHost.execPath}: check that it is Node.js 20.19 or newer, then "npm ci".`,
      },
    ]
  }
  const versions = options.pool.versions()
  return [
    {
      id,
      label,
      status: 'ok',
      value: `${options.pool.load().size} threads in Node ${versions.node ?? '?'} (${options.poolHost.execPath})`,
    },
    ...codecs
      .filter((codec) => versions[codec] !== undefined)
      .map((codec) => ({ id: codec, label: codec, status: 'ok' as const, value: versions[codec] ?? '' })),
  ]
}

function memoryFinding(): Finding {
  const value = `${prettyBytes(freemem())} free of ${prettyBytes(totalmem())}`
  const finding = { id: 'memory', label: 'Memory', value }
  if (freemem() >= lowSpaceBytes) return { ...finding, status: 'ok' }
  return {
    ...finding,
    status: 'warning',
    hint: 'Close other programs, or set a lower "concurrency" in settings.json.',
  }
}

function historyFinding(damage: Awaited<ReturnType<HistoryPort['damage']>>): Finding {
  const finding = { id: 'history', label: 'History' }
  const gone = damage.filter(({ lost }) => lost.length > 0)
  const rebuilt = damage.length - gone.length
  const mended = rebuilt === 0 ? 'whole' : `whole; ${rebuilt} damaged files were mended`
  if (gone.length === 0) return { ...finding, status: 'ok', value: mended }
  const value = gone.map(({ what, lost }) => `${what}: ${lost.map(daysText).join(', ')}`).join('; ')
  const hint = 'If you have an export of the history, "whittle history import FILE" brings it back.'
  return { ...finding, status: 'warning', value: `Gone: ${value}`, hint }
}

const daysText = ({ from, to }: { from: number; to: number }): string =>
  [from, to - 1].map((at) => new Date(at).toISOString().slice(0, 10)).join(' – ')

async function homeFinding(options: DoctorOptions): Promise<Finding> {
  const others = options.writer === 'main' ? '' : ', another Whittle is running'
  const finding = { id: 'home', label: 'Data folder' }
  try {
    const { bavail, bsize } = await statfs(options.home)
    const free = bavail * bsize
    const value = `${options.home} (writable, ${prettyBytes(free)} free${others})`
    if (free >= lowSpaceBytes) return { ...finding, status: 'ok', value }
    return { ...finding, status: 'warning', value, hint: 'Free some space on this disk.' }
  } catch (error) {
    const hint = 'Check the disk, or set WHITTLE_HOME to another folder.'
    return { ...finding, status: 'missing', value: `${options.home}: ${String(error)}`, hint }
  }
}

/** What the monitor finds. A machine without a battery or without a sensor is as good as any. */
async function machineFindings({ home, folders, machine }: DoctorOptions): Promise<Finding[]> {
  const [battery, temperature, drives] = await Promise.all([
    machine.battery().catch(() => null),
    machine.temperature().catch(() => null),
    machine.drives([home, ...folders]),
  ])
  return [
    { id: 'battery', label: 'Battery', status: 'ok', value: batteryText(battery) },
    {
      id: 'temperature',
      label: 'Temperature',
      status: 'ok',
      value: temperature === null ? 'no sensor that may be read' : `${Math.round(temperature)} °C`,
    },
    ...drives.map(({ path, freeBytes, totalBytes }, index) => ({
      id: `drive-${index + 1}`,
      label: `Drive ${index + 1}`,
      status: 'ok' as const,
      value: `${prettyBytes(freeBytes)} free of ${prettyBytes(totalBytes)} (${path})`,
    })),
  ]
}

function batteryText(battery: Battery | null): string {
  if (battery === null) return 'none'
  const charge = battery.percent === null ? '' : `${battery.percent} %, `
  return battery.onBattery ? `${charge}in use: batches run in Quiet` : `${charge}on mains`
}
