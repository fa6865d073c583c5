import { crc32 } from 'node:zlib'
import * as z from 'zod'
import { ByteReader, ByteWriter, doublesFromBase64, doublesToBase64, fromBase64, toBase64 } from './bytes.ts'
import { type Cell, type PackedBins, quantileShares, type Row } from './cell.ts'
import { PackedColumn } from './packed-column.ts'
import type { Range } from './ranges.ts'

/**
 * A roll-up shard as text: `<crc> <header>` on the first line, then a line per series. The header is the shard's
 * index: it tells which series there are and where their lines begin, so that a query reads and parses only those
 * it is about. Every line has a checksum, so that a flipped bit costs a series at most and is never a wrong number.
 */
export const rollupVersion = 1

const rangeSchema = z.tuple([z.number(), z.number()])
const headerSchema = z.object({
  version: z.literal(rollupVersion),
  /** The times for which this shard knows everything; there are no rows where nothing happened. */
  coverage: z.array(rangeSchema),
  /** Key, rows, length in bytes without the line's end, checksum. */
  series: z.array(z.tuple([z.string(), z.int(), z.int(), z.int()])),
})
const columnsSchema = z.object({
  /** Differences of the starts, in widths of the level from the epoch. */
  at: z.string(),
  n: z.string(),
  sum: z.string(),
  /** Least, greatest and sketch only for rows with more than one value. */
  min: z.string(),
  max: z.string(),
  q: z.string(),
  /** Quantiles of the same rows, one after the other; in indices only. */
  p: z.string().optional(),
})

export type SeriesEntry = {
  readonly key: string
  readonly rows: number
  /** Where its line begins in the file. */
  readonly offset: number
  readonly bytes: number
  readonly crc: number
}
export type RollupHeader = { readonly coverage: readonly Range[]; readonly series: readonly SeriesEntry[] }

/** A shard in full. Rows are sorted by time. */
export type RollupShard = {
  readonly coverage: readonly Range[]
  readonly series: ReadonlyMap<string, readonly Row[]>
}

export function writeRollup(shard: RollupShard, levelMs: number): string {
  const lines: string[] = []
  const series: [string, number, number, number][] = []
  for (const key of [...shard.series.keys()].sort()) {
    const rows = shard.series.get(key) ?? []
    if (rows.length === 0) continue
    const line = writeLine(rows, levelMs)
    lines.push(line)
    series.push([key, rows.length, line.length, crc32(line)])
  }
  const coverage = shard.coverage.map(({ from, to }) => [from, to])
  const header = JSON.stringify({ version: rollupVersion, coverage, series })
  return `${[`${checksum(header)} ${header}`, ...lines].join('\n')}\n`
}

/** @returns `undefined` when there is no end of the header in `bytes`. */
export function headerLength(bytes: Uint8Array): number | undefined {
  const end = bytes.indexOf(10)
  return end === -1 ? undefined : end + 1
}

/**
 * @param line The first line with its end.
 * @throws Error with what is wrong.
 */
export function parseHeader(line: Buffer): RollupHeader {
  const text = line.toString('utf8', 9, line.length - 1)
  if (line.toString('latin1', 0, 9) !== `${checksum(text)} `) throw new Error('its header is damaged')
  const { coverage, series } = headerSchema.parse(JSON.parse(text))
  let offset = line.length
  const entries = series.map(([key, rows, bytes, crc]) => {
    const entry = { key, rows, offset, bytes, crc }
    offset += bytes + 1
    return entry
  })
  return { coverage: coverage.map(([from, to]) => ({ from, to })), series: entries }
}

/** A version of the file's first line, whatever else it holds; `undefined` when it has none. */
export function versionOf(line: string): number | undefined {
  const found = /"version":(\d+)/.exec(line.slice(0, 64))
  return found === null ? undefined : Number(found[1])
}

/** @throws Error when the line is not what was written. */
export function checkLine(bytes: Buffer, entry: SeriesEntry): void {
  if (bytes.length !== entry.bytes || crc32(bytes) !== entry.crc) throw new Error('a series in it is damaged')
}

/** Gives the cell that a row belongs to; `undefined` passes over it. */
export type CellAt = (at: number) => Cell | undefined

/** Rows of a line from elsewhere. @throws Error when they are not what {@link writeLine} gives. */
export function checkedRows(text: string, levelMs: number): Row[] {
  const rows = rowsOf(Buffer.from(text, 'latin1'), levelMs)
  let last = Number.NEGATIVE_INFINITY
  for (const { at, count, sum, min, max } of rows) {
    const numbers = [at, sum, min, max].every(Number.isFinite)
    if (!numbers || !Number.isSafeInteger(count) || count < 1 || min > max || at <= last) {
      throw new Error('its rows are not valid')
    }
    last = at
  }
  return rows
}

