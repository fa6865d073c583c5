const kept = 200
/** With fewer the median says little about the class. */
const enough = 10

/** Medians of encodes by class, i.e. by format and megapixels: of the last ones here, else those of the history. */
export class EncodeMedians {
  readonly #recent = new Map<string, number[]>()
  readonly #known = new Map<string, number>()

  /** Takes over what earlier processes measured. */
  learn(medians: ReadonlyMap<string, number>): void {
    for (const [name, median] of medians) this.#known.set(name, median)
  }

  add(name: string, durationMs: number): void {
    const values = this.#recent.get(name) ?? []
    values.push(durationMs)
    if (values.length > kept) values.shift()
    this.#recent.set(name, values)
  }

  /** Milliseconds; `undefined` while too little is known. */
  of(name: string): number | undefined {
    const known = this.#known.get(name)
    const values = this.#recent.get(name) ?? []
    if (known !== undefined || values.length < enough) return known
    return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]
  }
}
