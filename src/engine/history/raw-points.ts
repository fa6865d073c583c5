import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Operation, SampleChunk } from '../../shared/model/history.ts'
import { dayMs } from './rollups/levels.ts'
import { overlap, type Range } from './rollups/ranges.ts'
import { localSource, type ReadCount } from './rollups/rollup-store.ts'
import { seriesKey } from './rollups/series.ts'
import { ShardFile, type ShardFileContext } from './shard-file.ts'
import { type ShardName, shardFileName } from './shard-name.ts'
import type { ShardWriter } from './shard-writer.ts'

export const durationMetric = 'operation_duration'
/** Writers with this prefix hold what was imported; the rest of the name tells from where. */
export const importPrefix = 'imp-'

/** Values of one shard by series, each in the order in which they were recorded. */
type Points = {
  readonly series: Map<string, { readonly at: number[]; readonly value: number[] }>
  from: number
  to: number
  size: number
  /** Records that are in it, so that a shard that grows is not read from its start. */
  records: number
}

export type RawOptions = {
  readonly operations: ShardWriter<Operation>
  readonly samples: ShardWriter<SampleChunk>
  readonly context: ShardFileContext
  /** Samples that are not a chunk yet. */
  readonly openChunk: () => SampleChunk | undefined
}

/** Values of parsed shards that are kept in memory: some 16 bytes each. */
const cachedValues = 150_000
/** Shards of which the times are remembered. */
const maxTimes = 2_000

type AnyWriter = ShardWriter<Operation> | ShardWriter<SampleChunk>

/** Single values as they were recorded, operations and samples alike. */
export class RawPoints {
  readonly #options: RawOptions
  readonly #cache = new Map<string, { readonly state: string; readonly points: Points }>()
  readonly #live = new Map<string, Points>()
  readonly #times = new Map<string, { readonly state: string } & Range>()
  #cached = 0

  constructor(options: RawOptions) {
    this.#options = options
  }

  /** Starts of the UTC days of which there are raw records of this source, oldest first. */
  async days(source: string, metric?: string): Promise<number[]> {
    const found = new Set<number>()
    for (const writer of this.#writers(metric)) {
      for (const shard of await writer.list()) {
        if (sourceOf(shard.writer) === source) found.add(Date.parse(`${shard.day}T00:00:00Z`))
      }
      if (source !== localSource) continue
      for (const record of writer.unwritten()) found.add(Math.floor(record.at / dayMs) * dayMs)
    }
    return [...found].sort((a, b) => a - b)
  }

  /** Where raw records come from. */
  async sources(): Promise<string[]> {
    const found = new Set([localSource])
    for (const writer of this.#writers(undefined)) {
      for (const shard of await writer.list()) found.add(sourceOf(shard.writer))
    }
    return [...found]
  }

  /** Gives every value of a range; `wanted` says for each series what is done with it. */
  async visit(
    source: string,
    metric: string | undefined,
    ranges: readonly Range[],
    wanted: (key: string) => ((at: number, value: number) => void) | undefined,
  ): Promise<ReadCount> {
    const count: ReadCount = { shards: 0, pruned: 0, rows: 0 }
    if (ranges.length === 0) return count
    const take = (points: Points): void => {
      const inside = overlap({ from: points.from, to: points.to + 1 }, ranges)
      if (inside.length === 0) {
        count.pruned += 1
        return
      }
      count.shards += 1
      for (const [key, { at, value }] of points.series) {
        const use = wanted(key)
        if (use === undefined) continue
        for (let index = 0; index < at.length; index += 1) {
          const time = at[index] ?? 0
          if (!inside.some(({ from, to }) => time >= from && time < to)) continue
          count.rows += 1
          use(time, value[index] ?? 0)
        }
      }
    }
    for (const writer of this.#writers(metric)) {
      const files = (await writer.list())
        .filter((shard) => sourceOf(shard.writer) === source && overlap(dayRange(shard), ranges).length > 0)
        .map(shardFileName)
      // What is in memory is taken without a pause: it moves from one place to the next when it is written.
      const live = writer.inMemory()
      for (const file of files) {
        const records = live.get(file)
        if (records !== undefined) take(this.#grow(`${writer.kind.name}/${file}`, records))
      }
      const names = new Set(live.keys())
      if (source === localSource) take(pointsOf(writer.unwritten()))
      for (const file of files) {
        if (names.has(file)) continue
        const points = await this.#read(writer, file, ranges)
        if (points === undefined) count.pruned += 1
        else take(points)
      }
    }
    const chunk = metric === durationMetric ? undefined : this.#options.openChunk()
    if (source === localSource && chunk !== undefined) take(pointsOf([chunk]))
    return count
  }

  #writers(metric: string | undefined) {
    const { operations, samples } = this.#options
    if (metric === undefined) return [operations, samples] as const
    return metric === durationMetric ? ([operations] as const) : ([samples] as const)
  }

