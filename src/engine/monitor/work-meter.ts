import type { Item } from '../../shared/model/item.ts'
import type { Sample } from '../../shared/model/monitor.ts'

type Mark = {
  readonly at: number
  readonly megapixels: number
  readonly bytesIn: number
  readonly bytesOut: number
}

/** Over how long "now" is measured, in milliseconds. */
const windowMs = 10_000

/** Measures how fast images of all batches are finished. */
export class WorkMeter {
  #marks: Mark[] = []
  /** When something began to run after nothing did. */
  #since = 0

  /** Work began while nothing ran. */
  begin(now: number): void {
    if (this.#marks.every(({ at }) => at <= now - windowMs)) this.#since = now
  }

  finished(now: number, item: Item): void {
    const { probe, outputs } = item
    this.#marks.push({
      at: now,
      megapixels: probe === undefined ? 0 : (probe.width * probe.height) / 1e6,
      bytesIn: probe?.bytes ?? 0,
      bytesOut: outputs.reduce((sum, { bytes }) => sum + bytes, 0),
    })
  }

  /** Per second, over the last ten or since the work began; zeros when nothing was finished meanwhile. */
  rates(now: number): Sample['throughput'] {
    this.#marks = this.#marks.filter(({ at }) => at > now - windowMs)
    // Below a second a rate is mostly rounding.
    const seconds = Math.min(windowMs, Math.max(1_000, now - this.#since)) / 1_000
    const per = (of: (mark: Mark) => number): number =>
      this.#marks.reduce((sum, mark) => sum + of(mark), 0) / seconds
    return {
      imagesPerSecond: per(() => 1),
      megapixelsPerSecond: per(({ megapixels }) => megapixels),
      bytesInPerSecond: per(({ bytesIn }) => bytesIn),
      bytesOutPerSecond: per(({ bytesOut }) => bytesOut),
    }
  }
}
