import { toErrorData } from '../../shared/errors.ts'
import type { Pause } from '../../shared/model/batch.ts'
import type { Item } from '../../shared/model/item.ts'
import type { Settings } from '../../shared/settings.ts'
import type { AdmissionPort, DeliveryPort, HistoryPort, Log, PoolPort } from '../ports.ts'
import type { BatchRecord } from './batch-record.ts'
import type { BatchRegister } from './batch-register.ts'
import { BatchRunner, type Outcome } from './batch-runner.ts'
import type { CostBook } from './costs/cost-book.ts'
import { endBatch } from './end-batch.ts'
import type { Journal } from './journal.ts'
import type { Intent } from './journal-lines.ts'
import { sweep } from './parts.ts'
import { isFromCache, operationsOf } from './records.ts'
import { Troubles } from './troubles.ts'

export type RunsOptions = {
  readonly pool: Pick<PoolPort, 'run'>
  readonly delivery: DeliveryPort
  readonly history: HistoryPort
  readonly journal: Journal
  readonly admission: AdmissionPort
  readonly limits: () => Settings['limits']
  readonly costs: CostBook
  readonly log: Log
}

/** What happens to a batch while it runs, and when it ends, pauses or fails. */
export class BatchRuns {
  readonly #options: RunsOptions
  readonly #register: BatchRegister
  readonly #now: () => number
  readonly #onPaused: (batch: BatchRecord, pause: Pause) => void
  readonly #troubles = new Map<string, Troubles>()

  /** @param onPaused Called when a batch has paused and nothing of it runs any more. */
  constructor(
    options: RunsOptions,
    register: BatchRegister,
    now: () => number,
    onPaused: (batch: BatchRecord, pause: Pause) => void,
  ) {
    this.#options = options
    this.#register = register
    this.#now = now
    this.#onPaused = onPaused
  }

  troublesOf(batch: BatchRecord): Troubles {
    const known = this.#troubles.get(batch.id)
    if (known !== undefined) return known
    const troubles = new Troubles(batch, {
      costs: this.#options.costs.current,
      now: this.#now,
      probeJournal: () => this.#options.journal.intend(batch.id, 'run'),
    })
    this.#troubles.set(batch.id, troubles)
    return troubles
  }

  forget(batchId: string): void {
    this.#troubles.delete(batchId)
  }

  runnerFor(batch: BatchRecord): BatchRunner {
    const { pool, admission, limits, log, journal, costs } = this.#options
    return new BatchRunner(batch, {
      pool,
      admission,
      limits,
      log,
      now: this.#now,
      costs: costs.current(),
      troubles: this.troublesOf(batch),
      onAttempt: (item) => journal.attempt(batch.id, item.id),
      // What cannot be written now only makes an innocent image run alone after a crash.
      onReturned: (item) => journal.giveBack(batch.id, item.id).catch(() => undefined),
      onFinished: (item) => this.#finished(batch, item),
      onChange: (item) => this.#register.tellItem(batch, item),
      onHold: (pause) => {
        batch.pause = pause
        this.#register.set(batch, 'pausing')
      },
    })
  }

  /** Never rejects. */
  async run(batch: BatchRecord, runner: BatchRunner): Promise<Outcome | 'failed'> {
    // Waiting in line is not working. A batch that goes on keeps its first start, by which its items are found.
    if (batch.count('done') === 0) batch.startedAt = this.#now()
    this.#register.set(batch, 'running')
    try {
      const outcome = await this.#work(batch, runner)
      if (outcome === 'closing') this.#register.set(batch, 'interrupted')
      else if (outcome === 'yielded') this.#register.set(batch, 'queued')
      else if (outcome === 'paused') this.#paused(batch)
      else await this.end(batch, outcome === 'cancelled')
      return outcome
    } catch (error) {
      this.#fail(batch, error)
      return 'failed'
    }
  }

  async #work(batch: BatchRecord, runner: BatchRunner): Promise<Outcome> {
    if (batch.count('queued') > 0) {
      const troubles = this.troublesOf(batch)
      try {
        await troubles.reopen()
      } catch (error) {
        batch.pause = await troubles.ofTarget(error)
        runner.hold({ kind: 'paused' })
      }
    }
    return runner.run()
  }

  #paused(batch: BatchRecord): void {
    const pause = batch.pause ?? { reason: 'user', since: this.#now() }
    batch.pause = pause
    this.#register.set(batch, 'paused')
    this.#register.flush()
    this.#onPaused(batch, pause)
  }

  async #finished(batch: BatchRecord, item: Item): Promise<void> {
    await this.#options.journal.finish(batch.id, item)
    // What came from the cache says nothing about the cost of making it.
    if (!isFromCache(item)) this.#options.costs.learn(item)
    for (const operation of operationsOf(item, this.#now())) this.#options.history.recordOperation(operation)
  }

  /** Never rejects. */
  async end(batch: BatchRecord, cancelled: boolean): Promise<void> {
    for (const item of batch.items.values()) {
      if (item.state === 'queued') batch.put({ ...item, state: 'cancelled' })
    }
    batch.pause = undefined
    const state = cancelled || batch.count('cancelled') > 0 ? 'cancelled' : 'done'
    // Workers of the earlier process may have lived a moment longer than it.
    if (batch.recovered) await sweep(batch, batch.items.values(), [])
    try {
      await endBatch(batch, state, { ...this.#options, now: this.#now })
    } catch (error) {
      this.#fail(batch, error)
      return
    }
    await this.#options.costs.save()
    this.#register.set(batch, state)
    this.#register.flush()
    this.forget(batch.id)
    this.#register.forgetOldest()
  }

  /** What is finished stays, and so does the journal: the batch can be resumed. */
  #fail(batch: BatchRecord, error: unknown): void {
    this.#options.log('error', `Batch ${batch.id} stopped: ${String(error)}`)
    batch.error = toErrorData(error)
    batch.finishedAt = this.#now()
    batch.pause = undefined
    void this.intend(batch, 'hold')
    this.#register.set(batch, 'failed')
    this.#register.flush()
  }

  /** Never rejects: at worst a crash has the batch go on. */
  async intend(batch: BatchRecord, intent: Intent): Promise<void> {
    try {
      await this.#options.journal.intend(batch.id, intent)
    } catch (error) {
      this.#options.log('warn', `Batch ${batch.id}: ${String(error)}`)
    }
  }
}
