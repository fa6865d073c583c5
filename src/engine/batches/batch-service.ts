import { WhittleError } from '../../shared/errors.ts'
import type { Batch, BatchPriority, BatchState, Pause } from '../../shared/model/batch.ts'
import type { Item } from '../../shared/model/item.ts'
import type { PlanningPort } from '../ports.ts'
import { asAccepted, each, queued } from './accepting.ts'
import { BatchLine } from './batch-line.ts'
import { BatchPlans } from './batch-plans.ts'
import { BatchRecord, type BatchSeed, endedStates } from './batch-record.ts'
import { type BatchNews, BatchRegister } from './batch-register.ts'
import { BatchRuns, type RunsOptions } from './batch-runs.ts'
import { isResumable, isUnstarted, notNow } from './batch-states.ts'
import { estimateOf } from './estimate.ts'
import { Mending } from './mending.ts'
import { recoverBatches } from './recover-batches.ts'
import { itemOf, itemsToRetry, type RetryRequest } from './retry-items.ts'
import { Turns } from './turns.ts'

export type BatchServiceOptions = RunsOptions &
  BatchNews & {
    readonly planning: PlanningPort
    readonly now?: () => number
    /** How often a paused batch looks whether its cause is gone, in milliseconds. */
    readonly probeMs?: number
  }

/**
 * Owns every batch from the first path to the last report. One batch runs at a time, the others wait in line.
 * Whatever is asked of one batch at the same time is done one after the other.
 */
export class BatchService {
  readonly #options: BatchServiceOptions
  readonly #now: () => number
  readonly #register: BatchRegister
  readonly #runs: BatchRuns
  readonly #line: BatchLine
  readonly #plans: BatchPlans
  readonly #mending: Mending
  readonly #turns = new Turns()
  #closed = false

