import { randomUUID } from 'node:crypto'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { PoolPayload } from '../../shared/contract/pool.ts'
import { WhittleError } from '../../shared/errors.ts'
import type { CacheWarm } from '../../shared/model/cache.ts'
import type { Item } from '../../shared/model/item.ts'
import type { Recipe } from '../../shared/recipe/index.ts'
import type { Log, PlanningPort } from '../ports.ts'
import type { CachedPool } from './cached-pool.ts'

export type WarmingOptions = {
  /** Folder of its own; results are there for a moment before they are in the cache. */
  readonly dir: string
  readonly prepare: CachedPool['prepare']
  readonly planning: Pick<PlanningPort, 'plan'>
  /** What a batch would ask of the workers for an item, and the milliseconds it may take. */
  readonly jobOf: (item: Item, recipe: Recipe) => { payload: PoolPayload<'optimize'>; limitMs: number }
  /** Whether nothing else is to be done. */
  readonly isIdle: () => boolean
  readonly log: Log
}

/** Makes results before they are asked for, one image at a time and only while nothing else is to be done. */
export class Warming {
  readonly #options: WarmingOptions
  readonly #abort = new AbortController()
  readonly #underWay = new Set<Promise<unknown>>()
  #waiting: (() => void)[] = []

  constructor(options: WarmingOptions) {
    this.#options = options
  }

  /**
   * Resolves when the results of all images are in the cache.
   *
   * @throws WhittleError `INTERRUPTED` when the engine is closed before.
   */
  warm(paths: readonly string[], recipe: Recipe): Promise<CacheWarm> {
    const work = this.#warm(paths, recipe)
    this.#underWay.add(work)
    const done = () => this.#underWay.delete(work)
    work.then(done, done)
    return work
  }

  /** To be called when the engine may have become idle. */
  nudge(): void {
    if (!this.#options.isIdle()) return
    for (const go of this.#waiting.splice(0)) go()
  }

  async close(): Promise<void> {
    this.#abort.abort()
    for (const go of this.#waiting.splice(0)) go()
    await Promise.allSettled([...this.#underWay])
  }

  async #warm(paths: readonly string[], recipe: Recipe): Promise<CacheWarm> {
    const counts = { prepared: 0, known: 0, failed: 0 }
    const dir = join(this.#options.dir, randomUUID())
    try {
      await mkdir(dir, { recursive: true })
      for await (const item of this.#plan(paths, recipe, dir)) {
        await this.#untilIdle()
        if (item.state === 'failed') counts.failed += 1
        if (item.state === 'planned') counts[await this.#prepare(item, recipe)] += 1
      }
    } finally {
      await rm(dir, { recursive: true, force: true })
    }
    this.#refuseClosed()
    return counts
  }

  #plan(paths: readonly string[], recipe: Recipe, outDir: string): AsyncGenerator<Item> {
    const { signal } = this.#abort
    return this.#options.planning.plan({
      paths,
      recipe,
      outDir,
      ignore: [],
      reserved: new Set(),
      signal,
    })
  }

  async #prepare(item: Item, recipe: Recipe): Promise<keyof CacheWarm> {
    const { payload, limitMs } = this.#options.jobOf(item, recipe)
    const origin = { batchId: 'warming', itemId: item.id, recipeId: recipe.id }
    try {
      const { signal } = this.#abort
      const outcome = await this.#options.prepare(payload, { limitMs, signal, origin })
      return outcome === 'made' ? 'prepared' : 'known'
    } catch (error) {
      this.#refuseClosed()
      this.#options.log('debug', `${item.input} was not prepared: ${String(error)}`)
      return 'failed'
    } finally {
      // Only what is in the cache counts.
      for (const { path } of payload.outputs) await rm(path, { force: true })
    }
  }

  async #untilIdle(): Promise<void> {
    while (!this.#options.isIdle() && !this.#abort.signal.aborted) {
      await new Promise<void>((go) => this.#waiting.push(go))
    }
    this.#refuseClosed()
  }

  #refuseClosed(): void {
    if (this.#abort.signal.aborted) throw new WhittleError('INTERRUPTED')
  }
}
