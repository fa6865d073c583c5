import type { ErrorData } from '../../shared/errors.ts'
import type { InPlace } from '../../shared/model/backup.ts'
import type { Batch, BatchEstimate, BatchPriority, BatchState, Pause } from '../../shared/model/batch.ts'
import type { Item, ItemState } from '../../shared/model/item.ts'
import { servedOutput } from '../../shared/model/served.ts'
import type { Recipe } from '../../shared/recipe/index.ts'
import type { JobOrigin } from '../ports.ts'
import { ChunkTally } from './chunk-tally.ts'
import { type ItemList, PackedItems } from './packed-items.ts'
import { ProgressMeter } from './progress-meter.ts'

export type BatchSeed = {
  readonly id: string
  readonly label: string
  readonly paths: readonly string[]
  readonly recipe: Recipe
  readonly outDir: string
  readonly createdAt: number
  readonly priority?: BatchPriority
  /** Patterns in the syntax of `.gitignore`. */
  readonly ignore?: readonly string[]
  /** Names of its images are relative to this folder. */
  readonly base?: string | undefined
  /** Results take the places of their originals. */
  readonly inPlace?: InPlace | undefined
}

/** States in which nothing more will happen by itself. */
export const endedStates: ReadonlySet<BatchState> = new Set(['done', 'cancelled', 'failed', 'discarded'])

/** States of an item for which nothing is left to do. */
const settledStates: ReadonlySet<ItemState> = new Set(['done', 'failed', 'skipped', 'cancelled'])

/**
 * One batch in memory. Totals follow every change of an item, so that a summary costs the same for ten images
 * and for a hundred thousand.
 */
export class BatchRecord {
  readonly id: string
  readonly label: string
  readonly paths: readonly string[]
  readonly createdAt: number
  readonly ignore: readonly string[]
  readonly base: string | undefined
  readonly meter = new ProgressMeter()
  recipe: Recipe
  outDir: string
  inPlace: InPlace | undefined
  state: BatchState = 'planning'
  priority: BatchPriority
  /** Place in the line, while it is there. */
  position: number | undefined
  pause: Pause | undefined
  estimate: BatchEstimate | undefined
  /** When images of it were tried again after it had ended. */
  reopenedAt: number | undefined
  /** Whether an earlier process worked on it. */
  recovered = false
  /** Items that were in a worker when an earlier process ended; they run alone. */
  readonly suspects = new Set<string>()
  startedAt: number | undefined
  finishedAt: number | undefined
  error: ErrorData | undefined
  readonly #items = new PackedItems()
  readonly #chunks = new ChunkTally()
  readonly #counts: Record<ItemState, number> = emptyCounts()
  readonly #bytes = { input: 0, inputDone: 0, output: 0, served: 0 }
  readonly #outputs = { planned: 0, done: 0 }

  constructor(seed: BatchSeed) {
    this.id = seed.id
    this.label = seed.label
    this.paths = seed.paths
    this.recipe = seed.recipe
    this.outDir = seed.outDir
    this.createdAt = seed.createdAt
    this.priority = seed.priority ?? 'normal'
    this.ignore = seed.ignore ?? []
    this.base = seed.base
    this.inPlace = seed.inPlace
  }

  get items(): ItemList {
    return this.#items
  }

  /** Adds the item, or replaces the one with its id. */
  put(item: Item): void {
    const previous = this.#items.get(item.id)
    if (previous === undefined) this.#chunks.add(item.id)
    else this.#tally(previous, -1)
    this.#items.put(item)
    this.#tally(item, 1)
    const wasSettled = previous !== undefined && settledStates.has(previous.state)
    const isSettled = settledStates.has(item.state)
    if (wasSettled !== isSettled) this.#chunks.settle(item.id, isSettled)
  }

  /** What is planned is queued: at once, however many there are. */
  queue(): void {
    const queued = this.#items.turn('planned', 'queued')
    this.#counts.planned -= queued
    this.#counts.queued += queued
  }

  /** Takes an item out, as if it had never been there. */
  remove(itemId: string): void {
    const item = this.#items.get(itemId)
    if (item === undefined) return
    if (settledStates.has(item.state)) this.#chunks.settle(itemId, false)
    this.#chunks.remove(itemId)
    this.#tally(item, -1)
    this.#items.delete(itemId)
    this.suspects.delete(itemId)
  }

  /** On whose account an item is worked on. */
  originOf(itemId: string): JobOrigin {
    const { id: batchId, recipe, inPlace } = this
    return { batchId, itemId, recipeId: recipe.id, ...(inPlace === undefined ? {} : { inPlace }) }
  }

  count(state: ItemState): number {
    return this.#counts[state]
  }

  summary(now: number): Batch {
    const { done, failed, skipped, cancelled, running } = this.#counts
    const etaMs = this.state === 'running' ? this.meter.etaMs(now) : undefined
    const ended = this.finishedAt !== undefined
    return {
      id: this.id,
      label: this.label,
      state: this.state,
      priority: this.priority,
      ...(this.position === undefined || this.state !== 'queued' ? {} : { position: this.position }),
      ...(this.pause === undefined ? {} : { pause: this.pause }),
      recipe: this.recipe,
      outDir: this.outDir,
      createdAt: this.createdAt,
      ...(this.inPlace === undefined ? {} : { inPlace: this.inPlace }),
      ...(this.startedAt === undefined ? {} : { startedAt: this.startedAt }),
      ...(this.finishedAt === undefined ? {} : { finishedAt: this.finishedAt }),
      counts: { total: this.#items.size, done, failed, skipped, cancelled, running },
      outputs: { ...this.#outputs },
      bytes: { ...this.#bytes },
      chunks: this.#chunks.summary(),
      ...(this.estimate === undefined ? {} : { estimate: this.estimate }),
      throughput: this.meter.throughput(this.finishedAt ?? now, !ended),
      ...(etaMs === undefined ? {} : { etaMs }),
      ...(this.error === undefined ? {} : { error: this.error }),
    }
  }

  #tally(item: Item, sign: 1 | -1): void {
    this.#counts[item.state] += sign
    this.#outputs.planned += sign * item.planned.length
    this.#outputs.done += sign * item.outputs.length
    this.#bytes.output += sign * item.outputs.reduce((sum, output) => sum + output.bytes, 0)
    if (item.state === 'skipped') return
    const original = item.probe?.bytes ?? 0
    this.#bytes.input += sign * original
    if (item.state !== 'done') return
    this.#bytes.inputDone += sign * original
    this.#bytes.served += sign * (servedOutput(item.outputs)?.bytes ?? 0)
  }
}

function emptyCounts(): Record<ItemState, number> {
  return { planned: 0, queued: 0, running: 0, done: 0, failed: 0, skipped: 0, cancelled: 0 }
}
