import { type ErrorCode, toErrorData, WhittleError } from '../../shared/errors.ts'
import type { Pause } from '../../shared/model/batch.ts'
import type { Item } from '../../shared/model/item.ts'
import type { OutputResult } from '../../shared/model/output.ts'
import type { Settings } from '../../shared/settings.ts'
import type { AdmissionPort, Log, PoolPort, RunOptions, Ticket } from '../ports.ts'
import type { BatchRecord } from './batch-record.ts'
import type { Costs } from './costs/costs.ts'
import { optimizeJob } from './optimize-job.ts'
import { removeParts } from './parts.ts'
import { isFromCache } from './records.ts'
import type { Troubles } from './troubles.ts'
import { WaitingItems } from './waiting-items.ts'

export type RunnerOptions = {
  readonly pool: Pick<PoolPort, 'run'>
  readonly admission: AdmissionPort
  readonly limits: () => Settings['limits']
  readonly log: Log
  readonly now: () => number
  /** As they are when the run begins: what is left must not change its weight meanwhile. */
  readonly costs: Costs
  /** Called before an item is given to a worker, once for each time that it is begun there. */
  readonly onAttempt: (item: Item) => Promise<void>
  /** Called when an item is queued again, in order. */
  readonly onReturned: (item: Item) => Promise<void>
  /** Called when an item is finished, before anybody is told; makes it durable. */
  readonly onFinished: (item: Item) => Promise<void>
  /** Called at every change of an item or of the totals. */
  readonly onChange: (item: Item) => void
  /** Called when the runner decided by itself to start nothing more. */
  readonly onHold: (pause: Pause) => void
  readonly troubles: Troubles
}

/** `closing`: what is not finished stays queued, for a later process. */
export type StopReason = 'cancelled' | 'closing'

/** Why nothing more is started: the batch pauses, or gives its place to another one. */
export type Hold = { readonly kind: 'yielded' } | { readonly kind: 'paused' }

export type Outcome = StopReason | Hold['kind'] | 'finished'

/** Failures that say nothing about the image: they end the run, not the item. */
const notTheImage: ReadonlySet<ErrorCode> = new Set(['POOL_UNAVAILABLE', 'INTERRUPTED'])

/**
 * Works off the queued items of one batch: as many at once as the admission allows, each in the pool, one item's
 * failure never touching another. Serves for one run.
 */
export class BatchRunner {
  readonly #options: RunnerOptions
  readonly #batch: BatchRecord
  readonly #abort = new AbortController()
  readonly #queue: WaitingItems
  #running = 0
  #over = false
  #held: Hold['kind'] | undefined
  #stopped: StopReason | undefined
  #problem: { readonly error: unknown } | undefined
  #onIdle: (() => void) | undefined

  constructor(batch: BatchRecord, options: RunnerOptions) {
    this.#batch = batch
    this.#options = options
    this.#queue = new WaitingItems(batch.items)
  }

