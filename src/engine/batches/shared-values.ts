/** Most values that are known at a time: an image has much in common with its neighbours and little with those far away. */
const most = 1_000

/** Gives equal values out as one, as far as they come soon after each other. */
export class Shared<T> {
  readonly #known = new Map<string, T>()

  /** The value of that key, made only if none was made lately. */
  get(key: string, make: () => T): T {
    const known = this.#known.get(key)
    if (known !== undefined) return known
    if (this.#known.size >= most) this.#known.clear()
    const made = make()
    this.#known.set(key, made)
    return made
  }
}