  constructor(options: BatchServiceOptions) {
    this.#options = options
    this.#now = options.now ?? Date.now
    this.#register = new BatchRegister(options, this.#now, (batchId) => {
      this.#plans.forget(batchId)
      this.#runs.forget(batchId)
      this.#mending.forget(batchId)
    })
    this.#mending = new Mending({
      everyMs: options.probeMs ?? 5_000,
      isMended: (batch, pause) => this.#runs.troublesOf(batch).isMended(pause),
      onMended: (batch, pause) => this.#goOn(batch, pause),
    })
    this.#runs = new BatchRuns(options, this.#register, this.#now, (batch, pause) =>
      this.#mending.watch(batch, pause),
    )
    this.#plans = new BatchPlans({
      planning: options.planning,
      batches: () => this.#register.all(),
      put: (batch, item) => this.#register.put(batch, item),
      set: (batch, state) => this.#register.set(batch, state),
      onPlanned: async (batch) => {
        const concurrency = options.admission.current().max
        batch.estimate = await estimateOf(batch, options.costs.current(), concurrency)
      },
    })
    this.#line = new BatchLine({
      runnerFor: (batch) => this.#runs.runnerFor(batch),
      run: (batch, runner) => this.#runs.run(batch, runner),
      onMoved: (batch) => this.#register.touch(batch),
    })
  }

  list(): Batch[] {
    return [...this.#register.all()].map((batch) => batch.summary(this.#now()))
  }

  find(batchId: string): BatchRecord | undefined {
    return this.#register.find(batchId)
  }

  /** @throws WhittleError `NOT_FOUND` */
  get(batchId: string): BatchRecord {
    return this.#register.get(batchId)
  }

  create(seed: BatchSeed): Batch {
    if (this.#closed) throw new WhittleError('ENGINE_UNAVAILABLE')
    const batch = new BatchRecord(seed)
    this.#register.add(batch)
    void this.#plans.begin(batch)
    return this.#told(batch)
  }

  /** Changes recipe or place of a batch that has not been started, and names its outputs anew. */
  configure(batchId: string, change: Pick<BatchSeed, 'recipe' | 'outDir' | 'inPlace'>): Promise<Batch> {
    return this.#whenPlanned(batchId, async (batch) => {
      this.#register.set(batch, 'planning')
      batch.recipe = change.recipe
      batch.outDir = change.outDir
      batch.inPlace = change.inPlace
      await this.#plans.beginAgain(batch)
      return this.#told(batch)
    })
  }

  /**
   * Resolves when the batch is accepted: durable, and sure to be worked on.
   * @throws WhittleError `OUTPUT_UNWRITABLE` when its folder cannot be made, or what the journal throws; it stays
   *   planned then.
   */
  start(batchId: string): Promise<Batch> {
    return this.#whenPlanned(batchId, (batch) => {
      // At once, so that a second click finds it started.
      this.#register.set(batch, 'queued')
      return this.#turns.take(batchId, async () => {
        try {
          // One batch after the other, so that no two are given the same names.
          await this.#turns.take('accept', () => this.#accept(batch))
        } catch (error) {
          this.#register.set(batch, 'planned')
          throw error
        }
        this.#line.add(batch)
        return this.#told(batch)
      })
    })
  }

  async #accept(batch: BatchRecord): Promise<void> {
    await this.#plans.refresh(batch)
    if (batch.count('planned') > 0) await this.#runs.troublesOf(batch).open()
    const startedAt = this.#now()
    await this.#journalled(batch, startedAt, asAccepted)
    this.#plans.accept()
    batch.startedAt = startedAt
    batch.queue()
    this.#register.touch(batch)
  }

  /** @param become What is to be written down of each item. */
  #journalled(batch: BatchRecord, startedAt: number, become: (item: Item) => Item): Promise<void> {
    const { id, label, recipe, outDir, inPlace, createdAt, priority, reopenedAt } = batch
    return this.#options.journal.accept({
      ...{ id, label, recipe, outDir, inPlace, createdAt, priority, startedAt },
      paths: [...batch.paths],
      ...(reopenedAt === undefined ? {} : { reopenedAt }),
      total: batch.items.size,
      items: each(batch.items.values(), become),
    })
  }

  /** Stops a batch wherever it is; one that was not started is discarded. */
  async cancel(batchId: string): Promise<Batch> {
    const batch = this.get(batchId)
    if (isUnstarted(batch)) this.#register.forget(batch)
    else await this.#turns.take(batchId, () => this.#stop(batch))
    return this.#told(batch)
  }

  async #stop(batch: BatchRecord): Promise<void> {
    if (this.#line.active === batch) {
      this.#register.set(batch, 'cancelling')
      // Else a crash now would bring the batch back to life.
      await this.#runs.intend(batch, 'cancel')
      await this.#line.stop('cancelled')
    } else if (this.#line.withdraw(batch) || batch.state === 'paused') {
      await this.#runs.end(batch, true)
    }
  }

  /** Starts no new images of a batch; those that run are finished. One in line is taken out of it. */
  pause(batchId: string): Promise<Batch> {
    return this.#turns.take(batchId, async () => {
      const batch = this.get(batchId)
      const runner = this.#line.runnerOf(batch)
      if (batch.state !== 'queued' && batch.state !== 'running') throw notNow(batch)
      batch.pause = { reason: 'user', since: this.#now() }
      if (this.#line.withdraw(batch)) {
        this.#register.set(batch, 'paused')
      } else {
        this.#register.set(batch, 'pausing')
        runner?.hold({ kind: 'paused' })
      }
      await this.#runs.intend(batch, 'pause')
      return this.#told(batch)
    })
  }

  /** Goes on with a batch that is paused or was interrupted, or that failed after it was started. */
  resume(batchId: string): Promise<Batch> {
    return this.#turns.take(batchId, async () => {
      const batch = this.get(batchId)
      if (batch.state === 'pausing') {
        await this.#options.journal.intend(batchId, 'run')
        if (this.#takeBack(batch)) return this.#told(batch)
        await this.#line.left(batch)
      }
      if (!isResumable(batch)) throw notNow(batch)
      if (batch.count('queued') > 0) await this.#runs.troublesOf(batch).open()
      batch.error = undefined
      batch.finishedAt = undefined
      await this.#options.journal.intend(batchId, 'run')
      this.#enqueue(batch)
      return this.#told(batch)
    })
  }

  /** Takes back a pause that has not come about yet; tells whether that was in time. */
  #takeBack(batch: BatchRecord): boolean {
    if (this.#line.runnerOf(batch)?.unhold('paused') !== true) return false
    batch.pause = undefined
    this.#register.set(batch, 'running')
    this.#line.reorder()
    return true
  }

  /** A cause was mended by itself. */
  #goOn(batch: BatchRecord, pause: Pause): Promise<void> {
    return this.#turns.take(batch.id, async () => {
      if (!this.#closed && batch.state === 'paused' && batch.pause === pause) this.#enqueue(batch)
    })
  }

  /**
   * Tries images again that failed or were cancelled, also of a batch that has ended: it is taken up again.
   * @throws WhittleError `NOT_FOUND`, `NOT_ALLOWED`, or what the journal throws.
   */
  retry(batchId: string, request: RetryRequest): Promise<Batch> {
    return this.#turns.take(batchId, async () => {
      const batch = this.get(batchId)
      if (batch.state === 'planning' || batch.state === 'cancelling') throw notNow(batch)
      const again = await itemsToRetry(batch, request, this.#plans)
      const items = again.map((item) =>
        item.state === 'planned' && !isUnstarted(batch) ? queued(item) : item,
      )
      if (isUnstarted(batch)) for (const item of items) this.#register.put(batch, item)
      else await this.#requeue(batch, items)
      return this.#told(batch)
    })
  }

  async #requeue(batch: BatchRecord, items: readonly Item[]): Promise<void> {
    const runner = this.#line.runnerOf(batch)
    if (runner !== undefined) {
      await this.#options.journal.change(batch.id, items)
      for (const item of items) this.#register.put(batch, item)
      if (runner.add(items.filter((item) => item.state === 'queued'))) return
      // It was just ending; it is taken up again when it has.
      await this.#line.left(batch)
    }
    if (!endedStates.has(batch.state) || isResumable(batch)) {
      await this.#options.journal.change(batch.id, items)
      for (const item of items) this.#register.put(batch, item)
      return
    }
    const now = this.#now()
    batch.reopenedAt = now
    // So that its duration is the time it was worked on.
    const startedAt = now - ((batch.finishedAt ?? now) - (batch.startedAt ?? now))
    const changed = new Map(items.map((item) => [item.id, item]))
    await this.#journalled(batch, startedAt, (item) => changed.get(item.id) ?? item)
    batch.startedAt = startedAt
    batch.finishedAt = undefined
    batch.error = undefined
    for (const item of items) this.#register.put(batch, item)
    this.#enqueue(batch)
  }

  /** Takes images out of a batch that are not being worked on. Files stay. */
  removeItems(batchId: string, itemIds: readonly string[]): Promise<Batch> {
    return this.#turns.take(batchId, async () => {
      const batch = this.get(batchId)
      if (endedStates.has(batch.state) && !isResumable(batch)) throw notNow(batch)
      const items = itemIds.map((id) => itemOf(batch, id))
      const busy = items.find((item) => item.state === 'running')
      if (busy !== undefined) throw notNow(batch, `${busy.name} is being worked on.`)
      this.#line.runnerOf(batch)?.withdraw(new Set(itemIds))
      if (!isUnstarted(batch)) await this.#options.journal.remove(batchId, itemIds)
      for (const id of itemIds) batch.remove(id)
      this.#register.touch(batch)
      return this.#told(batch)
    })
  }

  /** One of a higher priority than the running one takes its place. */
  setPriority(batchId: string, priority: BatchPriority): Promise<Batch> {
    return this.#turns.take(batchId, async () => {
      const batch = this.get(batchId)
      const isOpen = !isUnstarted(batch) && (!endedStates.has(batch.state) || isResumable(batch))
      if (isOpen) await this.#options.journal.prioritize(batchId, priority)
      batch.priority = priority
      this.#line.reorder()
      this.#register.touch(batch)
      return this.#told(batch)
    })
  }

  /** Starts those of its images that wait before all others, if it runs. */
  prefer(batchId: string, itemIds: readonly string[]): void {
    this.#line.runnerOf(this.get(batchId))?.prefer(itemIds)
  }

  /** Puts a queued batch before another one of its priority, or at their end. */
  move(batchId: string, before: string | null): Batch {
    const batch = this.get(batchId)
    if (!this.#line.isWaiting(batch)) throw notNow(batch)
    this.#line.move(batch, before === null ? undefined : this.get(before))
    return this.#told(batch)
  }

  /** Forgets a batch and its journal; files stay. Not while it is queued or running. */
  async discard(batchId: string): Promise<void> {
    const unstarted = this.get(batchId)
    if (isUnstarted(unstarted)) return this.#register.forget(unstarted)
    await this.#turns.take(batchId, async () => {
      const batch = this.get(batchId)
      if (!endedStates.has(batch.state) && !isResumable(batch)) throw notNow(batch, 'Cancel the batch first.')
      if (isResumable(batch)) await this.#options.journal.end(batchId)
      this.#register.forget(batch)
    })
  }

  /** Takes over what an earlier process accepted and did not end. */
  async recover(unfinished: 'resume' | 'offer'): Promise<void> {
    for await (const { batch, found } of recoverBatches(this.#options)) {
      this.#register.add(batch)
      if (found.intent === 'cancel') {
        await this.#runs.end(batch, true)
      } else if (batch.count('queued') === 0 || (unfinished === 'resume' && found.intent === 'run')) {
        this.#enqueue(batch)
      } else if (found.intent === 'pause') {
        batch.pause = { reason: 'user', since: this.#now() }
        this.#register.set(batch, 'paused')
      } else {
        await this.#runs.intend(batch, 'hold')
        this.#register.set(batch, 'interrupted')
      }
    }
  }

  /** Whether no batch is at work, or waits to be. */
  isIdle(): boolean {
    const busy: readonly BatchState[] = ['queued', 'running', 'pausing', 'cancelling']
    return ![...this.#register.all()].some((batch) => busy.includes(batch.state))
  }

  /** Whether another process is at work on a batch, or will be. */
  isElsewhere(batchId: string): Promise<boolean> {
    return this.#options.journal.isElsewhere(batchId)
  }

  /** Called when the admission changed. */
  pump(): void {
    this.#line.pump()
  }

  /** Stops without ending anything: what is not finished can be resumed. */
  async close(stopPool: () => Promise<void>): Promise<void> {
    this.#closed = true
    const stopped = Promise.all([this.#plans.close(), this.#line.close(), this.#mending.close()])
    await stopPool()
    await stopped
    await this.#turns.idle()
    await this.#options.costs.save()
    this.#register.flush()
    await this.#options.journal.close()
  }

  /** Waits for the plan, then lets `next` change the batch's state before anybody else can. */
  async #whenPlanned<T>(batchId: string, next: (batch: BatchRecord) => Promise<T>): Promise<T> {
    for (;;) {
      const batch = this.get(batchId)
      if (this.#closed) throw new WhittleError('ENGINE_UNAVAILABLE')
      if (batch.state === 'planned') return next(batch)
      if (batch.state === 'failed' && batch.error !== undefined) throw WhittleError.from(batch.error)
      if (batch.state !== 'planning') throw notNow(batch)
      await this.#plans.done(batchId)
    }
  }

  #enqueue(batch: BatchRecord): void {
    batch.pause = undefined
    this.#register.set(batch, 'queued')
    this.#line.add(batch)
  }

  #told(batch: BatchRecord): Batch {
    return batch.summary(this.#now())
  }
}
