import { toErrorData } from '../../shared/errors.ts'
import type { BatchState } from '../../shared/model/batch.ts'
import type { Item } from '../../shared/model/item.ts'
import { plannedPaths } from '../../shared/model/output.ts'
import type { PlanningPort } from '../ports.ts'
import type { BatchRecord } from './batch-record.ts'

export type BatchPlansOptions = {
  readonly planning: PlanningPort
  /** All batches there are. */
  readonly batches: () => Iterable<BatchRecord>
  readonly put: (batch: BatchRecord, item: Item) => void
  readonly set: (batch: BatchRecord, state: BatchState) => void
  /** Called when the plan is complete, before it is told. */
  readonly onPlanned: (batch: BatchRecord) => Promise<void>
}

type Plan = {
  /** Never rejects. */
  readonly done: Promise<void>
  readonly abort: AbortController
  /** How many batches had been accepted when it began. */
  readonly accepted: number
}

/** The plans of the batches, being made or made. */
export class BatchPlans {
  readonly #options: BatchPlansOptions
  readonly #plans = new Map<string, Plan>()
  #accepted = 0
  #closed = false

  constructor(options: BatchPlansOptions) {
    this.#options = options
  }

  /** Starts planning a batch; it becomes `planned`, or `failed`. */
  begin(batch: BatchRecord): Promise<void> {
    const abort = new AbortController()
    const { paths, base, ignore, recipe, outDir } = batch
    const inPlace = batch.inPlace !== undefined
    const place = { recipe, outDir, inPlace, reserved: this.#reserved() }
    const request = { paths, base, ignore, ...place, signal: abort.signal }
    return this.#track(batch, this.#options.planning.plan(request), abort)
  }

  /** Names the outputs of a `planning` batch anew; it becomes `planned`, or `failed`. */
  beginAgain(batch: BatchRecord): Promise<void> {
    return this.#track(batch, this.#renamed(batch), new AbortController())
  }

  /** Makes sure that no name of a batch was given to another one since it was planned. */
  async refresh(batch: BatchRecord): Promise<void> {
    if (this.#plans.get(batch.id)?.accepted === this.#accepted) return
    for await (const item of this.#renamed(batch)) this.#options.put(batch, item)
  }

  /** Looks anew at items of a batch that are to be tried again, and names their outputs where that is needed. */
  again(batch: BatchRecord, items: readonly Item[]): AsyncGenerator<Item> {
    const { recipe, outDir } = batch
    const reserved = new Set(this.#reserved())
    // Their own names are theirs.
    for (const item of items) {
      for (const path of item.planned.flatMap(plannedPaths)) reserved.delete(path)
    }
    const inPlace = batch.inPlace !== undefined
    return this.#options.planning.retry({ items, recipe, outDir, inPlace, reserved })
  }

  /** To be called for every batch that is sure to write what it planned. */
  accept(): void {
    this.#accepted += 1
  }

  /** Resolves when the batch is not being planned any more. */
  async done(batchId: string): Promise<void> {
    await this.#plans.get(batchId)?.done
  }

  forget(batchId: string): void {
    this.#plans.get(batchId)?.abort.abort()
    this.#plans.delete(batchId)
  }

  /** Stops all planning and leaves the batches as they are; resolves when nothing is under way. */
  async close(): Promise<void> {
    this.#closed = true
    const plans = [...this.#plans.values()]
    for (const plan of plans) plan.abort.abort()
    await Promise.all(plans.map((plan) => plan.done))
  }

  #track(batch: BatchRecord, items: AsyncGenerator<Item>, abort: AbortController): Promise<void> {
    const done = this.#fill(batch, items)
    this.#plans.set(batch.id, { done, abort, accepted: this.#accepted })
    return done
  }

  #renamed(batch: BatchRecord): AsyncGenerator<Item> {
    const { recipe, outDir } = batch
    const inPlace = batch.inPlace !== undefined
    // Put back one by one while it goes through them, which changes no item's place.
    const items = batch.items.values()
    return this.#options.planning.planAgain({ items, recipe, outDir, inPlace, reserved: this.#reserved() })
  }

  /** Takes what planning yields, as long as the batch is waiting for it. */
  async #fill(batch: BatchRecord, items: AsyncGenerator<Item>): Promise<void> {
    const { put, set, onPlanned } = this.#options
    const isWanted = () => batch.state === 'planning' && !this.#closed
    try {
      for await (const item of items) {
        if (!isWanted()) return
        put(batch, item)
      }
      if (isWanted()) await onPlanned(batch)
      if (isWanted()) set(batch, 'planned')
    } catch (error) {
      if (!isWanted()) return
      batch.error = toErrorData(error)
      set(batch, 'failed')
    }
  }

  /** What the batches that were accepted are going to write. */
  #reserved(): ReadonlySet<string> {
    const paths = new Set<string>()
    for (const batch of this.#options.batches()) {
      if (batch.startedAt === undefined || batch.state === 'done' || batch.state === 'cancelled') continue
      for (const item of batch.items.values())
        for (const output of item.planned) {
          for (const path of plannedPaths(output)) paths.add(path)
        }
    }
    return paths
  }
}
