import type { Sample } from '../../shared/model/monitor.ts'

/** What the machine's CPU stays under in Quiet, as a mean over any ten seconds; requirements table, "CPU utilization". */
const ceilingPercent = 70
/** Kept for what images need beside their own core: journal, files, the window. */
const reservePercent = 5
/** No image is started when the last ten seconds come this near, in percent … */
const closeBelow = 4
/** … until they are this far below again. */
const openBelow = 12
const windowMs = 10_000

/**
 * Leaves the machine mostly to others. Two means: as many images as fit under the ceiling beside what others use, and,
 * since on few cores an image is a large step, no new image at all while the last ten seconds were too full.
 */
export class QuietGate {
  readonly #cores: number
  #recent: { readonly at: number; readonly total: number; readonly others: number }[] = []
  #closed = false

  constructor(cores: number) {
    this.#cores = cores
  }

  /** Mean of the machine's CPU over the last ten seconds. */
  get meanPercent(): number {
    return mean(this.#recent.map(({ total }) => total))
  }

  observe({ at, cpu }: Pick<Sample, 'at' | 'cpu'>): void {
    this.#recent = [
      ...this.#recent.filter((one) => one.at > at - windowMs),
      { at, total: cpu.total, others: Math.max(0, cpu.total - cpu.own) },
    ]
    const recent = this.meanPercent
    if (recent >= ceilingPercent - closeBelow) this.#closed = true
    else if (recent < ceilingPercent - openBelow) this.#closed = false
  }

  /** Most images at once; 0 for the moment when the last seconds were too full. */
  limit(max: number): number {
    if (this.#closed) return 0
    const others = mean(this.#recent.map((one) => one.others))
    const room = ceilingPercent - reservePercent - others
    // One image at least: where even that is too much, the gate closes now and then.
    return Math.min(max, Math.max(1, Math.floor((this.#cores * room) / 100)))
  }
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length
}
