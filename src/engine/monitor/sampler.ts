import os from 'node:os'
import type { Battery, OwnProcess, Sample, ShellReport } from '../../shared/model/monitor.ts'
import type { Log, MonitorPort } from '../ports.ts'
import { createDiskReader, type DiskTraffic } from './disk-traffic.ts'
import { type FoundDrive, findDrives } from './drives.ts'
import { createMachineReader, type MachineReading } from './machine.ts'
import { OwnProcesses, type ProcessUsage, percent } from './own-processes.ts'
import { Rarely } from './rarely.ts'
import { readBattery, readTemperature } from './sensors.ts'

export type SamplerOptions = {
  /** Time between two samples in milliseconds. Default 1000. */
  readonly intervalMs?: number
  /** What the engine's process and the pool host have used. */
  readonly own: () => { readonly engine: ProcessUsage; readonly pool?: ProcessUsage }
  readonly pool: () => Sample['pool']
  readonly throughput: () => Sample['throughput']
  /** Absolute paths of folders that are read from or written to. */
  readonly folders: () => readonly string[]
  readonly onSample: (sample: Sample) => void
  readonly log: Log
  /** Where the numbers of the machine come from. Default: the system. */
  readonly readers?: Partial<Readers>
}

type Readers = {
  readonly machine: () => Promise<MachineReading>
  /** @param devices Of the drives in use. */
  readonly disk: (devices: () => readonly number[]) => () => Promise<DiskTraffic | null>
  readonly temperature: () => Promise<number | null>
  readonly battery: () => Promise<Battery | null>
  readonly drives: (folders: readonly string[]) => Promise<FoundDrive[]>
}

export type Sampler = MonitorPort & {
  /** Takes in what the desktop shell knows of its own processes and of the power supply. */
  readonly report: (report: ShellReport) => void
}

/** Ten minutes of seconds. */
const capacity = 600
/** Free space and temperature drift; on some systems asking starts a program. In milliseconds. */
const drivesMs = 15_000
const temperatureMs = 15_000
/** On Linux it is three small files; elsewhere a program is started. */
const batteryMs = process.platform === 'linux' ? 5_000 : 60_000

/** The system this process runs on. */
function systemReaders(): Readers {
  return {
    machine: createMachineReader(),
    disk: createDiskReader,
    temperature: () => readTemperature(),
    battery: () => readBattery(),
    drives: findDrives,
  }
}

/**
 * Samples the machine and Whittle's part in it. The next sample is taken when the last one is complete, never
 * beside it; a reading that fails is skipped, and told once until one succeeds again. The timer alone keeps no
 * process alive.
 */
export function createSampler(options: SamplerOptions): Sampler {
  return new SecondSampler(options)
}

class SecondSampler implements Sampler {
  readonly #options: SamplerOptions
  readonly #readMachine: () => Promise<MachineReading>
  readonly #readDisk: () => Promise<DiskTraffic | null>
  readonly #drives: Rarely<FoundDrive[]>
  readonly #temperature: Rarely<number | null>
  readonly #battery: Rarely<Battery | null>
  readonly #processes = new OwnProcesses()
  readonly #ring: Sample[] = []
  #timer: NodeJS.Timeout | undefined
  /** Changes with every start and stop, so that a reading under way when it stopped is dropped. */
  #run = 0
  #failing = false

  constructor(options: SamplerOptions) {
    this.#options = options
    const readers = { ...systemReaders(), ...options.readers }
    this.#drives = new Rarely<FoundDrive[]>([], drivesMs, () => readers.drives(options.folders()))
    this.#temperature = new Rarely<number | null>(null, temperatureMs, readers.temperature)
    this.#battery = new Rarely<Battery | null>(null, batteryMs, readers.battery)
    this.#readMachine = readers.machine
    this.#readDisk = readers.disk(() => this.#drives.get(performance.now()).map(({ device }) => device))
  }

  readonly samples = (): readonly Sample[] => [...this.#ring]

  readonly report = (report: ShellReport): void => this.#processes.report(report, performance.now())

  readonly start = (): void => {
    if (this.#run % 2 === 1) return
    this.#run += 1
    void this.#tick(this.#run)
  }

  readonly stop = (): void => {
    if (this.#run % 2 === 0) return
    this.#run += 1
    clearTimeout(this.#timer)
  }

  async #tick(run: number): Promise<void> {
    const startedAt = performance.now()
    try {
      const [machine, disk] = await Promise.all([this.#readMachine(), this.#readDisk()])
      if (run !== this.#run) return
      this.#publish(machine, disk)
      this.#failing = false
    } catch (error) {
      if (!this.#failing) this.#options.log('warn', `The machine's load cannot be read: ${String(error)}`)
      this.#failing = true
    }
    if (run !== this.#run) return
    const interval = this.#options.intervalMs ?? 1_000
    const rest = Math.max(0, interval - (performance.now() - startedAt))
    this.#timer = setTimeout(() => void this.#tick(run), rest).unref()
  }

  #publish(machine: MachineReading, disk: DiskTraffic | null): void {
    const now = performance.now()
    const total = percent(machine.cpuPercent)
    const processes = this.#processes.list(this.#options.own(), machine.corePercents.length, now)
    const sample: Sample = {
      at: Date.now(),
      cpu: {
        total,
        // Measured over slightly different seconds; a part is never larger than the whole.
        own: Math.min(
          total,
          sum(processes, ({ cpuPercent }) => cpuPercent),
        ),
        cores: machine.corePercents.map(percent),
      },
      memory: {
        totalBytes: machine.memoryTotalBytes,
        usedBytes: machine.memoryUsedBytes,
        usedPercent: percent((machine.memoryUsedBytes / machine.memoryTotalBytes) * 100),
        ownBytes: sum(processes, ({ residentBytes }) => residentBytes),
      },
      processes,
      load: process.platform === 'win32' ? null : (os.loadavg()[0] ?? null),
      temperature: this.#temperature.get(now),
      battery: this.#powerSupply(now),
      disk,
      drives: this.#drives.get(now).map(({ device: _, ...drive }) => drive),
      pool: this.#options.pool(),
      throughput: this.#options.throughput(),
    }
    this.#ring.push(sample)
    if (this.#ring.length > capacity) this.#ring.shift()
    this.#options.onSample(sample)
  }

  /** The desktop shell is told of a change at once by the system; the charge it does not know. */
  #powerSupply(now: number): Battery | null {
    const told = this.#processes.onBattery(now)
    const found = this.#battery.get(now)
    if (told === undefined || (found === null && !told)) return found
    return { percent: found?.percent ?? null, onBattery: told }
  }
}

function sum(processes: readonly OwnProcess[], of: (one: OwnProcess) => number): number {
  return processes.reduce((total, one) => total + of(one), 0)
}
