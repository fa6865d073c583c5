import { access, constants, mkdir } from 'node:fs/promises'
import { toErrorData, WhittleError } from '../../shared/errors.ts'
import type { Batch, BatchState } from '../../shared/model/batch.ts'
import type { Item } from '../../shared/model/item.ts'
import type { Recipe } from '../../shared/recipe.ts'
import type { Settings } from '../../shared/settings.ts'
import type { AdmissionPort, DeliveryPort, HistoryPort, Log, PlanningPort, PoolPort } from '../ports.ts'
import { BatchLine } from './batch-line.ts'
import { BatchPlans } from './batch-plans.ts'
import { BatchRecord, type BatchSeed, endedStates } from './batch-record.ts'
import { BatchRunner, removeParts } from './batch-runner.ts'
import { ChangeFeed } from './change-feed.ts'
import { endBatch, endJournal } from './end-batch.ts'
import type { Accepted, Intent, Journal } from './journal.ts'
import { operationsOf } from './records.ts'
import { Turns } from './turns.ts'

export type BatchServiceOptions = {
  readonly pool: Pick<PoolPort, 'run'>
  readonly planning: PlanningPort
  readonly delivery: DeliveryPort
  readonly history: HistoryPort
  readonly journal: Journal
  readonly admission: AdmissionPort
  readonly limits: () => Settings['limits']
  readonly log: Log
  readonly now?: () => number
  readonly onBatch: (batch: Batch) => void
  readonly onItems: (batchId: string, items: Item[]) => void
  readonly onDiscarded: (batchId: string) => void
}

/** Ended batches that stay in memory; older ones are in the history. */
const keptEnded = 20

/**
 * Owns every batch from the first path to the last report. One batch runs at a time, the others wait in line.
 * Whatever is asked of one batch at the same time is done one after the other.
 */
export class BatchService {
  readonly #options: BatchServiceOptions
  readonly #now: () => number
  readonly #feed: ChangeFeed
  readonly #line: BatchLine
  readonly #turns = new Turns()
  readonly #batches = new Map<string, BatchRecord>()
  readonly #plans: BatchPlans
  #closed = false

