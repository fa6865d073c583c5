import { randomUUID } from 'node:crypto'
import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { performance } from 'node:perf_hooks'
import type { PoolPayload } from '../../shared/contract/pool.ts'
import { WhittleError } from '../../shared/errors.ts'
import { outputFormats } from '../../shared/formats.ts'
import type { Item } from '../../shared/model/item.ts'
import { plannedPaths } from '../../shared/model/output.ts'
import { servedOutput } from '../../shared/model/served.ts'
import type { SampleRun, Trial } from '../../shared/model/trial.ts'
import { type QualityGoal, type Recipe, treatmentOf } from '../../shared/recipe/index.ts'
import type { PlanningPort, PoolPort } from '../ports.ts'

export type TrialsOptions = {
  /** Folder of its own, below which this process has another. */
  readonly dir: string
  readonly pool: Pick<PoolPort, 'run'>
  readonly planning: Pick<PlanningPort, 'planAgain'>
  /** What a batch would ask of the workers for an item, and the milliseconds it may take. */
  readonly jobOf: (item: Item, recipe: Recipe) => { payload: PoolPayload<'optimize'>; limitMs: number }
}

type Made = { readonly path: string; readonly mime: string }

/** A window may still show the one before the last. */
const kept = 4
/** What a process that was killed left is removed after this long, in milliseconds. */
const leftMs = 24 * 3_600_000

/**
 * Makes single outputs to be looked at, beside all batches and before them. Somebody moves a slider: a newer request of
 * the same kind ends the one before it.
 */
export class Trials {
  readonly #options: TrialsOptions
  readonly #dir: string
  readonly #made = new Map<string, Made>()
  readonly #underWay = new Map<'output' | 'recipe', AbortController>()

  constructor(options: TrialsOptions) {
    this.#options = options
    this.#dir = join(options.dir, randomUUID())
  }

  /**
   * Makes one finished output again, by another goal.
   *
   * @throws WhittleError `CANCELLED` when a newer request came; `NOT_FOUND`; `NOTHING_TO_MAKE` for formats without a
   *   scale of quality.
   */
  tryOutput(item: Item, recipe: Recipe, index: number, goal: QualityGoal): Promise<Trial> {
    return this.#superseding('output', async (signal) => {
      const result = item.outputs.find((one) => one.index === index)
      const planned = item.planned.find((one) => one.index === index)
      if (result === undefined || planned === undefined) {
        throw new WhittleError('NOT_FOUND', { detail: `Output ${index} of ${item.name}` })
      }
      const { format, width, height } = result
      if (!outputFormats[format].lossy) throw new WhittleError('NOTHING_TO_MAKE')
      const candidates = [planned, ...(planned.alternatives ?? [])]
      const effort = result.effort ?? candidates.find((one) => one.format === format)?.effort ?? null
      const id = randomUUID()
      const path = join(this.#dir, `${id}.${outputFormats[format].extension}`)
      const { payload, limitMs } = this.#options.jobOf(item, recipe)
      const { crop } = planned
      const output = { index, format, width, height, path, goal, effort, ...(crop ? { crop } : {}) }
      const { input, limits, acceptDamage } = payload
      const job = {
        input,
        limits,
        acceptDamage,
        planned: payload.planned,
        treatment: treatmentOf(recipe),
        output,
      }
      const startedAt = performance.now()
      const made = await this.#options.pool.run('trial', job, { limitMs, signal, urgent: true })
      await this.#keep(id, { path, mime: outputFormats[format].mime })
      return { id, format, width, height, effort, ms: performance.now() - startedAt, ...made }
    })
  }

  /**
   * Makes everything that a recipe makes of one image, measures it and removes it again.
   *
   * @throws WhittleError `CANCELLED` when a newer request came, or whatever the image fails with.
   */
  tryRecipe(item: Item, recipe: Recipe): Promise<SampleRun> {
    return this.#superseding('recipe', async (signal) => {
      const outDir = join(this.#dir, randomUUID())
      try {
        const { payload, limitMs } = this.#options.jobOf(await this.#planned(item, recipe, outDir), recipe)
        for (const path of payload.outputs.flatMap(plannedPaths))
          await mkdir(dirname(path), { recursive: true })
        const startedAt = performance.now()
        const { outputs } = await this.#options.pool.run('optimize', payload, {
          limitMs,
          signal,
          urgent: true,
        })
        const ms = performance.now() - startedAt
        const scores = outputs.flatMap(({ score }) => (score === null ? [] : [score]))
        return {
          itemId: item.id,
          name: item.name,
          bytesIn: item.probe?.bytes ?? 0,
          bytesOut: outputs.reduce((sum, { bytes }) => sum + bytes, 0),
          bytesServed: servedOutput(outputs)?.bytes ?? 0,
          outputs: outputs.length,
          score: scores.length === 0 ? null : Math.min(...scores),
          ms,
        }
      } finally {
        await rm(outDir, { recursive: true, force: true })
      }
    })
  }

  /** Ends what is under way of a kind. */
  cancel(kind: 'output' | 'recipe'): void {
    this.#underWay.get(kind)?.abort()
  }

  /** @throws WhittleError `NOT_FOUND` for one that is no longer kept. */
  find(id: string): Made {
    const made = this.#made.get(id)
    if (made === undefined) throw new WhittleError('NOT_FOUND', { detail: `Trial ${id}` })
    return made
  }

  /** Removes what processes left that are long gone. */
  async tidy(): Promise<void> {
    for (const name of await readdir(this.#options.dir)) {
      const path = join(this.#options.dir, name)
      const status = await stat(path).catch(() => undefined)
      if (status !== undefined && status.mtimeMs < Date.now() - leftMs) {
        await rm(path, { recursive: true, force: true })
      }
    }
  }

  async close(): Promise<void> {
    for (const controller of this.#underWay.values()) controller.abort()
    await rm(this.#dir, { recursive: true, force: true })
  }

  async #superseding<T>(kind: 'output' | 'recipe', work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    this.cancel(kind)
    const controller = new AbortController()
    this.#underWay.set(kind, controller)
    try {
      const result = await work(controller.signal)
      // The workers may have been through before they heard of it.
      if (controller.signal.aborted) throw new WhittleError('CANCELLED')
      return result
    } finally {
      if (this.#underWay.get(kind) === controller) this.#underWay.delete(kind)
    }
  }

  async #planned(item: Item, recipe: Recipe, outDir: string): Promise<Item> {
    const { error: _, ...rest } = item
    const items = [{ ...rest, outputs: [] }]
    for await (const planned of this.#options.planning.planAgain({
      items,
      recipe,
      outDir,
      reserved: new Set(),
    })) {
      if (planned.error !== undefined) throw WhittleError.from(planned.error)
      return planned
    }
    throw new WhittleError('NOTHING_TO_MAKE')
  }

  async #keep(id: string, made: Made): Promise<void> {
    this.#made.set(id, made)
    for (const [old, { path }] of [...this.#made].slice(0, -kept)) {
      this.#made.delete(old)
      await rm(path, { force: true })
    }
  }
}
