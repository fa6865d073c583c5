import type { Groups } from './answer.ts'

/** Cells that are kept; each is half a kilobyte or more with its sketch. */
const maxCells = 6_000
const maxShapes = 64

type Shape = { readonly chunks: Map<number, Groups>; cells: number; asked: number }

/**
 * What repeated queries found for stretches of time that are over. A query of the same shape, seconds later, takes
 * them from here and reads only what came since.
 */
export class QueryCache {
  readonly #shapes = new Map<string, Shape>()
  #cells = 0

  /** How often this shape was asked before; counts this time. */
  ask(shape: string): number {
    const known = this.#shapes.get(shape) ?? { chunks: new Map(), cells: 0, asked: 0 }
    this.#shapes.delete(shape)
    this.#shapes.set(shape, known)
    known.asked += 1
    this.#shrink(shape)
    return known.asked - 1
  }

  get(shape: string, chunk: number): Groups | undefined {
    return this.#shapes.get(shape)?.chunks.get(chunk)
  }

  /** Whether so many cells are worth keeping; alone too large an answer is not. */
  fits(cells: number): boolean {
    return cells <= maxCells
  }

  put(shape: string, chunk: number, groups: Groups): void {
    const known = this.#shapes.get(shape)
    if (known === undefined || known.chunks.has(chunk)) return
    for (const cell of groups.values()) cell.compact()
    known.chunks.set(chunk, groups)
    // One that is empty takes some room too.
    known.cells += groups.size + 1
    this.#cells += groups.size + 1
    this.#shrink(shape)
  }

  /** Forgets chunks before a time: a live query never comes back to them. */
  trim(shape: string, before: number): void {
    const known = this.#shapes.get(shape)
    if (known === undefined) return
    for (const [chunk, groups] of known.chunks) {
      if (chunk >= before) continue
      known.chunks.delete(chunk)
      known.cells -= groups.size + 1
      this.#cells -= groups.size + 1
    }
  }

  clear(): void {
    this.#shapes.clear()
    this.#cells = 0
  }

  #shrink(current: string): void {
    for (const [shape, { cells }] of this.#shapes) {
      if (this.#cells <= maxCells && this.#shapes.size <= maxShapes) return
      if (shape === current) continue
      this.#shapes.delete(shape)
      this.#cells -= cells
    }
    const own = this.#shapes.get(current)
    // Alone too large: it is not worth the memory.
    if (own !== undefined && this.#cells > maxCells) {
      this.#cells -= own.cells
      this.#shapes.set(current, { chunks: new Map(), cells: 0, asked: own.asked })
    }
  }
}
