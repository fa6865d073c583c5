import type { Item } from '../../shared/model/item.ts'
import type { Admission, Sample } from '../../shared/model/monitor.ts'
import type { AdmissionPort, Ticket } from '../ports.ts'
import { CpuGate } from './cpu-gate.ts'
import { MemoryGate } from './memory-gate.ts'

export type AdmissionOptions = {
  /** Most images at once, at least 1. */
  readonly max: number
  /** Percent of the machine, asked at each sample so that changed settings count at once. */
  readonly thresholds: () => { readonly cpuPercent: number; readonly memoryPercent: number }
  /** Called when limit, maximum or reason change; not when only the numbers in the message do. */
  readonly onChange: (admission: Admission) => void
}

export type AdmissionControl = AdmissionPort & {
  /** Decides anew. One sample per second is expected. */
  readonly observe: (sample: Sample) => void
  /** Sets the maximum, e.g. after the settings changed; an unthrottled limit follows at once. */
  readonly setMax: (max: number) => void
}

/**
 * Decides how many images may run at once. Memory comes first and stops all new work; the CPU only ever lowers the
 * number, never below one. Images that already run are left to finish.
 */
export function createAdmission(options: AdmissionOptions): AdmissionControl {
  return new AdmissionController(options)
}

class AdmissionController implements AdmissionControl {
  readonly #options: AdmissionOptions
  readonly #memory = new MemoryGate()
  readonly #cpu: CpuGate
  #max: number
  #current: Admission
  #running = 0

  constructor(options: AdmissionOptions) {
    this.#options = options
    this.#max = options.max
    this.#cpu = new CpuGate(options.max)
    this.#current = this.#decide(Date.now())
  }

  readonly current = (): Admission => this.#current

  readonly admit = (waiting: readonly Item[]): Ticket | undefined => {
    const item = waiting.at(-1)
    if (item === undefined || this.#running >= this.#current.limit) return undefined
    this.#running += 1
    let released = false
    const release = (): void => {
      if (!released) this.#running -= 1
      released = true
    }
    return { item, release }
  }

  readonly observe = (sample: Sample): void => {
    const { cpuPercent, memoryPercent } = this.#options.thresholds()
    this.#memory.observe(sample.memory.usedPercent, memoryPercent)
    this.#cpu.observe(sample, cpuPercent)
    this.#update(sample.at)
  }

  readonly setMax = (max: number): void => {
    this.#max = max
    this.#cpu.setMax(max)
    this.#update(Date.now())
  }

  #update(at: number): void {
    const last = this.#current
    this.#current = this.#decide(at)
    const { limit, max, reason } = this.#current
    if (limit !== last.limit || max !== last.max || reason !== last.reason)
      this.#options.onChange(this.#current)
  }

  #decide(at: number): Admission {
    const max = this.#max
    if (this.#memory.closed) {
      return { at, limit: 0, max, reason: 'memory', message: this.#memory.message }
    }
    const limit = this.#cpu.limit
    if (limit === max) return { at, limit, max, reason: 'free', message: `${images(max)} at a time.` }
    const others = `Other programs use ${Math.round(this.#cpu.othersPercent)} % of the CPU`
    return { at, limit, max, reason: 'cpu', message: `${others}: ${limit} of ${images(max)} at a time.` }
  }
}

function images(count: number): string {
  return count === 1 ? '1 image' : `${count} images`
}
