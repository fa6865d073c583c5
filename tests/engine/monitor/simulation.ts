import { type AdmissionOptions, createAdmission } from '../../../src/engine/monitor/index.ts'
import type { OwnMemory } from '../../../src/engine/monitor/memory-budget.ts'
import type { Ticket } from '../../../src/engine/ports.ts'
import type { Item } from '../../../src/shared/model/item.ts'
import type { Admission, Battery, Decision, Sample } from '../../../src/shared/model/monitor.ts'
import { type Settings, settingsSchema } from '../../../src/shared/settings.ts'

/** One second of a machine. Percentages of the whole. */
export type Second = {
  readonly total: number
  readonly own: number
  readonly memory?: number
  readonly battery?: Battery
}

function sampleOf(at: number, { total, own, memory = 40, battery }: Second): Sample {
  return {
    at,
    cpu: { total, own, cores: [total, total] },
    memory: { totalBytes: 16e9, usedBytes: 16e7 * memory, usedPercent: memory, ownBytes: 5e8 },
    processes: [],
    load: null,
    temperature: null,
    battery: battery ?? null,
    disk: null,
    drives: [],
    pool: { size: 4, busy: 2, queued: 0 },
    throughput: { imagesPerSecond: 1, megapixelsPerSecond: 4, bytesInPerSecond: 0, bytesOutPerSecond: 0 },
  }
}

type Change = Omit<Partial<Settings>, 'thresholds'> & { readonly thresholds?: Settings['thresholds'] }

/** An admission control on a machine that is fed second by second. */
export function simulate(
  max: number,
  change: Change = {},
  { cores = max, options = {} }: { cores?: number; options?: Partial<AdmissionOptions> } = {},
) {
  const changes: Admission[] = []
  const decisions: Decision[] = []
  const modes: string[] = []
  const settings = { ...settingsSchema.parse({}), ...change }
  let at = 1_000_000
  let room = 0
  const admission = createAdmission({
    cores,
    max,
    settings: () => settings,
    onChange: (next) => changes.push(next),
    onDecision: (decision) => decisions.push(decision),
    onMode: (mode) => modes.push(mode),
    onRoom: () => {
      room += 1
    },
    now: () => at,
    ...options,
  })
  const tickets: Ticket[] = []
  /** Starts what may start of the images that wait, the next one last. */
  const pump = (waiting: Item[]): Item[] => {
    const started: Item[] = []
    for (;;) {
      const ticket = admission.admit(waiting, 0)
      if (ticket === undefined) return started
      waiting.splice(waiting.indexOf(ticket.item), 1)
      tickets.push(ticket)
      started.push(ticket.item)
    }
  }
  /** Ends a running image. */
  const finish = (item: Item, settled: Item | undefined = { ...item, state: 'done' }): void => {
    const index = tickets.findIndex((ticket) => ticket.item === item)
    tickets.splice(index, 1)[0]?.release(settled)
  }
  /** Feeds seconds and gives the limit after each. */
  const feed = (seconds: readonly Second[], own?: OwnMemory): number[] =>
    seconds.map((second) => {
      at += 1_000
      admission.observe(sampleOf(at, second), own)
      return admission.current().limit
    })
  /**
   * Runs a batch for some seconds: every admitted image uses one of the cores fully, as far as the others leave it.
   * `others` is what other programs demand, in percent of the machine.
   */
  const runBatch = (seconds: number, others: (second: number) => number): number[] =>
    Array.from({ length: seconds }, (_, second) => {
      const wanted = (admission.current().limit / cores) * 100
      const demand = others(second)
      const own = Math.min(wanted, Math.max(100 - demand, (100 * wanted) / (wanted + demand)))
      return feed([{ total: Math.min(100, own + demand), own }])[0] ?? Number.NaN
    })
  return {
    admission,
    changes,
    decisions,
    modes,
    settings,
    tickets,
    pump,
    finish,
    feed,
    runBatch,
    rooms: () => room,
  }
}

export function repeat<T>(times: number, value: T): T[] {
  return Array.from({ length: times }, () => value)
}
