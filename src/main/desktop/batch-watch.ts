import type { Batch, BatchState } from '../../shared/model/batch.ts'

/** In these a batch still has work to do without anybody's help. */
const atWork: ReadonlySet<BatchState> = new Set(['queued', 'running', 'pausing', 'cancelling'])

/** Keeps an eye on all batches together, for the task bar, the notification and the question when quitting. */
export class BatchWatch {
  readonly #batches = new Map<string, Batch>()

  /** Takes in a batch's news; true when it has just been finished. */
  observe(batch: Batch): boolean {
    const before = this.#batches.get(batch.id)
    if (batch.state === 'discarded') this.#batches.delete(batch.id)
    else this.#batches.set(batch.id, batch)
    return batch.state === 'done' && before !== undefined && atWork.has(before.state)
  }

  forget(batchId: string): void {
    this.#batches.delete(batchId)
  }

  get busy(): boolean {
    return [...this.#batches.values()].some(({ state }) => atWork.has(state))
  }

  /** Files made of those that all batches at work are to make, 0–1; `undefined` while none is. */
  get progress(): number | undefined {
    const working = [...this.#batches.values()].filter(({ state }) => atWork.has(state))
    if (working.length === 0) return undefined
    const planned = working.reduce((sum, { outputs }) => sum + outputs.planned, 0)
    const done = working.reduce((sum, { outputs }) => sum + outputs.done, 0)
    return planned === 0 ? 0 : Math.min(1, done / planned)
  }
}
