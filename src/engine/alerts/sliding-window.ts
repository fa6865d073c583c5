/** The latest values of one thing, for telling what lasts from what happens once. */
export class SlidingWindow {
  readonly #maxAgeMs: number
  readonly #maxEntries: number
  #entries: { readonly at: number; readonly value: number }[] = []

  constructor(limits: { readonly maxAgeMs: number; readonly maxEntries: number }) {
    this.#maxAgeMs = limits.maxAgeMs
    this.#maxEntries = limits.maxEntries
  }

  add(at: number, value: number): void {
    this.#entries.push({ at, value })
    if (this.#entries.length > this.#maxEntries) this.#entries.shift()
  }

  /** Oldest first; what is too old at `now` is forgotten. */
  entries(now: number): readonly { readonly at: number; readonly value: number }[] {
    this.#entries = this.#entries.filter(({ at }) => at > now - this.#maxAgeMs)
    return this.#entries
  }
}
