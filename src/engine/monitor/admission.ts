import type { Item } from '../../shared/model/item.ts'
import type { Admission, Decision, Sample } from '../../shared/model/monitor.ts'
import type { Mode, Settings } from '../../shared/settings.ts'
import type { AdmissionPort, Ticket } from '../ports.ts'
import { CpuGate } from './cpu-gate.ts'
import { DecisionLog } from './decision-log.ts'
import { HillClimber, type Step } from './hill-climber.ts'
import { type JobCost, jobCost } from './job-cost.ts'
import { LearnedCosts } from './learned-costs.ts'
import { type Claim, MemoryBudget, type OwnMemory } from './memory-budget.ts'
import { MemoryGate } from './memory-gate.ts'
import { nextImage } from './next-image.ts'
import { QuietGate } from './quiet-gate.ts'
import { isQuietHour } from './quiet-hours.ts'
import { said } from './words.ts'
import { WorkMeter } from './work-meter.ts'

export type AdmissionOptions = {
  /** Of the machine. */
  readonly cores: number
  /** Most images at once, at least 1. */
  readonly max: number
  /** Asked at each sample so that changed settings count at once. */
  readonly settings: () => Pick<
    Settings,
    'mode' | 'quietOnBattery' | 'quietHours' | 'scaling' | 'thresholds' | 'memoryBudgetBytes'
  >
  /** What is known of costs on this machine. Default: nothing yet. */
  readonly learned?: LearnedCosts
  /** Called when limit, maximum or reason change; not when only the numbers in the message do. */
  readonly onChange: (admission: Admission) => void
  readonly onDecision?: (decision: Decision) => void
  /** Called when images wait and one of them might start now. */
  readonly onRoom?: () => void
  /** Called with the first sample, and when the mode in force changes: by settings, the power supply or the clock. */
  readonly onMode?: (mode: Mode) => void
  /** Epoch milliseconds. */
  readonly now?: () => number
}

export type AdmissionControl = AdmissionPort & {
  /** Decides anew. One sample per second is expected; `own` is what the budget is held against. */
  readonly observe: (sample: Sample, own?: OwnMemory) => void
  /** Sets the maximum, e.g. after the settings changed; an unthrottled limit follows at once. */
  readonly setMax: (max: number) => void
  /** The last decisions, oldest first. */
  readonly decisions: () => readonly Decision[]
  /** Images that wait to be started. */
  readonly waiting: () => number
  /** Of what was finished lately, all batches together. */
  readonly throughput: () => Sample['throughput']
}

/** Half of the machine: the rest is for everybody else, and for what an estimate may miss. */
const defaultBudgetShare = 0.5
/** A waiting image that does not fit may be passed over by smaller ones so many times per image at once. */
const patience = 2
/** How far down the line to look for one that fits. */
const lookAhead = 32
/** For so long the budget counts as the reason after it held an image back, in milliseconds. */
const heldMs = 5_000
/** After so long without any image the next one belongs to other work. */
const restMs = 5_000

/**
 * Decides which image starts, and when. Memory comes first: a machine that is short of it starts nothing new, and
 * images run together only as far as what they need fits the budget. How many then run is what the hill climber found
 * best, less what other programs need, less what the mode leaves them. Images that already run are left to finish.
 */
export function createAdmission(options: AdmissionOptions): AdmissionControl {
  return new AdmissionController(options)
}

class AdmissionController implements AdmissionControl {
  readonly #options: AdmissionOptions
  readonly #now: () => number
  readonly #learned: LearnedCosts
  readonly #budget: MemoryBudget
  readonly #memory = new MemoryGate()
  readonly #climber: HillClimber
  readonly #cpu: CpuGate
  readonly #quiet: QuietGate
  readonly #meter = new WorkMeter()
  readonly #log: DecisionLog
  /** Of waiting images, until the next sample: what is learned meanwhile matters little. */
  #costs = new WeakMap<Item, JobCost>()
  #max: number
  #machineBytes = Number.POSITIVE_INFINITY
  #mode: Mode | undefined
  #onBattery = false
  #current: Admission
  /** How many wait, as far as was told. */
  #waiting = 0
  #heldUntil = Number.NEGATIVE_INFINITY
  #heldBytes = 0
  #passedOver: { readonly item: Item | undefined; readonly times: number } = { item: undefined, times: 0 }
  #balancing = false
  #idleSince = Number.NEGATIVE_INFINITY

