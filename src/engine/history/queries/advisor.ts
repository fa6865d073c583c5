import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { setImmediate as breathe } from 'node:timers/promises'
import { Low } from 'lowdb'
import * as z from 'zod'
import { WhittleError } from '../../../shared/errors.ts'
import {
  type Advice,
  adviceSchema,
  type Explanation,
  type Query,
  querySchema,
} from '../../../shared/model/query.ts'
import type { Log } from '../../ports.ts'
import { JsonFile } from '../json-file.ts'
import { dayMs } from '../rollups/levels.ts'
import { viewName } from '../rollups/roller.ts'

export type AdvisorOptions = {
  readonly dir: string
  /** Whether this process may build indices. */
  readonly owner: boolean
  readonly now: () => number
  readonly log: Log
  /** Runs a query without the cache, with or without the indices there are. */
  readonly run: (query: Query, options: { indices: boolean }) => Promise<Explanation>
  /** Makes an index in small steps. @returns Whether it is complete: `stop` told it to end otherwise. */
  readonly build: (view: string, stop: () => boolean) => Promise<boolean>
  readonly remove: (view: string) => Promise<void>
  /** Names of the indices on disk. */
  readonly built: () => Promise<readonly string[]>
}

/** A shape of query: the tags it names, and the last one of that shape for measuring. */
const patternSchema = z.object({
  metric: z.string(),
  tags: z.array(z.string()),
  queries: z.int(),
  /** Most that one of them read. */
  rows: z.int(),
  last: querySchema,
})
type Pattern = z.output<typeof patternSchema>

/** Fewer rows than this are read in a few milliseconds anyway. */
const worthwhileRows = 2_000
const worthwhileQueries = 3
/** An index must read this many times fewer rows, and answer this many times faster. */
const worthwhileGain = { rows: 3, time: 1.5 } as const
/** Runs with and without the index, in turns. */
const rounds = 5
/** An index that took no longer than this to build is built without asking. */
const cheapMs = 1_500
const unusedDays = 30
/** What was measured to be of no use is not tried again for so long. */
const rejectedDays = 7
const maxPatterns = 100

const stateSchema = z.object({
  version: z.literal(1),
  advice: z.array(adviceSchema),
  /** By the index they would use, the one asked last at the end. */
  patterns: z.record(z.string(), patternSchema),
  /** Until when an index is not proposed again. */
  rejected: z.record(z.string(), z.number()),
})

/**
 * Learns from the queries that are asked. Tags that are asked for often and cost many rows get an index on trial: the
 * query is measured without and with it. What helps and was quick to build stays; what helps and was not is
 * recommended with the measured gain; what nobody uses for a month is dropped.
 */
export class Advisor {
  readonly #options: AdvisorOptions
  readonly #low: Low<z.output<typeof stateSchema>>
  #read: Promise<void> | undefined
  #changed = false
  /** One thing after the other, so that a trial does not remove what a person has just accepted. */
  #queue: Promise<unknown> = Promise.resolve()
  #reviewing: Promise<void> | undefined
  #tidied = false

  constructor(options: AdvisorOptions) {
    this.#options = options
    const file = new JsonFile(join(options.dir, 'advice.json'), stateSchema)
    this.#low = new Low(file, { version: 1, advice: [], patterns: {}, rejected: {} })
  }

  /** Takes note of a query that was answered. */
  async observe(query: Query, { rows, steps }: Explanation): Promise<void> {
    await this.#ready()
    const { advice, patterns } = this.#low.data
    const tags = [...new Set([...query.groupBy, ...Object.keys(query.filter)])].sort()
    // They become the name of a folder.
    if (![query.metric, ...tags].every((name) => /^\w+$/.test(name))) return
    const id = viewName(query.metric, tags)
    for (const { index } of steps) {
      const used = index && advice.find((one) => one.id === viewName(query.metric, index))
      if (used !== undefined) used.lastUsedAt = this.#options.now()
    }
    const known = patterns[id]
    delete patterns[id]
    patterns[id] = {
      metric: query.metric,
      tags,
      queries: (known?.queries ?? 0) + 1,
      rows: Math.max(known?.rows ?? 0, rows),
      last: known !== undefined && rows < known.rows ? known.last : query,
    }
    const [oldest] = Object.keys(patterns)
    if (Object.keys(patterns).length > maxPatterns && oldest !== undefined) delete patterns[oldest]
    this.#changed = true
  }

