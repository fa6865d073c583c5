import { performance } from 'node:perf_hooks'
import { WhittleError } from '../../../shared/errors.ts'
import type { Explanation, HistoryGap, PlanStep, Query } from '../../../shared/model/query.ts'
import { dayMs } from '../rollups/levels.ts'
import { type Range, union } from '../rollups/ranges.ts'
import { Answer, type Groups, seriesOf } from './answer.ts'
import { QueryCache } from './query-cache.ts'
import { readRanges, type Sources } from './read-ranges.ts'

/** More points than a chart has pixels help nobody. */
const maxPoints = 2_500
const maxCells = 60_000
/** A query that meets a damaged shard is begun again once that is mended; each time another one may turn up. */
const maxAttempts = 20
/** Widths of the parts that a query without a step is cached in: the first that makes few enough of them. */
const partWidths = [60_000, 3_600_000, dayMs, 30 * dayMs] as const
const maxParts = 48

export type QueryRunnerOptions = Sources & {
  readonly sources: () => Promise<string[]>
  /** Before this nothing more will come. */
  readonly closedUntil: () => number
}

/** Answers queries, and remembers what it may need again. */
export class QueryRunner {
  readonly #options: QueryRunnerOptions
  readonly #cache = new QueryCache()

  constructor(options: QueryRunnerOptions) {
    this.#options = options
  }

  /** To be called when something changed that was closed: an import, a repair. */
  forget(): void {
    this.#cache.clear()
  }

  /** @throws WhittleError `BAD_REQUEST` for a range that is none or more points than one can look at. */
  async run(query: Query, { cached = true, indices = true } = {}): Promise<Explanation> {
    check(query)
    const startedAt = performance.now()
    for (let attempt = 1; ; attempt += 1) {
      const before = this.#options.store.damages
      const { steps, chunks, exact, gaps } = await this.#attempt(query, cached, indices)
      if (this.#options.store.damages !== before && attempt < maxAttempts) {
        this.forget()
        continue
      }
      const result = { series: seriesOf(query, chunks), exact, gaps: joined(gaps) }
      return {
        steps,
        shards: total(steps, 'shards'),
        rows: total(steps, 'rows'),
        durationMs: performance.now() - startedAt,
        result,
      }
    }
  }

  async #attempt(query: Query, useCache: boolean, indices: boolean) {
    const shape = JSON.stringify([
      query.metric,
      query.step ?? null,
      query.to - query.from,
      query.groupBy,
      query.filter,
      query.aggregations,
    ])
    const repeated = useCache && this.#cache.ask(shape) > 0
    const width = query.step ?? (repeated ? partWidth(query) : undefined)
    const chunkMs = width ?? Number.MAX_SAFE_INTEGER
    const answer = new Answer(query, chunkMs)
    const steps: PlanStep[] = []
    const gaps: HistoryGap[] = []
    let exact = true
    const chunks = width === undefined ? [] : closedChunks(query, width, this.#options.closedUntil())
    const held = new Map<number, Groups>()
    if (useCache) {
      for (const chunk of chunks) {
        const groups = this.#cache.get(shape, chunk)
        if (groups !== undefined) held.set(chunk, groups)
      }
    }
    if (width !== undefined && held.size > 0) {
      const at = [...held.keys()]
      const rows = [...held.values()].reduce((sum, groups) => sum + groups.size, 0)
      const span = { from: Math.min(...at), to: Math.max(...at) + width }
      steps.push({ source: 'cache', ...span, shards: 0, pruned: 0, rows })
    }
    for (const source of await this.#options.sources()) {
      const ranges = missing(query, [...held.keys()], width ?? 0)
      // Rows of any width fit into the one point of a query without steps.
      const fits = width ?? 30 * dayMs
      const place = { source, indices }
      const reading = await readRanges(query, ranges, fits, place, this.#options, answer)
      steps.push(...reading.steps)
      gaps.push(...reading.gaps)
      exact &&= reading.exact
      if (answer.size > maxCells) throw tooMuch(`${answer.size} points`)
    }
    const worthKeeping =
      (query.step !== undefined || repeated) && this.#cache.fits(answer.size + chunks.length)
    if (useCache && worthKeeping && exact && gaps.length === 0) {
      for (const chunk of chunks) {
        if (!held.has(chunk)) this.#cache.put(shape, chunk, answer.chunks.get(chunk) ?? new Map())
      }
      this.#cache.trim(shape, query.from)
    }
    for (const [chunk, groups] of held) answer.chunks.set(chunk, groups)
    return { steps, chunks: answer.chunks, exact, gaps }
  }
}

function check({ from, to, step }: Query): void {
  if (from >= to) throw new WhittleError('BAD_REQUEST', { detail: '"from" must be before "to".' })
  if (step === undefined) return
  const points = Math.ceil((to - from) / step)
  if (points > maxPoints) throw tooMuch(`${points} points, at most ${maxPoints} are possible`)
}

function tooMuch(found: string): WhittleError {
  return new WhittleError('BAD_REQUEST', {
    detail: `The answer would have ${found}: ask for a larger step, a shorter time or fewer tags.`,
  })
}

function partWidth({ from, to }: Query): number | undefined {
  return partWidths.find((width) => (to - from) / width <= maxParts)
}

/** Starts of the chunks that lie within the range and to which nothing more will come. */
function closedChunks({ from, to }: Query, width: number, closedUntil: number): number[] {
  const starts: number[] = []
  const end = Math.min(to, closedUntil)
  for (let at = Math.ceil(from / width) * width; at + width <= end; at += width) starts.push(at)
  return starts
}

function missing({ from, to }: Range, held: readonly number[], width: number): Range[] {
  const ranges: Range[] = []
  let start = from
  for (const at of [...held].sort((a, b) => a - b)) {
    if (at > start) ranges.push({ from: start, to: at })
    start = at + width
  }
  if (start < to) ranges.push({ from: start, to })
  return ranges
}

function joined(gaps: readonly HistoryGap[]): HistoryGap[] {
  return [...new Set(gaps.map(({ what }) => what))].flatMap((what) =>
    union(gaps.filter((gap) => gap.what === what)).map((range) => ({ ...range, what })),
  )
}

const total = (steps: readonly PlanStep[], what: 'shards' | 'rows'): number =>
  steps.reduce((sum, step) => sum + step[what], 0)
