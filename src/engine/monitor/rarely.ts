/**
 * Asks for something that changes slowly or costs much: at most once per period, never twice at once, and never in the
 * way of who wants it, who gets what was last known.
 */
export class Rarely<T> {
  readonly #ask: () => Promise<T>
  readonly #periodMs: number
  #value: T
  #nextAt = Number.NEGATIVE_INFINITY
  #asking = false

  constructor(initial: T, periodMs: number, ask: () => Promise<T>) {
    this.#value = initial
    this.#periodMs = periodMs
    this.#ask = ask
  }

  /** @param now Milliseconds of a clock that never goes back. */
  get(now: number): T {
    if (now >= this.#nextAt && !this.#asking) void this.#refresh(now)
    return this.#value
  }

  async #refresh(now: number): Promise<void> {
    this.#asking = true
    this.#nextAt = now + this.#periodMs
    try {
      this.#value = await this.#ask()
    } catch {
      // What cannot be read now is read next time; until then the last answer holds.
    } finally {
      this.#asking = false
    }
  }
}