  async list(): Promise<Advice[]> {
    await this.#ready()
    return [...this.#low.data.advice]
  }

  /**
   * Drops what is not used and tries what is worthwhile, one index at a time, since a trial costs queries and a
   * build. One review at a time: who asks meanwhile waits for the same one.
   *
   * @param stop Ends it before the next step; a trial that is not over leaves nothing behind.
   */
  review(stop: () => boolean = () => false): Promise<void> {
    this.#reviewing ??= this.#inTurn(() => this.#review(stop)).finally(() => {
      this.#reviewing = undefined
    })
    return this.#reviewing
  }

  /** @throws WhittleError `NOT_FOUND`; `NOT_ALLOWED` where another process owns the history. */
  apply(id: string): Promise<Advice> {
    return this.#inTurn(async () => {
      const advice = await this.#find(id)
      await this.#options.build(id, () => false)
      Object.assign(advice, { state: 'built', automatic: false, lastUsedAt: this.#options.now() })
      await this.#low.write()
      return advice
    })
  }

  /** @throws WhittleError `NOT_FOUND`; `NOT_ALLOWED` where another process owns the history. */
  drop(id: string): Promise<void> {
    return this.#inTurn(async () => {
      const advice = await this.#find(id)
      await this.#options.remove(id)
      this.#low.data.advice = this.#low.data.advice.filter((one) => one !== advice)
      this.#low.data.rejected[id] = this.#options.now() + unusedDays * dayMs
      await this.#low.write()
    })
  }

  async #review(stop: () => boolean): Promise<void> {
    await this.#ready()
    if (!this.#options.owner) return
    await this.#dropUnused()
    const candidate = Object.entries(this.#low.data.patterns).find((one) => this.#isWorthATrial(...one))
    if (candidate !== undefined && !stop()) await this.#trial(...candidate, stop)
    if (!this.#changed) return
    this.#changed = false
    await this.#low.write()
  }

  #inTurn<T>(job: () => Promise<T>): Promise<T> {
    const done = this.#queue.then(job)
    this.#queue = done.catch(() => undefined)
    return done
  }

  #isWorthATrial(id: string, { queries, rows }: Pattern): boolean {
    const { advice, rejected } = this.#low.data
    if (queries < worthwhileQueries || rows < worthwhileRows) return false
    return !advice.some((one) => one.id === id) && (rejected[id] ?? 0) < this.#options.now()
  }

  async #trial(id: string, { metric, tags, queries, last }: Pattern, stop: () => boolean): Promise<void> {
    const { build, remove, now, log } = this.#options
    const startedAt = performance.now()
    const complete = await build(id, stop)
    const buildMs = performance.now() - startedAt
    if (!complete || stop()) return await remove(id)
    const measured = await this.#measure(last).catch(async (error: unknown) => {
      await remove(id)
      throw error
    })
    this.#changed = true
    const { beforeMs, afterMs, rowsBefore, rowsAfter } = measured
    if (rowsAfter * worthwhileGain.rows > rowsBefore || afterMs * worthwhileGain.time > beforeMs) {
      await remove(id)
      this.#low.data.rejected[id] = now() + rejectedDays * dayMs
      return
    }
    const automatic = buildMs <= cheapMs
    if (!automatic) await remove(id)
    const state = automatic ? 'built' : 'recommended'
    this.#low.data.advice.push({ id, metric, tags, state, queries, measured, automatic, lastUsedAt: now() })
    log(
      'info',
      `History index ${id} ${state}: ${beforeMs.toFixed(1)} → ${afterMs.toFixed(1)} ms for a query asked often.`,
    )
  }

  /**
   * The best of some runs without and with the index, in turns: what else the machine did meanwhile says nothing
   * about the query.
   */
  async #measure(query: Query): Promise<NonNullable<Advice['measured']>> {
    const { run } = this.#options
    const measured = {
      beforeMs: Number.POSITIVE_INFINITY,
      afterMs: Number.POSITIVE_INFINITY,
      rowsBefore: 0,
      rowsAfter: 0,
    }
    for (let round = 0; round < rounds; round += 1) {
      const without = await run(query, { indices: false })
      const having = await run(query, { indices: true })
      measured.beforeMs = Math.min(measured.beforeMs, without.durationMs)
      measured.afterMs = Math.min(measured.afterMs, having.durationMs)
      measured.rowsBefore = without.rows
      measured.rowsAfter = having.rows
      await breathe()
    }
    return measured
  }

  async #dropUnused(): Promise<void> {
    await this.#removeStrays()
    const oldest = this.#options.now() - unusedDays * dayMs
    const unused = this.#low.data.advice.filter(({ lastUsedAt }) => lastUsedAt < oldest)
    for (const { id, state } of unused) {
      delete this.#low.data.patterns[id]
      if (state !== 'built') continue
      await this.#options.remove(id)
      this.#options.log('info', `History index ${id} was dropped: not used for ${unusedDays} days.`)
    }
    this.#low.data.advice = this.#low.data.advice.filter((advice) => !unused.includes(advice))
    if (unused.length > 0) this.#changed = true
  }

  /** What a process left behind that was killed during a trial. */
  async #removeStrays(): Promise<void> {
    if (this.#tidied) return
    this.#tidied = true
    const known = new Set(this.#low.data.advice.flatMap(({ id, state }) => (state === 'built' ? [id] : [])))
    for (const id of await this.#options.built()) if (!known.has(id)) await this.#options.remove(id)
  }

  async #find(id: string): Promise<Advice> {
    await this.#ready()
    if (!this.#options.owner) {
      throw new WhittleError('NOT_ALLOWED', { detail: 'Another Whittle is running and owns the history.' })
    }
    const advice = this.#low.data.advice.find((one) => one.id === id)
    if (advice === undefined) throw new WhittleError('NOT_FOUND', { detail: `History index ${id}` })
    return advice
  }

  #ready(): Promise<void> {
    this.#read ??= this.#low.read()
    return this.#read
  }
}
