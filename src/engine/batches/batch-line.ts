import type { BatchPriority } from '../../shared/model/batch.ts'
import type { BatchRecord } from './batch-record.ts'
import type { BatchRunner, Outcome, StopReason } from './batch-runner.ts'

export type BatchLineOptions = {
  readonly runnerFor: (batch: BatchRecord) => BatchRunner
  /** Runs the batch and does all that belongs to its end. Must not reject. */
  readonly run: (batch: BatchRecord, runner: BatchRunner) => Promise<Outcome | 'failed'>
  /** The place of a waiting batch changed. */
  readonly onMoved: (batch: BatchRecord) => void
}

const ranks: Readonly<Record<BatchPriority, number>> = { high: 0, normal: 1, background: 2 }

/** The batches that were started: one runs, the others wait, by priority and then in the order in which they came. */
export class BatchLine {
  readonly #options: BatchLineOptions
  #waiting: BatchRecord[] = []
  #active: { batch: BatchRecord; runner: BatchRunner; ended: Promise<void> } | undefined
  #closed = false

  constructor(options: BatchLineOptions) {
    this.#options = options
  }

  /** The one that runs. */
  get active(): BatchRecord | undefined {
    return this.#active?.batch
  }

  /** The runner of a batch, if it is the one that runs. */
  runnerOf(batch: BatchRecord): BatchRunner | undefined {
    return this.#active?.batch === batch ? this.#active.runner : undefined
  }

  /** Adds a batch behind those of its priority. One of a higher priority than the one that runs takes its place. */
  add(batch: BatchRecord): void {
    this.#waiting.push(batch)
    this.#sort()
    this.#next()
  }

  /** To be called when a batch was given another priority. */
  reorder(): void {
    this.#sort()
    this.#giveWay()
  }

  /** Puts a waiting batch before another one of its priority, or at their end. */
  move(batch: BatchRecord, before: BatchRecord | undefined): void {
    const others = this.#waiting.filter((one) => one !== batch)
    const at = before === undefined ? others.length : others.indexOf(before)
    others.splice(at < 0 ? others.length : at, 0, batch)
    this.#waiting = others
    this.#sort()
  }

  isWaiting(batch: BatchRecord): boolean {
    return this.#waiting.includes(batch)
  }

  /** Takes a batch out that has not begun; tells whether it was there. */
  withdraw(batch: BatchRecord): boolean {
    const at = this.#waiting.indexOf(batch)
    if (at < 0) return false
    this.#waiting.splice(at, 1)
    batch.position = undefined
    this.#sort()
    return true
  }

  /** Stops the running batch; resolves when it has ended. */
  async stop(reason: StopReason): Promise<void> {
    this.#active?.runner.stop(reason)
    await this.#active?.ended
  }

  /** Resolves when the batch, if it is the one that runs, has left its place. */
  async left(batch: BatchRecord): Promise<void> {
    if (this.#active?.batch === batch) await this.#active.ended
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
    if (this.#active !== undefined) {
      this.#giveWay()
      return
    }
    if (this.#closed) return
    const batch = this.#waiting.shift()
    if (batch === undefined) return
    batch.position = undefined
    this.#sort()
    const runner = this.#options.runnerFor(batch)
    const ended = this.#options.run(batch, runner).then((outcome) => {
      this.#active = undefined
      // It was here first.
      if (outcome === 'yielded') this.#waiting.unshift(batch)
      this.#sort()
      this.#next()
    })
    this.#active = { batch, runner, ended }
  }

  /** The running batch starts no more images when one of higher priority waits. */
  #giveWay(): void {
    const [first] = this.#waiting
    const active = this.#active
    if (first === undefined || active === undefined) return
    if (ranks[first.priority] < ranks[active.batch.priority]) active.runner.hold({ kind: 'yielded' })
    else active.runner.unhold('yielded')
  }

  #sort(): void {
    // Sorting keeps the order of equals.
    this.#waiting.sort((a, b) => ranks[a.priority] - ranks[b.priority])
    for (const [position, batch] of this.#waiting.entries()) {
      if (batch.position === position) continue
      batch.position = position
      this.#options.onMoved(batch)
    }
  }
}
