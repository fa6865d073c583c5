import { said } from './words.ts'

/** Percent below the threshold at which new images start again, so that one image's memory does not flip it. */
const hysteresis = 3
/** After so long without any image, one at a time goes on: on some machines memory is always that full. */
const patienceMs = 15_000
/** One image may then use this share of what is available. */
const lastShare = 0.5

/** Closed while memory is scarce. Nothing is smoothed: memory that is gone is gone now. */
export class MemoryGate {
  #closed = false
  #usedPercent = 0
  #availableBytes = Number.POSITIVE_INFINITY
  #threshold = 0
  /** Since when something waits and nothing runs. */
  #starvingSince: number | undefined

  get closed(): boolean {
    return this.#closed
  }

  /** Why it is closed; meaningful while it is. */
  get said(): ReturnType<typeof said> {
    const percent = Math.round(this.#usedPercent)
    if (this.#usedPercent >= this.#threshold) {
      return said('memory-above', { percent, threshold: this.#threshold })
    }
    return said('memory-until', { percent, threshold: this.#threshold - hysteresis })
  }

  observe(memory: { totalBytes: number; usedBytes: number; usedPercent: number }, threshold: number): void {
    this.#usedPercent = memory.usedPercent
    this.#availableBytes = memory.totalBytes - memory.usedBytes
    this.#threshold = threshold
    if (memory.usedPercent >= threshold) this.#closed = true
    else if (memory.usedPercent < threshold - hysteresis) this.#closed = false
    if (!this.#closed) this.#starvingSince = undefined
  }

  /** Whether an image that needs `bytes` may start although the gate is closed; nothing else runs. */
  lastResort(bytes: number, now: number): boolean {
    this.#starvingSince ??= now
    if (now - this.#starvingSince < patienceMs) return false
    return bytes <= this.#availableBytes * lastShare
  }
}
