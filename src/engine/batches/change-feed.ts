import type { Item } from '../../shared/model/item.ts'

export type ChangeFeedOptions = {
  readonly onItems: (batchId: string, items: Item[]) => void
  readonly onBatch: (batchId: string) => void
  /** How long changes are gathered, in milliseconds. */
  readonly intervalMs?: number
}

/** Most items in one message, so that no receiver is busy for long with one. */
const chunkSize = 200

/** Gathers changes, so that a thousand of them a second become ten messages with the latest state of each. */
export class ChangeFeed {
  readonly #options: ChangeFeedOptions
  readonly #items = new Map<string, Map<string, Item>>()
  readonly #batches = new Set<string>()
  #timer: NodeJS.Timeout | undefined

  constructor(options: ChangeFeedOptions) {
    this.#options = options
  }

  item(batchId: string, item: Item): void {
    const changed = this.#items.get(batchId) ?? new Map<string, Item>()
    changed.set(item.id, item)
    this.#items.set(batchId, changed)
    this.batch(batchId)
  }

  batch(batchId: string): void {
    this.#batches.add(batchId)
    this.#timer ??= setTimeout(() => this.flush(), this.#options.intervalMs ?? 100)
  }

  /** Forgets what has been gathered of a batch that nobody wants to hear of any more. */
  drop(batchId: string): void {
    this.#items.delete(batchId)
    this.#batches.delete(batchId)
  }

  /** Sends what has been gathered now. Items go before their batch's summary, which may announce its end. */
  flush(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    for (const [batchId, changed] of this.#items) {
      const items = [...changed.values()]
      for (let at = 0; at < items.length; at += chunkSize) {
        this.#options.onItems(batchId, items.slice(at, at + chunkSize))
      }
    }
    this.#items.clear()
    const batches = [...this.#batches]
    this.#batches.clear()
    for (const batchId of batches) this.#options.onBatch(batchId)
  }
}
