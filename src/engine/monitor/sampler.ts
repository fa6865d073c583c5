import os from 'node:os'
import type { Sample } from '../../shared/model/monitor.ts'
import type { Log, MonitorPort } from '../ports.ts'
import { type MachineReading, readMachine } from './machine.ts'

export type SamplerOptions = {
  /** Time between two samples in milliseconds. Default 1000. */
  readonly intervalMs?: number
  /** CPU time of engine and pool host since they started, in milliseconds, and their resident bytes. */
  readonly own: () => { readonly cpuMs: number; readonly residentBytes: number }
  readonly pool: () => Sample['pool']
  readonly throughput: () => Sample['throughput']
  readonly onSample: (sample: Sample) => void
  readonly log: Log
  /** Where the numbers of the machine come from. Default: systeminformation. */
  readonly read?: () => Promise<MachineReading>
}

/** Ten minutes of seconds. */
const capacity = 600

/**
 * Samples the machine and Whittle's part in it. The next sample is taken when the last one is complete, never
 * beside it; a reading that fails is skipped, and told once until one succeeds again. The timer alone keeps no
 * process alive.
 */
export function createSampler(options: SamplerOptions): MonitorPort {
  return new Sampler(options)
}

class Sampler implements MonitorPort {
  readonly #options: SamplerOptions
  readonly #read: () => Promise<MachineReading>
  readonly #ring: Sample[] = []
  readonly #ownShare = new OwnShare()
  #timer: NodeJS.Timeout | undefined
  /** Changes with every start and stop, so that a reading under way when it stopped is dropped. */
  #run = 0
  #failing = false

  constructor(options: SamplerOptions) {
    this.#options = options
    this.#read = options.read ?? readMachine
  }

  readonly samples = (): readonly Sample[] => [...this.#ring]

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
      const reading = await this.#read()
      if (run !== this.#run) return
      this.#publish(reading)
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

  #publish(reading: MachineReading): void {
    const own = this.#options.own()
    const total = percent(reading.cpuPercent)
    const sample: Sample = {
      at: Date.now(),
      cpu: {
        total,
        // Both are measured over slightly different seconds; a part is never larger than the whole.
        own: Math.min(total, this.#ownShare.next(own.cpuMs, performance.now())),
        cores: reading.corePercents.map(percent),
      },
      memory: {
        totalBytes: reading.memoryTotalBytes,
        usedBytes: reading.memoryUsedBytes,
        usedPercent: percent((reading.memoryUsedBytes / reading.memoryTotalBytes) * 100),
        ownBytes: own.residentBytes,
      },
      pool: this.#options.pool(),
      throughput: this.#options.throughput(),
    }
    this.#ring.push(sample)
    if (this.#ring.length > capacity) this.#ring.shift()
    this.#options.onSample(sample)
  }
}

/** Turns CPU time that only grows into percent of the whole machine. */
class OwnShare {
  #last: { readonly cpuMs: number; readonly at: number } | undefined
  #percent = 0

  /** @param at Milliseconds of a clock that never goes back. */
  next(cpuMs: number, at: number): number {
    const last = this.#last
    this.#last = { cpuMs, at }
    if (last === undefined || at <= last.at) return this.#percent
    // A pool host that was replaced starts again at zero; what it used meanwhile is not known, so nothing is made up.
    if (cpuMs < last.cpuMs) return this.#percent
    this.#percent = percent(((cpuMs - last.cpuMs) / (at - last.at) / os.cpus().length) * 100)
    return this.#percent
  }
}

/** Within 0–100; 0 for what is not a number. */
function percent(value: number): number {
  return Number.isFinite(value) ? Math.min(100, Math.max(0, value)) : 0
}
