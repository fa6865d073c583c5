import { randomUUID } from 'node:crypto'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { PoolPayload, PoolResult } from '../../../shared/contract/pool.ts'
import { WhittleError } from '../../../shared/errors.ts'
import type { Run } from '../../../shared/model/history.ts'
import type { Impact } from '../../../shared/model/impact.ts'
import type { Item } from '../../../shared/model/item.ts'
import { querySchema } from '../../../shared/model/query.ts'
import type { Recipe } from '../../../shared/recipe/index.ts'
import type { Settings } from '../../../shared/settings.ts'
import type { HistoryPort, PlanningPort, PoolPort } from '../../ports.ts'
import { compareSides, compareWithOriginals, type Side } from './compare.ts'

export type ImpactOptions = {
  /** Folder for results of samples; they are removed as soon as they were measured. */
  readonly dir: string
  readonly history: Pick<HistoryPort, 'query' | 'getRun'>
  readonly settings: () => Pick<Settings, 'prices' | 'assumptions'>
  /** Of the machine. */
  readonly cores: number
  readonly planning: Pick<PlanningPort, 'plan'>
  /** Without the cache: what is compared has to be made. */
  readonly pool: Pick<PoolPort, 'run' | 'usage'>
  /** What a batch would ask of the workers for an item, and the milliseconds it may take. */
  readonly jobOf: (item: Item, recipe: Recipe) => { payload: PoolPayload<'optimize'>; limitMs: number }
  readonly isIdle: () => boolean
  readonly now: () => number
}

/** Paths that a sample is taken from at most. */
const mostPlanned = 2_000
/** The workers tell their CPU time once a second. */
const usageMs = 1_100

/** What results are worth against originals, other runs and other recipes. */
export class Impacts {
  readonly #options: ImpactOptions

  constructor(options: ImpactOptions) {
    this.#options = options
  }

  /** @throws WhittleError `NOT_FOUND`. */
  async ofRun(runId: string): Promise<Impact> {
    return compareWithOriginals(await this.#sideOf(runId), this.#options.settings())
  }

  /** The images that are in both. @throws WhittleError `NOT_FOUND`. */
  async ofRuns(before: string, after: string): Promise<Impact> {
    const sides = await Promise.all([this.#sideOf(before), this.#sideOf(after)])
    return compareSides('runs', ...sides, this.#options.settings())
  }

  /**
   * Makes a sample of images by both recipes, one image at a time, and compares what comes out.
   *
   * @param paths - Images and folders; a sample is taken evenly from what is found.
   * @throws WhittleError `NOT_ALLOWED` while a batch runs, since its work would be measured too; `NOT_FOUND` where there is no image.
   */
  async ofRecipes(before: Recipe, after: Recipe, paths: readonly string[], images: number): Promise<Impact> {
    if (!this.#options.isIdle())
      throw new WhittleError('NOT_ALLOWED', { detail: 'Wait until no batch runs.' })
    const dir = join(this.#options.dir, randomUUID())
    try {
      await mkdir(dir, { recursive: true })
      const first = await this.#sample(before, paths, images, dir)
      // The very same files, or the two would be samples of their own.
      const chosen = first.items.map(({ input }) => input)
      if (chosen.length === 0) {
        throw new WhittleError('NOT_FOUND', { detail: `There is no image in ${paths.join(', ')}.` })
      }
      const second = await this.#sample(after, chosen, chosen.length, dir)
      return compareSides('recipes', first, second, this.#options.settings())
    } finally {
      await rm(dir, { recursive: true, force: true })
    }
  }

  async #sideOf(runId: string): Promise<Side> {
    const found = await this.#options.history.getRun(runId)
    if (found === undefined) throw new WhittleError('NOT_FOUND', { detail: `Run ${runId}` })
    const { run, items } = found
    return {
      label: run.recipe.name,
      recipeId: run.recipe.id,
      source: { type: 'run', runId },
      at: run.finishedAt,
      items: items.map(({ item }) => item),
      cpuMs: await this.#cpuOf(run),
    }
  }

  /** From what Whittle used of the machine while the run lasted; `null` where that is not on record. */
  async #cpuOf({ startedAt, finishedAt }: Run): Promise<number | null> {
    if (finishedAt <= startedAt) return null
    const query = querySchema.parse({
      ...{ metric: 'cpu_own', from: startedAt, to: finishedAt, aggregations: ['avg'] },
    })
    const percent = (await this.#options.history.query(query)).result.series[0]?.points[0]?.values.avg
    if (typeof percent !== 'number') return null
    return (percent / 100) * this.#options.cores * (finishedAt - startedAt)
  }

  async #sample(recipe: Recipe, paths: readonly string[], images: number, dir: string): Promise<Side> {
    const { pool, now } = this.#options
    const outDir = join(dir, recipe.id)
    await mkdir(outDir, { recursive: true })
    const chosen = evenly(await this.#plan(recipe, paths, outDir), images)
    await wait(usageMs)
    const before = pool.usage()
    const items: Item[] = []
    for (const item of chosen) {
      const made = await this.#make(item, recipe)
      if (made !== undefined) items.push(made)
    }
    await wait(usageMs)
    const after = pool.usage()
    // Another process counts from zero.
    const cpuMs = before.pid === after.pid ? after.cpuMs - before.cpuMs : null
    return { label: recipe.name, recipeId: recipe.id, at: now(), items, cpuMs }
  }

  async #plan(recipe: Recipe, paths: readonly string[], outDir: string): Promise<Item[]> {
    const planned: Item[] = []
    const abort = new AbortController()
    const request = { paths, recipe, outDir, ignore: [], reserved: new Set<string>(), signal: abort.signal }
    for await (const item of this.#options.planning.plan(request)) {
      if (item.state === 'planned') planned.push(item)
      if (planned.length >= mostPlanned) break
    }
    return planned
  }

  /** `undefined` for an image that cannot be made; the comparison goes on without it. */
  async #make(item: Item, recipe: Recipe): Promise<Item | undefined> {
    const { payload, limitMs } = this.#options.jobOf(item, recipe)
    const startedAt = performance.now()
    let result: PoolResult<'optimize'>
    try {
      result = await this.#options.pool.run('optimize', payload, { limitMs })
    } catch (error) {
      if (error instanceof WhittleError && error.code.startsWith('INPUT_')) return undefined
      throw error
    }
    const { outputs, sha256 } = result
    return { ...item, state: 'done', outputs, sha256, ms: performance.now() - startedAt }
  }
}

/** So many of a list, spread over all of it. */
function evenly<T>(values: readonly T[], count: number): T[] {
  if (values.length <= count) return [...values]
  const step = values.length / count
  return Array.from({ length: count }, (_, index) => values.slice(Math.floor(index * step))[0]).flatMap(
    (value) => (value === undefined ? [] : [value]),
  )
}
