/** Files of one batch; the rest waits for the next. */
const batchSize = 100
/** Files that wait at most. What comes beyond is found again by looking through the folder. */
const mostWaiting = 10_000
/** Milliseconds in which arrivals are gathered, so that a folder that is copied in does not become many batches. */
const gatherMs = 300

export type Arrival = {
  readonly path: string
  /** It was there when the folder was looked through, so it may have been seen in an earlier life. */
  readonly wasThere: boolean
}

export type ArrivalsOptions = {
  /** Works on some files; the next ones wait until it is done. Must not reject. */
  readonly work: (arrivals: readonly Arrival[]) => Promise<void>
  /** Called when files had to be left out and there is room again. */
  readonly onRoom: () => void
  readonly onChange: () => void
}

/** Files that have arrived, taken one batch after the other; never more of them in memory than a limit. */
export class Arrivals {
  readonly #options: ArrivalsOptions
  readonly #waiting = new Map<string, Arrival>()
  #leftOut = false
  #working: Promise<void> | undefined
  #timer: NodeJS.Timeout | undefined
  #closed = false

  constructor(options: ArrivalsOptions) {
    this.#options = options
  }

  get waiting(): number {
    return this.#waiting.size
  }

  add(arrival: Arrival): void {
    if (this.#closed) return
    if (this.#waiting.size >= mostWaiting) this.#leftOut = true
    // Again behind the others: it was changed again.
    else this.#waiting.set(arrival.path, arrival)
    this.#options.onChange()
    this.#gather()
  }

  /** What is under way goes on; resolves when it has ended. */
  async close(): Promise<void> {
    this.#closed = true
    clearTimeout(this.#timer)
    this.#waiting.clear()
    await this.#working
  }

  #gather(): void {
    if (this.#working !== undefined || this.#timer !== undefined || this.#closed) return
    this.#timer = setTimeout(() => {
      this.#timer = undefined
      this.#working = this.#workOff().finally(() => {
        this.#working = undefined
        if (this.#waiting.size > 0) this.#gather()
      })
    }, gatherMs)
  }

  async #workOff(): Promise<void> {
    const arrivals = [...this.#waiting.values()].slice(0, batchSize)
    for (const { path } of arrivals) this.#waiting.delete(path)
    this.#options.onChange()
    await this.#options.work(arrivals)
    this.#options.onChange()
    if (!this.#leftOut || this.#waiting.size > 0 || this.#closed) return
    this.#leftOut = false
    this.#options.onRoom()
  }
}