  constructor(options: AdmissionOptions) {
    this.#options = options
    this.#now = options.now ?? Date.now
    this.#learned = options.learned ?? new LearnedCosts()
    this.#budget = new MemoryBudget(this.#learned)
    this.#max = options.max
    this.#climber = new HillClimber(options.cores, options.max)
    this.#cpu = new CpuGate(this.#climber.limit)
    this.#quiet = new QuietGate(options.cores)
    this.#log = new DecisionLog((decision) => options.onDecision?.(decision))
    this.#current = this.#decide(this.#now())
  }

  readonly current = (): Admission => this.#current
  readonly waiting = (): number => this.#waiting
  readonly decisions = (): readonly Decision[] => this.#log.list()
  readonly throughput = (): Sample['throughput'] => this.#meter.rates(this.#now())

  readonly admit = (waiting: readonly Item[], more: number): Ticket | undefined => {
    this.#waiting = waiting.length + more
    const chosen = this.#choose(waiting)
    if (chosen === undefined) return undefined
    this.#waiting -= 1
    return this.#start(chosen)
  }

  readonly observe = (sample: Sample, own?: OwnMemory): void => {
    const { thresholds, scaling } = this.#options.settings()
    this.#costs = new WeakMap()
    this.#machineBytes = sample.memory.totalBytes
    if (own !== undefined) this.#budget.observe(own)
    this.#memory.observe(sample.memory, thresholds.memoryPercent)
    this.#quiet.observe(sample)
    this.#setMode(sample)
    const step = scaling === 'auto' ? this.#climb(sample) : undefined
    this.#cpu.setFree(this.#climber.limit)
    this.#cpu.observe(sample, thresholds.cpuPercent)
    this.#update(sample.at, step)
    const { running } = this.#budget
    if (this.#waiting > 0 && (running < this.#current.limit || running === 0)) this.#options.onRoom?.()
  }

  readonly setMax = (max: number): void => {
    this.#max = max
    this.#climber.setMax(max)
    this.#cpu.setFree(this.#climber.limit)
    this.#update(this.#now(), { reason: 'settings', ...said('settings', { count: max }) })
  }

  #choose(waiting: readonly Item[]): { item: Item; cost: JobCost } | undefined {
    const { running } = this.#budget
    const { item, balanced } = nextImage(waiting, (one) => this.#costOf(one).ms, this.#current.limit)
    if (item === undefined) return undefined
    const cost = this.#costOf(item)
    if (this.#memory.closed) {
      return running === 0 && this.#memory.lastResort(cost.peakBytes, this.#now())
        ? { item, cost }
        : undefined
    }
    if (running >= this.#current.limit) return undefined
    if (this.#budget.fits(cost, this.#budgetBytes())) {
      this.#noteBalance(balanced)
      return { item, cost }
    }
    this.#noteHeld(cost)
    return this.#passOver(item, waiting)
  }

  /** A smaller image that fits, unless the one that does not has waited long enough. */
  #passOver(item: Item, waiting: readonly Item[]): { item: Item; cost: JobCost } | undefined {
    if (this.#passedOver.item !== item) this.#passedOver = { item, times: 0 }
    if (this.#passedOver.times >= patience * this.#current.limit) return undefined
    const budgetBytes = this.#budgetBytes()
    for (const other of waiting.slice(-lookAhead).reverse()) {
      const cost = this.#costOf(other)
      if (!this.#budget.fits(cost, budgetBytes)) continue
      this.#passedOver = { item, times: this.#passedOver.times + 1 }
      return { item: other, cost }
    }
    return undefined
  }

  #start({ item, cost }: { item: Item; cost: JobCost }): Ticket {
    const now = this.#now()
    if (this.#budget.running === 0) {
      if (now - this.#idleSince >= restMs) this.#climber.reset()
      this.#meter.begin(now)
    }
    let claim: Claim | undefined = this.#budget.take(cost)
    const release = (settled?: Item): void => {
      if (claim === undefined) return
      this.#finish(claim, cost, settled)
      claim = undefined
    }
    return { item, release }
  }

  #finish(claim: Claim, cost: JobCost, settled: Item | undefined): void {
    const now = this.#now()
    this.#budget.release(claim, settled?.state === 'done')
    if (this.#budget.running === 0) this.#idleSince = now
    if (settled === undefined) return
    this.#meter.finished(now, settled)
    if (settled.state !== 'done') return
    this.#climber.finished(cost.work)
    this.#learned.sawTimes(settled)
  }

  #climb(sample: Sample): Step | undefined {
    const { limit } = this.#current
    // While something else sets the limit, what is idle is idle on purpose.
    const free = limit === this.#climber.limit && this.#heldUntil < sample.at
    const saturated = free && this.#waiting > 0 && this.#budget.running >= limit
    return this.#climber.observe({ at: sample.at, total: sample.cpu.total, own: sample.cpu.own, saturated })
  }

  #setMode({ at, battery }: Sample): void {
    const { mode, quietOnBattery, quietHours } = this.#options.settings()
    const onBattery = quietOnBattery && battery?.onBattery === true
    const now: Mode = onBattery || isQuietHour(quietHours, at) ? 'quiet' : mode
    this.#onBattery = onBattery
    if (now === this.#mode) return
    this.#mode = now
    this.#options.onMode?.(now)
  }

  #update(at: number, step?: Step | ({ readonly reason: 'settings' } & ReturnType<typeof said>)): void {
    const last = this.#current
    this.#current = this.#decide(at)
    const { limit, max, reason, message, words } = this.#current
    if (limit === last.limit && max === last.max && reason === last.reason) return
    const why = step !== undefined && reason === 'free' ? step : { reason, message, words }
    this.#log.add({ at, from: last.limit, to: limit, ...why })
    this.#options.onChange(this.#current)
  }

  #decide(at: number): Admission {
    const max = this.#max
    if (this.#memory.closed) return { at, limit: 0, max, reason: 'memory', ...this.#memory.said }
    if (this.#options.settings().scaling === 'fixed') return this.#unlessHeld({ at, limit: max, max })
    const quiet = this.#mode === 'quiet' ? this.#quiet.limit(this.#climber.limit) : this.#climber.limit
    const limit = Math.min(quiet, this.#cpu.limit)
    if (limit === this.#climber.limit) return this.#unlessHeld({ at, limit, max })
    if (quiet <= this.#cpu.limit) return { at, limit, max, reason: 'quiet', ...this.#quietWords(limit) }
    const percent = Math.round(this.#cpu.othersPercent)
    return { at, limit, max, reason: 'cpu', ...said('cpu', { percent, count: limit, max }) }
  }

  #unlessHeld(place: Pick<Admission, 'at' | 'limit' | 'max'>): Admission {
    const held = this.#heldUntil >= place.at
    if (!held) return { ...place, reason: 'free', ...said('free', { count: place.limit }) }
    const values = { neededBytes: this.#heldBytes, budgetBytes: this.#budgetBytes() }
    return { ...place, reason: 'budget', ...said('budget', values) }
  }

  #quietWords(limit: number): ReturnType<typeof said> {
    const because = this.#onBattery ? '-battery' : '-hours'
    const why = this.#options.settings().mode === 'quiet' ? '' : because
    if (limit > 0) return said(`quiet${why}`, { count: limit })
    return said(`quiet-full${why}`, { percent: Math.round(this.#quiet.meanPercent) })
  }

  #noteHeld({ peakBytes }: JobCost): void {
    this.#heldBytes = peakBytes
    const now = this.#now()
    const already = this.#heldUntil >= now
    this.#heldUntil = now + heldMs
    if (!already) this.#update(now)
  }

  #noteBalance(balanced: boolean): void {
    const began = balanced && !this.#balancing
    this.#balancing = balanced
    if (!began) return
    const { limit } = this.#current
    const words = said('balance', { count: this.#waiting })
    this.#log.add({ at: this.#now(), from: limit, to: limit, reason: 'balance', ...words })
  }

  #budgetBytes(): number {
    const { memoryBudgetBytes } = this.#options.settings()
    return memoryBudgetBytes > 0 ? memoryBudgetBytes : this.#machineBytes * defaultBudgetShare
  }

  #costOf(item: Item): JobCost {
    const known = this.#costs.get(item)
    if (known !== undefined) return known
    const cost = jobCost(item, this.#learned)
    this.#costs.set(item, cost)
    return cost
  }
}
