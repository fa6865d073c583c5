import { rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type ErrorCode, toErrorData, WhittleError } from '../../shared/errors.ts'
import type { Item } from '../../shared/model/item.ts'
import type { OutputResult, PlannedOutput } from '../../shared/model/output.ts'
import type { Settings } from '../../shared/settings.ts'
import type { AdmissionPort, Log, PoolPort, RunOptions, Ticket } from '../ports.ts'
import type { BatchRecord } from './batch-record.ts'

export type RunnerOptions = {
  readonly pool: Pick<PoolPort, 'run'>
  readonly admission: AdmissionPort
  readonly limits: () => Settings['limits']
  readonly log: Log
  readonly now: () => number
  /** Called when an item is finished, before anybody is told; makes it durable. */
  readonly onFinished: (item: Item) => Promise<void>
  /** Called at every change of an item or of the totals. */
  readonly onChange: (item: Item) => void
}

/** `closing`: what is not finished stays queued, for a later process. */
export type StopReason = 'cancelled' | 'closing'

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
  /** Last first. */
  readonly #queue: Item[]
  #running = 0
  #stopped: StopReason | undefined
  #problem: { readonly error: unknown } | undefined
  #onIdle: (() => void) | undefined

  constructor(batch: BatchRecord, options: RunnerOptions) {
    this.#batch = batch
    this.#options = options
    this.#queue = [...batch.items.values()].filter((item) => item.state === 'queued').reverse()
  }

  /**
   * Resolves when nothing runs any more: because nothing is left, or because it was stopped.
   * @throws what made going on impossible: the workers cannot be started, or a result cannot be made durable. The
   *   items that were not finished are queued again then.
   */
  async run(): Promise<StopReason | 'finished'> {
    const weight = this.#queue.reduce((sum, item) => sum + pixels(item.planned), 0)
    this.#batch.meter.start(this.#options.now(), weight)
    await new Promise<void>((resolve) => {
      this.#onIdle = resolve
      this.pump()
    })
    if (this.#problem !== undefined) throw this.#problem.error
    return this.#stopped ?? 'finished'
  }

  /** Starts what may start. Called again whenever the admission changes. */
  pump(): void {
    const { signal } = this.#abort
    while (!signal.aborted) {
      const ticket = this.#options.admission.admit(this.#queue)
      if (ticket === undefined) break
      this.#queue.splice(this.#queue.lastIndexOf(ticket.item), 1)
      void this.#work(ticket)
    }
    if (this.#running === 0 && (this.#queue.length === 0 || signal.aborted)) this.#onIdle?.()
  }

  /** Starts nothing more and ends what runs before its next variant. The first reason counts. */
  stop(reason: StopReason): void {
    this.#stopped ??= reason
    this.#abort.abort()
    this.pump()
  }

  /** Never rejects: what goes wrong here ends the run. */
  async #work({ item: queued, release }: Ticket): Promise<void> {
    this.#running += 1
    let settled: Item | undefined
    try {
      settled = await this.#settle(queued)
      this.#put(settled ?? queued)
    } catch (error) {
      this.#problem ??= { error }
      this.#abort.abort()
      this.#put(queued)
    } finally {
      this.#running -= 1
      release(settled)
      this.pump()
    }
  }

  /** The finished item; `undefined` when it is to stay queued. */
  async #settle(queued: Item): Promise<Item | undefined> {
    const { now, onFinished } = this.#options
    const startedAt = now()
    let item: Item = { ...queued, state: 'running', step: 'read' }
    const advance = (change: Partial<Item>): void => {
      item = { ...item, ...change }
      this.#put(item)
    }
    advance({})
    const outcome = await this.#optimize(item, {
      // Called again when the item starts over after a crash of the pool host.
      onStart: () => advance({ step: 'read' }),
      onProgress: ({ step, output }) =>
        advance(output === undefined ? { step } : { step, outputs: this.#withOutput(item, output) }),
    })
    if (outcome === undefined) return undefined
    const { step: _, ...settled } = { ...item, ...outcome, ms: now() - startedAt }
    if (settled.state !== 'cancelled') await onFinished(settled)
    this.#batch.meter.itemDone(now(), settled, pixels(settled.planned) - pixels(settled.outputs))
    return settled
  }

  /** An output stays in place when its item starts over, and is then reported a second time. */
  #withOutput(item: Item, output: OutputResult): OutputResult[] {
    const others = item.outputs.filter((other) => other.index !== output.index)
    if (others.length === item.outputs.length) this.#batch.meter.outputDone(output.width * output.height)
    return [...others, output]
  }

  async #optimize(
    item: Item,
    progress: Pick<RunOptions, 'onStart' | 'onProgress'>,
  ): Promise<(Pick<Item, 'state'> & Partial<Item>) | undefined> {
    const outputs = item.planned.map((output) => ({
      ...output,
      partPath: partPath(this.#batch.id, item.id, output),
    }))
    const { inputBytes, inputPixels } = this.#options.limits()
    const limits = { inputBytes, inputPixels }
    const { enhance } = this.#batch.recipe
    try {
      const payload = { input: item.input, limits, enhance, outputs }
      const options = { limitMs: this.#limitMs(item), signal: this.#abort.signal, ...progress }
      const result = await this.#options.pool.run('optimize', payload, options)
      return { state: 'done', outputs: result.outputs }
    } catch (error) {
      await removeParts(this.#batch.id, item)
      const code = error instanceof WhittleError ? error.code : 'INTERNAL'
      if (this.#problem !== undefined || this.#stopped === 'closing') return undefined
      if (code === 'CANCELLED') return { state: 'cancelled' }
      if (notTheImage.has(code)) {
        if (this.#stopped === undefined) throw error
        return { state: 'cancelled' }
      }
      this.#options.log('debug', `${item.input}: ${String(error)}`)
      return { state: 'failed', error: toErrorData(error) }
    }
  }

  /** In milliseconds; grows with the pixels to decode and to encode. */
  #limitMs(item: Item): number {
    const { itemSeconds, secondsPerMegapixel } = this.#options.limits()
    const source = item.probe === undefined ? 0 : item.probe.width * item.probe.height
    return (itemSeconds + ((source + pixels(item.planned)) / 1e6) * secondsPerMegapixel) * 1_000
  }

  #put(item: Item): void {
    this.#batch.put(item)
    this.#options.onChange(item)
  }
}

/** Removes what a killed worker may have left of an item. What cannot be removed does no harm. */
export async function removeParts(batchId: string, item: Item): Promise<void> {
  await Promise.allSettled(
    item.planned.map((output) => rm(partPath(batchId, item.id, output), { force: true })),
  )
}

/**
 * An unfinished output is in the folder of the finished one, so that renaming it is atomic, under a name that is
 * known beforehand, so that a later process can remove what a killed one left.
 */
function partPath(batchId: string, itemId: string, output: PlannedOutput): string {
  return join(dirname(output.path), `.whittle-${batchId}-${itemId}-${output.index}.part`)
}

function pixels(outputs: readonly { width: number; height: number }[]): number {
  return outputs.reduce((sum, output) => sum + output.width * output.height, 0)
}
