import type { BatchRecord } from './batch-record.ts'
import type { BatchRunner, StopReason } from './batch-runner.ts'

export type BatchLineOptions = {
  readonly runnerFor: (batch: BatchRecord) => BatchRunner
  /** Runs the batch and does all that belongs to its end. Must not reject. */
  readonly run: (batch: BatchRecord, runner: BatchRunner) => Promise<void>
}

/** The batches that were started: the first one runs, the others wait. */
export class BatchLine {
  readonly #options: BatchLineOptions
  readonly #waiting: BatchRecord[] = []
  #active: { batch: BatchRecord; runner: BatchRunner; ended: Promise<void> } | undefined
  #closed = false

  constructor(options: BatchLineOptions) {
    this.#options = options
  }

  /** The one that runs. */
  get active(): BatchRecord | undefined {
    return this.#active?.batch
  }

  add(batch: BatchRecord): void {
    this.#waiting.push(batch)
    this.#next()
  }

  /** Takes a batch out that has not begun; tells whether it was there. */
  withdraw(batch: BatchRecord): boolean {
    const at = this.#waiting.indexOf(batch)
    if (at < 0) return false
    this.#waiting.splice(at, 1)
    return true
  }

  /** Stops the running batch; resolves when it has ended. */
  async stop(reason: StopReason): Promise<void> {
    this.#active?.runner.stop(reason)
    await this.#active?.ended
  }

  /** Lets the running batch start more images, if the admission allows. */
  pump(): void {
    this.#active?.runner.pump()
  }

  /** Stops the running batch and starts no other. */
  close(): Promise<void> {
    this.#closed = true
    return this.stop('closing')
  }

  #next(): void {
    if (this.#active !== undefined || this.#closed) return
    const batch = this.#waiting.shift()
    if (batch === undefined) return
    const runner = this.#options.runnerFor(batch)
    const ended = this.#options.run(batch, runner).finally(() => {
      this.#active = undefined
      this.#next()
    })
    this.#active = { batch, runner, ended }
  }
}
