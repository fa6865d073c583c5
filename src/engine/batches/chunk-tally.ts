import { chunkSize } from '../../shared/model/batch.ts'

/** `open` are the items that are not through. */
type Chunk = { open: number; done: boolean }

/** Counts by the hundred how many items are through; each change costs the same, however many there are. */
export class ChunkTally {
  readonly #chunks: Chunk[] = []
  readonly #chunkOf = new Map<string, Chunk>()
  #done = 0
  #added = 0

  /** Adds an item to the last chunk, or to a new one where that is full. */
  add(itemId: string): void {
    if (this.#added % chunkSize === 0) this.#chunks.push({ open: 0, done: false })
    this.#added += 1
    const chunk = this.#chunks.at(-1)
    if (chunk === undefined) return
    this.#chunkOf.set(itemId, chunk)
    this.#change(chunk, 1)
  }

  /** Tells that an item is through, or (`false`) that it is not any more. */
  settle(itemId: string, settled: boolean): void {
    const chunk = this.#chunkOf.get(itemId)
    if (chunk !== undefined) this.#change(chunk, settled ? -1 : 1)
  }

  /** Takes an item out; tell first that it is not through. */
  remove(itemId: string): void {
    const chunk = this.#chunkOf.get(itemId)
    this.#chunkOf.delete(itemId)
    if (chunk === undefined) return
    this.#change(chunk, -1)
  }

  summary(): { total: number; done: number } {
    return { total: this.#chunks.length, done: this.#done }
  }

  #change(chunk: Chunk, by: number): void {
    chunk.open += by
    const done = chunk.open === 0
    if (done !== chunk.done) this.#done += done ? 1 : -1
    chunk.done = done
  }
}
