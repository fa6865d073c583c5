import type { Item } from '../../shared/model/item.ts'

type Mark = { readonly at: number; readonly images: number; readonly megapixels: number }

/** Over how long "now" is measured, in milliseconds. */
const windowMs = 10_000
/** No estimate before this share of the work is done: the first images say little. */
const minShareForEta = 0.02

/** Measures how fast a batch goes. Work is weighed by what it is expected to cost, in any unit. */
export class ProgressMeter {
  #startedAt: number | undefined
  #expectedMs: number | undefined
  #totalWeight = 0
  #doneWeight = 0
  #all = { images: 0, megapixels: 0 }
  #recent: Mark[] = []

  /**
   * Starts the clock; `weight` is what is left to do.
   *
   * @param expectedMs How long that takes by earlier measurements; told until the batch's own pace is known.
   */
  start(now: number, weight: number, expectedMs?: number): void {
    this.#startedAt = now
    this.#expectedMs = expectedMs
    this.#totalWeight = weight
    this.#doneWeight = 0
    this.#all = { images: 0, megapixels: 0 }
    this.#recent = []
  }

  /** Part of the work is done, e.g. an output is in place. */
  workDone(weight: number): void {
    this.#doneWeight += weight
  }

  /** There is more to do than was said at the start. */
  more(weight: number): void {
    this.#totalWeight += weight
  }

  /** An image is finished, whatever came of it; `missing` of its work will never be done. */
  itemDone(now: number, item: Item, missing: number): void {
    this.#totalWeight -= missing
    const megapixels = item.probe === undefined ? 0 : (item.probe.width * item.probe.height) / 1e6
    this.#all.images += 1
    this.#all.megapixels += megapixels
    this.#recent.push({ at: now, images: 1, megapixels })
  }

  /** Per second: over the last ten seconds while running, else over the whole run. */
  throughput(now: number, running: boolean): { imagesPerSecond: number; megapixelsPerSecond: number } {
    if (this.#startedAt === undefined) return { imagesPerSecond: 0, megapixelsPerSecond: 0 }
    const elapsed = now - this.#startedAt
    if (!running) return perSecond(this.#all, elapsed)
    this.#recent = this.#recent.filter((mark) => mark.at > now - windowMs)
    const sum = this.#recent.reduce(
      (total, mark) => ({
        images: total.images + mark.images,
        megapixels: total.megapixels + mark.megapixels,
      }),
      { images: 0, megapixels: 0 },
    )
    return perSecond(sum, Math.min(elapsed, windowMs))
  }

  /** Expected remaining milliseconds, or `undefined` while nothing can be said. */
  etaMs(now: number): number | undefined {
    if (this.#startedAt === undefined || this.#totalWeight <= 0) return undefined
    if (this.#doneWeight < this.#totalWeight * minShareForEta) {
      return this.#expectedMs === undefined
        ? undefined
        : Math.max(0, this.#expectedMs - (now - this.#startedAt))
    }
    const left = Math.max(0, this.#totalWeight - this.#doneWeight)
    return (left * (now - this.#startedAt)) / this.#doneWeight
  }
}

function perSecond(sum: { images: number; megapixels: number }, ms: number) {
  // Below a second a rate is mostly rounding.
  const seconds = Math.max(ms, 1_000) / 1_000
  return { imagesPerSecond: sum.images / seconds, megapixelsPerSecond: sum.megapixels / seconds }
}