  constructor(options: BatchServiceOptions) {
    this.#options = options
    this.#now = options.now ?? Date.now
    this.#feed = new ChangeFeed({
      onItems: options.onItems,
      onBatch: (batchId) => {
        const batch = this.#batches.get(batchId)
        if (batch !== undefined) options.onBatch(batch.summary(this.#now()))
      },
    })
    this.#plans = new BatchPlans({
      planning: options.planning,
      batches: () => this.#batches.values(),
      put: (batch, item) => this.#put(batch, item),
      set: (batch, state) => this.#set(batch, state),
    })
    this.#line = new BatchLine({
      runnerFor: (batch) => this.#runnerFor(batch),
      run: (batch, runner) => this.#run(batch, runner),
    })
  }

  list(): Batch[] {
    return [...this.#batches.values()].map((batch) => batch.summary(this.#now()))
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

  /** Rates for the monitor: of the running batch, else zero. */
  throughput(): Batch['throughput'] {
    const none = { imagesPerSecond: 0, megapixelsPerSecond: 0 }
    return this.#line.active?.meter.throughput(this.#now(), true) ?? none
  }

  create(seed: BatchSeed): Batch {
    if (this.#closed) throw new WhittleError('ENGINE_UNAVAILABLE')
    const batch = new BatchRecord(seed)
    this.#batches.set(batch.id, batch)
    void this.#plans.begin(batch)
    this.#feed.batch(batch.id)
    return batch.summary(this.#now())
  }

  /** Changes recipe or folder of a batch that has not been started, and names its outputs anew. */
  configure(batchId: string, change: { recipe: Recipe; outDir: string }): Promise<Batch> {
    return this.#whenPlanned(batchId, async (batch) => {
      this.#set(batch, 'planning')
      batch.recipe = change.recipe
      batch.outDir = change.outDir
      await this.#plans.beginAgain(batch)
      return batch.summary(this.#now())
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
      this.#set(batch, 'queued')
      return this.#turns.take(batchId, async () => {
        try {
          // One batch after the other, so that no two are given the same names.
          await this.#turns.take('accept', () => this.#accept(batch))
        } catch (error) {
          this.#set(batch, 'planned')
          throw error
        }
        this.#line.add(batch)
        return batch.summary(this.#now())
      })
    })
  }

  async #accept(batch: BatchRecord): Promise<void> {
    await this.#plans.refresh(batch)
    if (batch.count('planned') > 0) await prepareFolder(batch.outDir)
    const items = [...batch.items.values()].map((item) =>
      item.state === 'planned' ? { ...item, state: 'queued' as const } : item,
    )
    const startedAt = this.#now()
    const { id, label, recipe, outDir, createdAt } = batch
    const paths = [...batch.paths]
    await this.#options.journal.accept({ id, label, paths, recipe, outDir, createdAt, startedAt, items })
    this.#plans.accept()
    batch.startedAt = startedAt
    for (const item of items) if (item.state === 'queued') this.#put(batch, item)
  }

  /** Stops a batch wherever it is; one that was not started is discarded. */
  async cancel(batchId: string): Promise<Batch> {
    const batch = this.get(batchId)
    if (isUnstarted(batch)) this.#forget(batch)
    else await this.#turns.take(batchId, () => this.#stop(batch))
    return batch.summary(this.#now())
  }

  async #stop(batch: BatchRecord): Promise<void> {
    if (this.#line.active === batch) {
      this.#set(batch, 'cancelling')
      // Else a crash now would bring the batch back to life.
      await this.#intend(batch, 'cancel')
      await this.#line.stop('cancelled')
    } else if (this.#line.withdraw(batch)) {
      await this.#end(batch, true)
    }
  }

  /** Goes on with a batch that was interrupted, or that failed after it was started. */
  resume(batchId: string): Promise<Batch> {
    return this.#turns.take(batchId, async () => {
      const batch = this.get(batchId)
      if (!isResumable(batch)) throw notNow(`The batch is ${batch.state}.`)
      if (batch.count('queued') > 0) await prepareFolder(batch.outDir)
      batch.error = undefined
      batch.finishedAt = undefined
      await this.#options.journal.intend(batchId, 'run')
      this.#enqueue(batch)
      return batch.summary(this.#now())
    })
  }

  /** Forgets a batch and its journal; files stay. Not while it is queued or running. */
  async discard(batchId: string): Promise<void> {
    const unstarted = this.get(batchId)
    if (isUnstarted(unstarted)) return this.#forget(unstarted)
    await this.#turns.take(batchId, async () => {
      const batch = this.get(batchId)
      if (batch.state === 'queued' || batch.state === 'running' || batch.state === 'cancelling') {
        throw notNow('Cancel the batch first.')
      }
      if (isResumable(batch)) await this.#options.journal.end(batchId)
      this.#forget(batch)
    })
  }

  /** Takes over what an earlier process accepted and did not end. */
  async recover(unfinished: 'resume' | 'offer'): Promise<void> {
    for (const found of await this.#options.journal.recover()) {
      // A crash after the run was recorded and before its journal was removed: nothing is left to do.
      if ((await this.#options.history.getRun(found.id)) !== undefined) {
        await endJournal(found.id, this.#options)
        continue
      }
      const batch = await this.#takeOver(found)
      if (found.intent === 'cancel') {
        await this.#end(batch, true)
      } else if ((unfinished === 'resume' && found.intent === 'run') || batch.count('queued') === 0) {
        this.#enqueue(batch)
      } else {
        await this.#intend(batch, 'hold')
        this.#set(batch, 'interrupted')
      }
    }
  }

  async #takeOver(found: Accepted): Promise<BatchRecord> {
    const batch = new BatchRecord(found)
    batch.startedAt = found.startedAt
    for (const item of found.items) {
      batch.put(item)
      if (item.state === 'queued') await removeParts(batch.id, item)
    }
    this.#batches.set(batch.id, batch)
    return batch
  }

  /** Called when the admission changed. */
  pump(): void {
    this.#line.pump()
  }

  /** Stops without ending anything: what is not finished can be resumed. */
  async close(stopPool: () => Promise<void>): Promise<void> {
    this.#closed = true
    const stopped = Promise.all([this.#plans.close(), this.#line.close()])
    await stopPool()
    await stopped
    await this.#turns.idle()
    this.#feed.flush()
    await this.#options.journal.close()
  }

  /** Waits for the plan, then lets `next` change the batch's state before anybody else can. */
  async #whenPlanned<T>(batchId: string, next: (batch: BatchRecord) => Promise<T>): Promise<T> {
    for (;;) {
      const batch = this.get(batchId)
      if (this.#closed) throw new WhittleError('ENGINE_UNAVAILABLE')
      if (batch.state === 'planned') return next(batch)
      if (batch.state === 'failed' && batch.error !== undefined) throw WhittleError.from(batch.error)
      if (batch.state !== 'planning') throw notNow(`The batch is ${batch.state}.`)
      await this.#plans.done(batchId)
    }
  }

  #enqueue(batch: BatchRecord): void {
    this.#set(batch, 'queued')
    this.#line.add(batch)
  }

  #runnerFor(batch: BatchRecord): BatchRunner {
    const { pool, admission, limits, log } = this.#options
    return new BatchRunner(batch, {
      pool,
      admission,
      limits,
      log,
      now: this.#now,
      onFinished: (item) => this.#finished(batch, item),
      onChange: (item) => this.#feed.item(batch.id, item),
    })
  }

  /** Never rejects. */
  async #run(batch: BatchRecord, runner: BatchRunner): Promise<void> {
    // Waiting in line is not working. A batch that goes on keeps its first start, by which its items are found.
    if (batch.count('done') === 0) batch.startedAt = this.#now()
    this.#set(batch, 'running')
    try {
      const outcome = await runner.run()
      if (outcome === 'closing') this.#set(batch, 'interrupted')
      else await this.#end(batch, outcome === 'cancelled')
    } catch (error) {
      this.#fail(batch, error)
    }
  }

  async #finished(batch: BatchRecord, item: Item): Promise<void> {
    await this.#options.journal.finish(batch.id, item)
    for (const operation of operationsOf(item, this.#now())) this.#options.history.recordOperation(operation)
  }

  /** Never rejects. */
  async #end(batch: BatchRecord, cancelled: boolean): Promise<void> {
    for (const item of batch.items.values()) {
      if (item.state === 'queued') this.#put(batch, { ...item, state: 'cancelled' })
    }
    const state = cancelled || batch.count('cancelled') > 0 ? 'cancelled' : 'done'
    try {
      await endBatch(batch, state, { ...this.#options, now: this.#now })
    } catch (error) {
      this.#fail(batch, error)
      return
    }
    this.#set(batch, state)
    this.#feed.flush()
    this.#forgetOldest()
  }

  /** What is finished stays, and so does the journal: the batch can be resumed. */
  #fail(batch: BatchRecord, error: unknown): void {
    this.#options.log('error', `Batch ${batch.id} stopped: ${String(error)}`)
    batch.error = toErrorData(error)
    batch.finishedAt = this.#now()
    void this.#intend(batch, 'hold')
    this.#set(batch, 'failed')
    this.#feed.flush()
  }

  /** Never rejects: at worst a crash has the batch go on. */
  async #intend(batch: BatchRecord, intent: Intent): Promise<void> {
    try {
      await this.#options.journal.intend(batch.id, intent)
    } catch (error) {
      this.#options.log('warn', `Batch ${batch.id}: ${String(error)}`)
    }
  }

  #forgetOldest(): void {
    const ended = [...this.#batches.values()].filter((batch) => endedStates.has(batch.state))
    for (const batch of ended.slice(0, -keptEnded)) this.#forget(batch)
  }

  #forget(batch: BatchRecord): void {
    if (!endedStates.has(batch.state)) batch.state = 'discarded'
    this.#plans.forget(batch.id)
    this.#batches.delete(batch.id)
    this.#feed.drop(batch.id)
    this.#options.onDiscarded(batch.id)
  }

  #put(batch: BatchRecord, item: Item): void {
    batch.put(item)
    this.#feed.item(batch.id, item)
  }

  #set(batch: BatchRecord, state: BatchState): void {
    batch.state = state
    this.#feed.batch(batch.id)
  }
}

function isUnstarted(batch: BatchRecord): boolean {
  return batch.state === 'planning' || batch.state === 'planned'
}

/** Whether the batch was accepted and not ended, so that its journal is still there. */
function isResumable(batch: BatchRecord): boolean {
  return batch.state === 'interrupted' || (batch.state === 'failed' && batch.startedAt !== undefined)
}

async function prepareFolder(outDir: string): Promise<void> {
  try {
    await mkdir(outDir, { recursive: true })
    await access(outDir, constants.W_OK)
  } catch (cause) {
    throw new WhittleError('OUTPUT_UNWRITABLE', { detail: String(cause), cause })
  }
}

function notNow(detail: string): WhittleError {
  return new WhittleError('NOT_ALLOWED', { detail })
}
