import { setImmediate } from 'node:timers/promises'
import type { CachePrune } from '../../shared/model/cache.ts'
import type { Log } from '../ports.ts'
import type { Listed, ResultStore } from './result-store.ts'
import type { SeenSources } from './seen-sources.ts'

export type RoomOptions = {
  readonly results: ResultStore
  readonly seen: SeenSources
  readonly maxBytes: () => number
  readonly usedSince: () => number
  readonly log: Log
}

/** Down to this share of the limit, so that not every new result removes an old one. */
const lowWater = 0.9

/**
 * Keeps the results within their limits. What is on disk is counted once and then estimated from what is added: other
 * processes add to it too, so whoever finds it full counts again first.
 */
export class Room {
  readonly #options: RoomOptions
  #bytes: number | undefined
  #pruning: Promise<CachePrune> | undefined
  #closed = false

  constructor(options: RoomOptions) {
    this.#options = options
  }

  /** To be called after a result was added; makes room in the background when that is needed. */
  added(bytes: number): void {
    if (this.#bytes === undefined) {
      this.#background()
      return
    }
    this.#bytes += bytes
    if (this.#bytes > this.#options.maxBytes()) this.#background()
  }

  /** Removes what was not used for too long, then, while there is too much, what was not used for longest. */
  prune(): Promise<CachePrune> {
    this.#pruning ??= this.#prune().finally(() => {
      this.#pruning = undefined
    })
    return this.#pruning
  }

  forget(): void {
    this.#bytes = undefined
  }

  async close(): Promise<void> {
    this.#closed = true
    await this.#pruning?.catch(() => undefined)
  }

  #background(): void {
    this.prune().catch((error: unknown) =>
      this.#options.log('warn', `No room was made in the cache: ${String(error)}`),
    )
  }

  async #prune(): Promise<CachePrune> {
    const { results, maxBytes, usedSince } = this.#options
    const all: Listed[] = []
    for await (const entry of results.list()) all.push(entry)
    const since = usedSince()
    const expired = all.filter(({ usedAt }) => usedAt < since)
    const rest = all.filter(({ usedAt }) => usedAt >= since).sort((a, b) => a.usedAt - b.usedAt)
    let bytes = sizeOf(rest)
    const evicted: Listed[] = []
    if (bytes > maxBytes()) {
      for (const entry of rest) {
        if (bytes <= maxBytes() * lowWater) break
        if (!entry.ownsContent) continue
        evicted.push(entry)
        bytes -= entry.bytes
      }
    }
    const freed = (await this.#remove(expired, 'expired')) + (await this.#remove(evicted, 'evicted'))
    this.#bytes = bytes
    const entries = rest.length - evicted.length
    return { expired: expired.length, evicted: evicted.length, bytesFreed: freed, bytes, entries }
  }

  /** One by one, with a turn for everybody else in between. */
  async #remove(entries: readonly Listed[], reason: 'expired' | 'evicted'): Promise<number> {
    let freed = 0
    for (const entry of entries) {
      if (this.#closed) break
      await this.#options.results.remove(entry)
      await this.#options.seen.gone(entry, reason)
      freed += entry.bytes
      await setImmediate()
    }
    return freed
  }
}

function sizeOf(entries: readonly Listed[]): number {
  // Several results may share their bytes.
  const sizes = new Map(entries.map(({ integrity, bytes }) => [integrity, bytes]))
  return [...sizes.values()].reduce((sum, bytes) => sum + bytes, 0)
}
