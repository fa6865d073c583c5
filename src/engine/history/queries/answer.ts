import type { Aggregation, Query, QuerySeries } from '../../../shared/model/query.ts'
import { Cell } from '../rollups/cell.ts'
import { matches, parseSeries, seriesKey } from '../rollups/series.ts'

/** Places among the quantiles of a cell. */
const quantiles: Readonly<Partial<Record<Aggregation, number>>> = { p50: 0, p95: 1, p99: 2 }

const needsQuantiles = (query: Query): boolean =>
  query.aggregations.some((aggregation) => quantiles[aggregation] !== undefined)

/** Cells of one chunk of time by group. */
export type Groups = Map<string, Cell>

/** The cells of a query under way, by chunk (a point, or a part of the only one) and by group. */
export class Answer {
  readonly chunks = new Map<number, Groups>()
  readonly #query: Query
  readonly #chunkMs: number
  readonly #quantiles: boolean
  readonly #readers = new Map<string, ((at: number) => Cell) | undefined>()

  constructor(query: Query, chunkMs: number) {
    this.#query = query
    this.#chunkMs = chunkMs
    this.#quantiles = needsQuantiles(query)
  }

  /** Where the values of a series go; `undefined` when it is not asked for. */
  readonly cells = (key: string): ((at: number) => Cell) | undefined => {
    const known = this.#readers.get(key)
    if (known !== undefined || this.#readers.has(key)) return known
    const reader = this.#readerOf(key)
    this.#readers.set(key, reader)
    return reader
  }

  get size(): number {
    let size = 0
    for (const groups of this.chunks.values()) size += groups.size
    return size
  }

  #readerOf(key: string): ((at: number) => Cell) | undefined {
    const { metric, tags } = parseSeries(key)
    if (metric !== this.#query.metric || !matches(tags, this.#query.filter)) return undefined
    const group = seriesKey('', Object.fromEntries(this.#query.groupBy.map((tag) => [tag, tags[tag] ?? ''])))
    const chunkMs = this.#chunkMs
    let lastChunk = Number.NaN
    let lastCell = new Cell(false)
    return (at) => {
      const chunk = Math.floor(at / chunkMs) * chunkMs
      if (chunk === lastChunk) return lastCell
      lastChunk = chunk
      lastCell = this.#cell(chunk, group)
      return lastCell
    }
  }

  #cell(chunk: number, group: string): Cell {
    let groups = this.chunks.get(chunk)
    if (groups === undefined) {
      groups = new Map()
      this.chunks.set(chunk, groups)
    }
    let cell = groups.get(group)
    if (cell === undefined) {
      cell = new Cell(this.#quantiles)
      groups.set(group, cell)
    }
    return cell
  }
}

/** Turns chunks into what is asked for: a point per chunk, or one for all. */
export function seriesOf(query: Query, chunks: ReadonlyMap<number, Groups>): QuerySeries[] {
  const byGroup = new Map<string, QuerySeries['points']>()
  const pointsOf = (group: string): QuerySeries['points'] => {
    const known = byGroup.get(group) ?? []
    if (known.length === 0) byGroup.set(group, known)
    return known
  }
  if (query.step === undefined) {
    for (const [group, cell] of merged(query, chunks)) {
      pointsOf(group).push({ at: query.from, values: valuesOf(query, cell, query.from, query.to) })
    }
  } else {
    for (const chunk of [...chunks.keys()].sort((a, b) => a - b)) {
      const at = Math.max(chunk, query.from)
      const to = Math.min(chunk + query.step, query.to)
      for (const [group, cell] of chunks.get(chunk) ?? []) {
        if (cell.count > 0) pointsOf(group).push({ at, values: valuesOf(query, cell, at, to) })
      }
    }
  }
  return [...byGroup.keys()].sort().map((group) => ({
    tags: { ...parseSeries(group).tags },
    points: byGroup.get(group) ?? [],
  }))
}

/** All chunks in one. */
function merged(query: Query, chunks: ReadonlyMap<number, Groups>): Groups {
  const [first, ...others] = chunks.values()
  const whole: Groups = new Map()
  for (const [group, cell] of first ?? []) if (cell.count > 0) whole.set(group, cell)
  if (others.length === 0) return whole
  // Copies, since those of the chunks are kept.
  for (const [group, cell] of whole) whole.set(group, copyOf(query, cell))
  for (const groups of others) {
    for (const [group, cell] of groups) {
      if (cell.count === 0) continue
      const known = whole.get(group)
      if (known === undefined) whole.set(group, copyOf(query, cell))
      else known.merge(cell)
    }
  }
  return whole
}

function copyOf(query: Query, cell: Cell): Cell {
  const copy = new Cell(needsQuantiles(query))
  copy.merge(cell)
  return copy
}

function valuesOf(
  query: Query,
  cell: Cell,
  from: number,
  to: number,
): Partial<Record<Aggregation, number | null>> {
  const values: Partial<Record<Aggregation, number | null>> = {}
  for (const aggregation of query.aggregations) values[aggregation] = computed(aggregation, cell, to - from)
  return values
}

/** @param ms Length of the time that the cell is of. */
function computed(aggregation: Aggregation, cell: Cell, ms: number): number | null {
  switch (aggregation) {
    case 'avg':
      return cell.sum / cell.count
    case 'rate':
      return cell.count / (ms / 1_000)
    case 'count':
    case 'sum':
    case 'min':
    case 'max':
      return cell[aggregation]
    default:
      return cell.quantile(quantiles[aggregation] ?? 0)
  }
}
