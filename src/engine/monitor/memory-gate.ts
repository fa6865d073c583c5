/** Percent below the threshold at which new images start again, so that one image's memory does not flip it. */
const hysteresis = 3

/** Closed while memory is scarce. Nothing is smoothed: memory that is gone is gone now. */
export class MemoryGate {
  #closed = false
  #usedPercent = 0
  #threshold = 0

  get closed(): boolean {
    return this.#closed
  }

  /** A sentence for the window; meaningful while closed. */
  get message(): string {
    const used = Math.round(this.#usedPercent)
    if (this.#usedPercent >= this.#threshold) {
      return `Memory is at ${used} %, above ${this.#threshold} %: no new image is started.`
    }
    return `Memory is at ${used} %: new images start again below ${this.#threshold - hysteresis} %.`
  }

  observe(usedPercent: number, threshold: number): void {
    this.#usedPercent = usedPercent
    this.#threshold = threshold
    if (usedPercent >= threshold) this.#closed = true
    else if (usedPercent < threshold - hysteresis) this.#closed = false
  }
}
