import type { Pause } from '../../shared/model/batch.ts'
import type { BatchRecord } from './batch-record.ts'

export type MendingOptions = {
  readonly everyMs: number
  readonly isMended: (batch: BatchRecord, pause: Pause) => Promise<boolean>
  readonly onMended: (batch: BatchRecord, pause: Pause) => Promise<void>
}

/** Looks at paused batches every few seconds, and tells when what paused them is gone. */
export class Mending {
  readonly #options: MendingOptions
  readonly #timers = new Map<string, NodeJS.Timeout>()
  readonly #looking = new Set<Promise<void>>()
  #closed = false

  constructor(options: MendingOptions) {
    this.#options = options
  }

  /** From now on looks at a batch, as long as it is paused for that cause. */
  watch(batch: BatchRecord, pause: Pause): void {
    if (this.#closed || pause.reason === 'user' || pause.reason === 'name-too-long') return
    this.forget(batch.id)
    const look = (): void => {
      const looking = this.#look(batch, pause)
      this.#looking.add(looking)
      looking.finally(() => this.#looking.delete(looking))
    }
    const timer = setTimeout(look, this.#options.everyMs)
    this.#timers.set(batch.id, timer)
  }

  forget(batchId: string): void {
    clearTimeout(this.#timers.get(batchId))
    this.#timers.delete(batchId)
  }

  /** Looks no more; resolves when nothing is under way. */
  async close(): Promise<void> {
    this.#closed = true
    for (const batchId of [...this.#timers.keys()]) this.forget(batchId)
    await Promise.all(this.#looking)
  }

  /** Never rejects: what cannot be looked at is not mended. */
  async #look(batch: BatchRecord, pause: Pause): Promise<void> {
    const isStill = () => batch.state === 'paused' && batch.pause === pause
    if (!isStill()) return
    const mended = await this.#options.isMended(batch, pause).catch(() => false)
    if (mended && isStill()) await this.#options.onMended(batch, pause)
    else if (isStill()) this.watch(batch, pause)
  }
}