/** Adds the rows of a line to cells. @returns How many rows were added. */
export function addLine(line: Buffer, levelMs: number, cellAt: CellAt): number {
  let added = 0
  walk(columnsOf(line), levelMs, (at, count, sum, min, max, bins) => {
    const cell = cellAt(at)
    if (cell === undefined) return
    added += 1
    if (bins === undefined) cell.add(sum)
    else cell.row(count, sum, min, max, bins)
  })
  return added
}

export function rowsOf(line: Buffer, levelMs: number): Row[] {
  const rows: Row[] = []
  walk(columnsOf(line), levelMs, (at, count, sum, min, max, bins) => {
    const sketch = bins === undefined ? none : bins.column.slice(bins.place)
    const quantiles = bins?.ready?.slice(bins.readyAt, bins.readyAt + quantileShares.length)
    rows.push({
      at,
      count,
      sum,
      min,
      max,
      sketch,
      ...(quantiles === undefined ? {} : { quantiles: [...quantiles] }),
    })
  })
  return rows
}

type Columns = z.output<typeof columnsSchema>
/** `bins` is absent for a single value. */
type Visit = (
  at: number,
  count: number,
  sum: number,
  min: number,
  max: number,
  bins: PackedBins | undefined,
) => void

type Line = { readonly columns: Columns; readonly sketches: Buffer }

const sketchesBegin = Buffer.from('"q":"')
const quote = 0x22

/** The sketches are most of a line and often not wanted: they are left as they are. */
function columnsOf(line: Buffer): Line {
  const begin = line.indexOf(sketchesBegin) + sketchesBegin.length
  const end = line.indexOf(quote, begin)
  if (begin < sketchesBegin.length || end === -1) throw new Error('its rows are not valid')
  const text = line.toString('latin1', 0, begin) + line.toString('latin1', end)
  return { columns: columnsSchema.parse(JSON.parse(text)), sketches: line.subarray(begin, end) }
}

const none = new Uint8Array()

function walk({ columns, sketches }: Line, levelMs: number, visit: Visit): void {
  const starts = new ByteReader(fromBase64(columns.at))
  const counts = new ByteReader(fromBase64(columns.n))
  const sums = doublesFromBase64(columns.sum)
  const mins = doublesFromBase64(columns.min)
  const maxs = doublesFromBase64(columns.max)
  const ready = columns.p === undefined ? undefined : doublesFromBase64(columns.p)
  // One for all rows: a query over a year has 100,000 of them.
  const bins: PackedBins = { column: new PackedColumn(sketches), place: 0, ready, readyAt: 0 }
  let start = 0
  let several = 0
  for (const sum of sums) {
    start += starts.count()
    const count = counts.count()
    if (count === 1) {
      visit(start * levelMs, 1, sum, sum, sum, undefined)
      continue
    }
    bins.place = several
    bins.readyAt = several * quantileShares.length
    visit(start * levelMs, count, sum, mins[several] ?? 0, maxs[several] ?? 0, bins)
    several += 1
  }
}

/** Rows of one series as one line of JSON. */
export function writeLine(rows: readonly Row[], levelMs: number): string {
  const starts = new ByteWriter()
  const counts = new ByteWriter()
  const sketches = new ByteWriter()
  const several = rows.filter(({ count }) => count > 1)
  let last = 0
  for (const { at, count, sketch } of rows) {
    const start = Math.round(at / levelMs)
    starts.count(start - last)
    last = start
    counts.count(count)
    if (count === 1) continue
    sketches.count(sketch.length)
    sketches.append(sketch)
  }
  const quantiles = several.flatMap((row) => row.quantiles ?? [])
  const columns: Columns = {
    at: toBase64(starts.result()),
    n: toBase64(counts.result()),
    sum: doublesToBase64(rows.map(({ sum }) => sum)),
    min: doublesToBase64(several.map(({ min }) => min)),
    max: doublesToBase64(several.map(({ max }) => max)),
    q: toBase64(sketches.result()),
    ...(several.length > 0 && quantiles.length === several.length * quantileShares.length
      ? { p: doublesToBase64(quantiles) }
      : {}),
  }
  return JSON.stringify(columns)
}

const checksum = (text: string): string => crc32(text).toString(16).padStart(8, '0')
