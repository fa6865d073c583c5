import { said } from './words.ts'

/** A second in figures; percent of the machine. */
export type Second = {
  readonly at: number
  readonly total: number
  readonly own: number
  /** As many images ran as might, and more were waiting, all second long. */
  readonly saturated: boolean
}

export type Step = { readonly reason: 'try' | 'faster' | 'no-gain' } & ReturnType<typeof said>

/** Seconds that are looked at before one more image is tried, which is soon since a try costs little, and while it is. */
const lookSeconds = { before: 2, during: 4 } as const
/** Beyond one image per core: measured 2 to 23 % faster than none on three workloads (`npm run bench:scaling`). */
const spare = 1
/** After a change the pool fills and old reports arrive. */
const settleSeconds = 1
/** With less of the machine idle one more image has nothing to win, in percent. */
const worthwhileIdle = 10
/** Of the idle share, how much one more image must put to use to be kept. */
const leastUse = 0.2
/** Or this much at least, in percent of the machine: below it is the error of measurement. */
const leastGain = 2
/** More work at once may get less done by each: this much less per CPU time is too much. */
const mostLoss = 0.05
/** So many images make the work per CPU time known. */
const countedImages = 6
/** After a try in vain, the first and the longest pause, in milliseconds. */
const pauseMs = { first: 30_000, longest: 300_000 } as const

type Tally = { seconds: number; total: number; own: number; work: number; images: number }

/**
 * Looks for the number of images at which most gets done, by hill climbing that wastes nothing: it starts at one more
 * than there are cores, so that none is idle while an image is read or made durable, and tries one more only when cores
 * are idle although images wait – the disk is slow then, or the images are so small that starting them costs more than
 * their pixels.
 * What counts is throughput, as CPU put to use times work done per CPU time; a try in vain is taken back, and the next
 * one waits twice as long.
 */
export class HillClimber {
  readonly #base: number
  #max: number
  #limit: number
  #seconds: Second[] = []
  #tally: Tally = newTally()
  /** The figures before the try that is under way. */
  #before: Tally | undefined
  #pauseMs: number = pauseMs.first
  #retryAt = Number.NEGATIVE_INFINITY

  /**
   * @param cores Of the machine.
   * @param max Never more.
   */
  constructor(cores: number, max: number) {
    this.#base = cores + spare
    this.#max = max
    this.#limit = Math.min(this.#base, max)
  }

  get limit(): number {
    return this.#limit
  }

  setMax(max: number): void {
    this.#max = max
    this.#limit = Math.min(Math.max(this.#limit, Math.min(this.#base, max)), max)
    this.#abandon()
  }

  /** A new batch may be of another kind: start anew. */
  reset(): void {
    this.#limit = Math.min(this.#base, this.#max)
    this.#retryAt = Number.NEGATIVE_INFINITY
    this.#pauseMs = pauseMs.first
    this.#abandon()
  }

  /** An image was finished. `work` is what it was expected to cost, on a scale that does not change meanwhile. */
  finished(work: number): void {
    this.#tally.work += work
    this.#tally.images += 1
  }

  /** @returns The step it took, if any. */
  observe(second: Second): Step | undefined {
    if (!second.saturated) {
      // Fewer images than allowed say nothing about how many would be best.
      if (this.#before !== undefined) this.#limit -= 1
      this.#abandon()
      return undefined
    }
    this.#seconds.push(second)
    if (this.#seconds.length === settleSeconds) {
      this.#tally = newTally()
      return undefined
    }
    this.#tally.seconds += 1
    this.#tally.total += second.total
    this.#tally.own += second.own
    const { before: still, during } = lookSeconds
    if (this.#tally.seconds < (this.#before === undefined ? still : during)) return undefined
    const now = this.#tally
    const before = this.#before
    this.#abandon()
    return before === undefined ? this.#consider(now, second.at) : this.#judge(before, now, second.at)
  }

  #consider(now: Tally, at: number): Step | undefined {
    const idle = 100 - now.total / now.seconds
    if (this.#limit >= this.#max || idle < worthwhileIdle || at < this.#retryAt) return undefined
    this.#before = now
    this.#limit += 1
    return { reason: 'try', ...said('try', { percent: Math.round(idle), count: this.#limit }) }
  }

  #judge(before: Tally, now: Tally, at: number): Step {
    const idle = 100 - before.total / before.seconds
    const gain = now.own / now.seconds - before.own / before.seconds
    const known = [before, now].every(
      ({ images, own, work }) => images >= countedImages && own > 0 && work > 0,
    )
    const efficiency = known ? now.work / now.own / (before.work / before.own) : 1
    if (gain >= Math.max(leastGain, idle * leastUse) && efficiency >= 1 - mostLoss) {
      this.#pauseMs = pauseMs.first
      return { reason: 'faster', ...said('faster', { count: this.#limit }) }
    }
    this.#limit -= 1
    this.#retryAt = at + this.#pauseMs
    this.#pauseMs = Math.min(pauseMs.longest, this.#pauseMs * 2)
    return { reason: 'no-gain', ...said('no-gain', { tried: this.#limit + 1, count: this.#limit }) }
  }

  #abandon(): void {
    this.#seconds = []
    this.#tally = newTally()
    this.#before = undefined
  }
}

function newTally(): Tally {
  return { seconds: 0, total: 0, own: 0, work: 0, images: 0 }
}