  /**
   * Resolves when nothing runs any more: because nothing is left, or because it was stopped or held.
   * @throws what made going on impossible: the workers cannot be started. The items that were not finished are
   *   queued again then.
   */
  async run(): Promise<Outcome> {
    const { now, costs, admission } = this.#options
    let weight = 0
    for (const item of this.#batch.items.where(({ state }) => state === 'queued'))
      weight += costs.itemMs(item)
    const expectedMs = costs.measured > 0 ? weight / Math.max(1, admission.current().max) : undefined
    this.#batch.meter.start(now(), weight, expectedMs)
    await new Promise<void>((resolve) => {
      this.#onIdle = resolve
      this.pump()
    })
    if (this.#problem !== undefined) throw this.#problem.error
    if (this.#stopped !== undefined) return this.#stopped
    return this.#queue.size === 0 ? 'finished' : (this.#held ?? 'finished')
  }

  /** Starts what may start. Called again whenever the admission changes. */
  pump(): void {
    while (this.#mayStart()) {
      const next = this.#queue.next()
      const ticket = this.#options.admission.admit(next, this.#queue.size - next.length)
      if (ticket === undefined) break
      this.#queue.take(ticket.item)
      void this.#work(ticket)
    }
    if (this.#running > 0 || (this.#queue.size > 0 && this.#mayStart())) return
    this.#over = true
    this.#onIdle?.()
  }

  /** Starts nothing more and ends what runs before its next variant. The first reason counts. */
  stop(reason: StopReason): void {
    this.#stopped ??= reason
    this.#abort.abort()
    this.pump()
  }

  /** Starts nothing more and lets what runs come to its end. A pause counts more than giving way. */
  hold({ kind }: Hold): void {
    if (this.#held !== 'paused') this.#held = kind
    this.pump()
  }

  /** Takes a hold of that kind back, unless it is too late; tells whether nothing holds the batch. */
  unhold(kind: Hold['kind']): boolean {
    if (this.#over) return false
    if (this.#held === kind) this.#held = undefined
    this.pump()
    return this.#held === undefined
  }

  /** Adds items behind the others, unless it is too late; tells whether they were taken. */
  add(items: readonly Item[]): boolean {
    if (this.#over || this.#stopped !== undefined) return false
    this.#queue.add(items)
    this.#batch.meter.more(items.reduce((sum, item) => sum + this.#options.costs.itemMs(item), 0))
    this.pump()
    return true
  }

  /** Takes items out that have not begun. */
  withdraw(itemIds: ReadonlySet<string>): void {
    this.#queue.withdraw(itemIds)
    this.pump()
  }

  /** Starts those of the items that wait before all others. */
  prefer(itemIds: readonly string[]): void {
    this.#queue.prefer(itemIds)
  }

  #mayStart(): boolean {
    return !this.#abort.signal.aborted && this.#held === undefined
  }

  /** Never rejects: what goes wrong here ends the run. */
  async #work({ item: queued, release }: Ticket): Promise<void> {
    this.#running += 1
    let settled: Item | undefined
    try {
      settled = await this.#settle(queued)
    } catch (error) {
      this.#problem ??= { error }
      this.#abort.abort()
    }
    if (settled === undefined) {
      this.#queue.giveBack(queued)
      await this.#options.onReturned(queued)
    }
    this.#put(settled ?? queued)
    this.#running -= 1
    release(settled === undefined || isFromCache(settled) ? undefined : settled)
    this.pump()
  }

  /** The finished item; `undefined` when it is to stay queued. */
  async #settle(queued: Item): Promise<Item | undefined> {
    const { now, onFinished, onAttempt, costs } = this.#options
    const startedAt = now()
    let item: Item = { ...queued, state: 'running', step: 'read' }
    const advance = (change: Partial<Item>): void => {
      item = { ...item, ...change }
      this.#put(item)
    }
    advance({})
    let starts = 0
    try {
      await onAttempt(queued)
      const outcome = await this.#optimize(item, {
        // Called again when the item starts over after a crash of the pool host, which is one more attempt.
        onStart: () => {
          starts += 1
          if (starts > 1) void onAttempt(queued).catch(() => undefined)
          advance({ step: 'read' })
        },
        onProgress: ({ step, output }) =>
          advance(output === undefined ? { step } : { step, outputs: this.#withOutput(item, output) }),
      })
      if (outcome === undefined) return undefined
      const { step: _, ...settled } = { ...item, ...outcome, ms: now() - startedAt }
      if (settled.state !== 'cancelled') await onFinished(settled)
      if (settled.state === 'done') this.#batch.meter.workDone(costs.decodeMs(settled))
      const made = settled.outputs.reduce((sum, output) => sum + costs.outputMs(output), 0)
      const missing = costs.itemMs(settled) - made - (settled.state === 'done' ? costs.decodeMs(settled) : 0)
      this.#batch.meter.itemDone(now(), settled, missing)
      return settled
    } catch (error) {
      const pause = this.#options.troubles.ofJournal(error)
      if (pause === undefined) throw error
      this.#pause(pause)
      return undefined
    }
  }

  /** An output stays in place when its item starts over, and is then reported a second time. */
  #withOutput(item: Item, output: OutputResult): OutputResult[] {
    const others = item.outputs.filter((other) => other.index !== output.index)
    if (others.length === item.outputs.length) {
      this.#batch.meter.workDone(this.#options.costs.outputMs(output))
    }
    return [...others, output]
  }

  async #optimize(
    item: Item,
    progress: Pick<RunOptions, 'onStart' | 'onProgress'>,
  ): Promise<(Pick<Item, 'state'> & Partial<Item>) | undefined> {
    const { payload, limitMs } = optimizeJob(this.#batch, item, this.#options.limits(), this.#lanes())
    const { signal } = this.#abort
    const origin = this.#batch.originOf(item.id)
    try {
      await this.#options.troubles.prepare(item)
      const alone = this.#batch.suspects.has(item.id)
      const options = { limitMs, signal, alone, origin, ...progress }
      const result = await this.#options.pool.run('optimize', payload, options)
      this.#batch.suspects.delete(item.id)
      return { state: 'done', outputs: result.outputs, sha256: result.sha256 }
    } catch (error) {
      await removeParts(this.#batch.id, item)
      return this.#afterFailure(item, error)
    }
  }

  async #afterFailure(item: Item, error: unknown) {
    const code = error instanceof WhittleError ? error.code : 'INTERNAL'
    if (this.#problem !== undefined || this.#stopped === 'closing') return undefined
    if (code === 'CANCELLED') return { state: 'cancelled' as const }
    if (notTheImage.has(code)) {
      if (this.#stopped === undefined) throw error
      return { state: 'cancelled' as const }
    }
    this.#options.log('debug', `${item.input}: ${String(error)}`)
    const verdict = await this.#options.troubles.judge(item, toErrorData(error))
    if (verdict === 'its-own') return { state: 'failed' as const, error: toErrorData(error) }
    if (verdict !== 'again') this.#pause(verdict)
    return this.#stopped === 'cancelled' ? { state: 'cancelled' as const } : undefined
  }

  #pause(pause: Pause): void {
    const first = this.#held !== 'paused'
    this.#held = 'paused'
    if (first) this.#options.onHold(pause)
  }

  /** Cores that no other image will need are shared out among the formats of those that run. */
  #lanes(): number {
    const images = Math.max(1, this.#running + this.#queue.size)
    return Math.max(1, Math.floor(this.#options.admission.current().limit / images))
  }

  #put(item: Item): void {
    this.#batch.put(item)
    this.#options.onChange(item)
  }
}