  /** A shard in memory only ever gets longer. */
  #grow(name: string, records: readonly (Operation | SampleChunk)[]): Points {
    const known = this.#live.get(name)
    const points = known === undefined || known.records > records.length ? emptyPoints() : known
    addAll(points, records.slice(points.records))
    // Only the shards that are being written; yesterday's are read from the disk.
    if (this.#live.size > 4) this.#live.clear()
    this.#live.set(name, points)
    return points
  }

  /** @returns `undefined` when the shard has nothing of the ranges, which is known without reading all of it. */
  async #read(writer: AnyWriter, file: string, ranges: readonly Range[]): Promise<Points | undefined> {
    const path = join(writer.folder, file)
    const state = await stat(path).then(
      ({ ino, size, mtimeMs }) => `${ino}-${size}-${mtimeMs}`,
      () => '',
    )
    const cached = this.#cache.get(path)
    if (cached !== undefined) {
      this.#cache.delete(path)
      this.#cached -= cached.points.size
    }
    const current = cached?.state === state && state !== '' ? cached.points : undefined
    if (current === undefined && !(await this.#mayHave(writer, path, state, ranges))) return undefined
    const points = current ?? (await this.#load(writer, path))
    if (state === '') return points
    this.#times.set(path, { state, from: points.from, to: points.to })
    this.#cache.set(path, { state, points })
    this.#cached += points.size
    for (const [oldest, { points: old }] of this.#cache) {
      if (this.#cached <= cachedValues || oldest === path) break
      this.#cache.delete(oldest)
      this.#cached -= old.size
    }
    return points
  }

  /** Whether a shard may have values of the ranges. What a file tells of itself is remembered while it is the same. */
  async #mayHave(writer: AnyWriter, path: string, state: string, ranges: readonly Range[]): Promise<boolean> {
    let known = this.#times.get(path)
    if (known?.state !== state) {
      const times = await this.#file(writer, path).times()
      if (times === undefined) return true
      known = { state, ...times }
      if (this.#times.size > maxTimes) this.#times.clear()
      this.#times.set(path, known)
    }
    return overlap({ from: known.from, to: known.to + 1 }, ranges).length > 0
  }

  async #load(writer: AnyWriter, path: string): Promise<Points> {
    const content = await this.#file(writer, path).load()
    return pointsOf(content.state === 'good' ? content.records : [])
  }

  #file(writer: AnyWriter, path: string): ShardFile<Operation> | ShardFile<SampleChunk> {
    const { operations, samples, context } = this.#options
    return writer === operations
      ? new ShardFile(path, operations.kind, context)
      : new ShardFile(path, samples.kind, context)
  }
}

/** Whose raw records a writer's are. */
export const sourceOf = (writer: string): string => (writer.startsWith(importPrefix) ? writer : localSource)

function operationKey({ operation, kind, status, sizeClass, code }: Operation): string {
  return seriesKey(durationMetric, { operation, kind, status, sizeClass, code })
}

function dayRange({ day }: ShardName): Range {
  const from = Date.parse(`${day}T00:00:00Z`)
  // A chunk that began before midnight ends after it.
  return { from, to: from + dayMs + 60_000 }
}

function emptyPoints(): Points {
  return {
    series: new Map(),
    from: Number.POSITIVE_INFINITY,
    to: Number.NEGATIVE_INFINITY,
    size: 0,
    records: 0,
  }
}

function pointsOf(records: readonly (Operation | SampleChunk)[]): Points {
  const points = emptyPoints()
  addAll(points, records)
  return points
}

function addAll(points: Points, records: readonly (Operation | SampleChunk)[]): void {
  for (const record of records) {
    points.records += 1
    if ('durationMs' in record) {
      add(points, operationKey(record), record.at, record.durationMs)
      continue
    }
    for (const [key, column] of Object.entries(record.values)) {
      for (const [index, value] of column.entries()) {
        if (value !== null) add(points, key, record.at + (record.offsets[index] ?? 0), value)
      }
    }
  }
}

function add(points: Points, key: string, at: number, value: number): void {
  let series = points.series.get(key)
  if (series === undefined) {
    series = { at: [], value: [] }
    points.series.set(key, series)
  }
  series.at.push(at)
  series.value.push(value)
  points.size += 1
  if (at < points.from) points.from = at
  if (at > points.to) points.to = at
}
