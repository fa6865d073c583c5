import type { Sample } from '../../shared/model/monitor.ts'

/** The load is judged over so many samples, i.e. seconds. */
const window = 3
/** Use by others that is not worth reacting to, in percent: what an idle desktop does, and the error of measurement. */
const noise = 10
/** Others must use this much less, in percent, than what caused a limit before it rises: no flipping between two. */
const margin = 5
/** Below the threshold by so much, in percent, the machine may count as free again. */
const release = 10
/** One step up a second; samples of one second may come a little early. */
const stepMs = 900

/**
 * Lowers the number of images when *other* programs need the CPU: at once to their fair share, and back one a second.
 *
 * Our own load does not count. An image in work uses a core fully by design, so a batch alone on the machine shows
 * 100 %: throttled for that, it would run fewer images, fall below the threshold, run more, and swing like that
 * for ever, slower and for nobody's benefit. What we owe others is their share: when they use a third of the
 * machine, we take two thirds of what we would run otherwise.
 *
 * Others' load is total − own, and both are averaged over three seconds, since they are measured over slightly
 * different ones. To lower the limit it must also have been there in each of the three: a single late report of our
 * own CPU time would otherwise look like somebody else's work.
 */
export class CpuGate {
  #free: number
  #limit: number
  #others = 0
  #recent: { readonly total: number; readonly own: number }[] = []
  #steppedAt = Number.NEGATIVE_INFINITY

  /** @param free Images at once while others need nothing. */
  constructor(free: number) {
    this.#free = free
    this.#limit = free
  }

  get limit(): number {
    return this.#limit
  }

  /** What others use, in percent of the machine, averaged. */
  get othersPercent(): number {
    return this.#others
  }

  setFree(free: number): void {
    const open = this.#limit === this.#free
    this.#free = free
    this.#limit = open ? free : Math.min(this.#limit, free)
  }

  observe({ at, cpu }: Pick<Sample, 'at' | 'cpu'>, threshold: number): void {
    this.#recent = [...this.#recent, cpu].slice(-window)
    const total = mean(this.#recent.map((one) => one.total))
    const own = mean(this.#recent.map((one) => one.own))
    this.#others = Math.max(0, total - own)
    // The last second shows what the last step did, the mean does not yet.
    const present = Math.max(total, cpu.total)
    const target = this.#target({ total, present, perImage: cpu.own / this.#limit, threshold })
    if (target < this.#limit) {
      this.#limit = target
      this.#steppedAt = at
    } else if (target > this.#limit && Math.abs(at - this.#steppedAt) >= stepMs) {
      this.#limit += 1
      this.#steppedAt = at
    }
  }

  /** Where the limit should go; all in percent. */
  #target(load: { total: number; present: number; perImage: number; threshold: number }): number {
    const { total, present, perImage, threshold } = load
    if (this.#others < noise) return this.#free
    // Room for one more is asked for too, or that one would take it straight back above the threshold.
    if (present < threshold - release && present + perImage < threshold) return this.#free
    const lasting =
      this.#recent.length === window && this.#recent.every((one) => one.total - one.own >= noise)
    const fair = this.#share(this.#others)
    if (total >= threshold && lasting && fair < this.#limit) return fair
    // Otherwise nothing is lowered; it rises when others use clearly less than before.
    return Math.max(this.#limit, this.#share(this.#others + margin))
  }

  /** Our share when others use so much of the machine; never nothing. */
  #share(others: number): number {
    return Math.max(1, Math.round(this.#free * (1 - others / 100)))
  }
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
