import { WhittleError } from '../../shared/errors.ts'
import type { Batch, BatchState } from '../../shared/model/batch.ts'
import type { Item } from '../../shared/model/item.ts'
import { type BatchRecord, endedStates } from './batch-record.ts'
import { ChangeFeed } from './change-feed.ts'

export type BatchNews = {
  readonly onBatch: (batch: Batch) => void
  readonly onItems: (batchId: string, items: Item[]) => void
  readonly onDiscarded: (batchId: string) => void
}

/** Ended batches that stay in memory; older ones are in the history. */
const keptEnded = 20

/** All batches there are. Whatever changes here is told. */
export class BatchRegister {
  readonly #news: BatchNews
  readonly #now: () => number
  readonly #onForget: (batchId: string) => void
  readonly #feed: ChangeFeed
  readonly #batches = new Map<string, BatchRecord>()

  /** @param onForget Called when nobody wants to hear of a batch any more. */
  constructor(news: BatchNews, now: () => number, onForget: (batchId: string) => void) {
    this.#news = news
    this.#now = now
    this.#onForget = onForget
    this.#feed = new ChangeFeed({
      onItems: news.onItems,
      onBatch: (batchId) => {
        const batch = this.#batches.get(batchId)
        if (batch !== undefined) news.onBatch(batch.summary(this.#now()))
      },
    })
  }

  all(): IterableIterator<BatchRecord> {
    return this.#batches.values()
  }

  find(batchId: string): BatchRecord | undefined {
    return this.#batches.get(batchId)
  }

  /** @throws WhittleError `NOT_FOUND` */
  get(batchId: string): BatchRecord {
    const batch = this.#batches.get(batchId)
    if (batch === undefined) throw new WhittleError('NOT_FOUND', { detail: `Batch ${batchId}` })
    return batch
  }

  add(batch: BatchRecord): void {
    this.#batches.set(batch.id, batch)
    this.#feed.batch(batch.id)
  }

  /** An item changed. */
  put(batch: BatchRecord, item: Item): void {
    batch.put(item)
    this.#feed.item(batch.id, item)
  }

  /** An item was changed in its batch already. */
  tellItem(batch: BatchRecord, item: Item): void {
    this.#feed.item(batch.id, item)
  }

  set(batch: BatchRecord, state: BatchState): void {
    batch.state = state
    this.#feed.batch(batch.id)
  }

  /**
   * The batch's numbers changed. Also for changes of very many items at once: to tell each of them would keep everybody
   * busy, and whoever shows some of them asks for those again.
   */
  touch(batch: BatchRecord): void {
    this.#feed.batch(batch.id)
  }

  flush(): void {
    this.#feed.flush()
  }

  forget(batch: BatchRecord): void {
    if (!endedStates.has(batch.state)) batch.state = 'discarded'
    this.#onForget(batch.id)
    this.#batches.delete(batch.id)
    this.#feed.drop(batch.id)
    this.#news.onDiscarded(batch.id)
  }

  forgetOldest(): void {
    const ended = [...this.all()].filter((batch) => endedStates.has(batch.state))
    for (const batch of ended.slice(0, -keptEnded)) this.forget(batch)
  }
}
