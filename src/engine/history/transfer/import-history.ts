import { WhittleError } from '../../../shared/errors.ts'
import type { Kind } from '../kinds.ts'
import { sourceOf } from '../raw-points.ts'
import { readDays } from '../read-shards.ts'
import type { Row } from '../rollups/cell.ts'
import { type LevelName, levelOf, periodRange } from '../rollups/levels.ts'
import { overlap, type Range, union, without } from '../rollups/ranges.ts'
import { baseView, localSource } from '../rollups/rollup-store.ts'
import { checkedRows, type RollupShard } from '../rollups/rollup-text.ts'
import { dayOf } from '../shard-name.ts'
import { ShardWriter } from '../shard-writer.ts'
import { linesOf } from './lines.ts'
import { type KindName, originOf, sourceOfOrigin, type TransferStores } from './stores.ts'
import { headSchema, type TransferLine, transferLineSchema, transferVersion } from './transfer-line.ts'

const shardLimits = { maxRecords: 5_000, maxBytes: 1_000_000 }

type Incoming = { readonly level: LevelName; readonly period: string; readonly source: string } & RollupShard

/**
 * Merges an exported history into this one. The whole file is checked before anything is changed, and what is here
 * already is not added again, so a file may be imported twice and an interrupted import repeated.
 *
 * @returns How many records and how many roll-up rows were new.
 * @throws WhittleError `HISTORY_FILE_INVALID` with the line that is wrong.
 */
export async function importHistory(
  path: string,
  stores: TransferStores,
): Promise<{ records: number; rows: number }> {
  await forEachPart(path, stores, { records: async () => {}, shard: async () => {} })
  const added = { records: 0, rows: 0 }
  await forEachPart(path, stores, {
    records: async (kind, source, records) => {
      added.records += await addRecords(kind, source, records, stores)
    },
    shard: async (incoming) => {
      added.rows += await addShard(incoming, stores)
    },
  })
  return added
}

type Parts = {
  /** Records of one kind, source and day. */
  readonly records: (kind: KindName, source: string, records: readonly unknown[]) => Promise<void>
  readonly shard: (incoming: Incoming) => Promise<void>
}

async function forEachPart(path: string, stores: TransferStores, use: Parts): Promise<void> {
  const own = await originOf(stores.dir)
  let number = 0
  let ended = false
  let group: { key: string; kind: KindName; source: string; records: unknown[] } | undefined
  let shard: (Incoming & { readonly series: Map<string, readonly Row[]> }) | undefined
  const flush = async (): Promise<void> => {
    if (group !== undefined) await use.records(group.kind, group.source, group.records)
    if (shard !== undefined) await use.shard(shard)
    group = undefined
    shard = undefined
  }
  try {
    for await (const text of linesOf(path)) {
      number += 1
      if (number === 1) {
        checkHead(text)
        continue
      }
      if (ended) throw new Error('there is something after its end')
      const line = transferLineSchema.parse(JSON.parse(text))
      if (line.type === 'end') {
        if (line.lines !== number - 2) throw new Error('lines are missing')
        ended = true
      } else if (line.type === 'series') {
        if (shard === undefined) throw new Error('a series without its shard')
        shard.series.set(line.key, rowsWithin(shard, line.rows))
      } else if (line.type === 'shard') {
        await flush()
        shard = shardOf(line, own)
      } else {
        const { record, day } = recordOf(line.kind, stores, line.record)
        const source = sourceOfOrigin(line.source, own)
        const key = `${line.kind} ${source} ${day}`
        if (group?.key !== key) {
          await flush()
          group = { key, kind: line.kind, source, records: [] }
        }
        group.records.push(record)
      }
    }
    if (!ended) throw new Error('its end is missing')
  } catch (cause) {
    if (cause instanceof WhittleError) throw cause
    const detail = `${path}, line ${number}: ${cause instanceof Error ? cause.message : String(cause)}`
    throw new WhittleError('HISTORY_FILE_INVALID', { detail, cause })
  }
  await flush()
}

function checkHead(text: string): void {
  const head = headSchema.parse(JSON.parse(text))
  if (head.version > transferVersion) throw new Error(`a later version of Whittle wrote it, ${head.version}`)
}

function shardOf(line: Extract<TransferLine, { type: 'shard' }>, own: string) {
  const { level, period, coverage } = line
  const whole = periodRange(levelOf(level), period)
  const ranges = union(coverage.map(([from, to]) => ({ from, to })))
  const inside = whole !== undefined && ranges.every((range) => without(range, [whole]).length === 0)
  const { ms } = levelOf(level)
  if (!inside || !ranges.every(({ from, to }) => from % ms === 0 && to % ms === 0)) {
    throw new Error('the time of a shard is not valid')
  }
  const source = sourceOfOrigin(line.source, own)
  return { level, period, source, coverage: ranges, series: new Map<string, readonly Row[]>() }
}

function rowsWithin(shard: Incoming, text: string): Row[] {
  const rows = checkedRows(text, levelOf(shard.level).ms)
  const covered = ({ at }: Row) => overlap({ from: at, to: at + 1 }, shard.coverage).length > 0
  if (!rows.every(covered)) throw new Error('rows beyond the time of their shard')
  return rows
}

function recordOf(kind: KindName, { kinds }: TransferStores, value: unknown) {
  switch (kind) {
    case 'operations':
      return checked(kinds.operations.kind, value)
    case 'samples':
      return checked(kinds.samples.kind, value)
    case 'items':
      return checked(kinds.items.kind, value)
    case 'runs':
      return checked(kinds.runs.kind, value)
  }
}

function checked<T>(kind: Kind<T>, value: unknown): { record: T; day: string } {
  const record = kind.schema.parse(value)
  const day = dayOf(kind.at(record))
  if (day === undefined) throw new Error('a record without a time')
  return { record, day }
}

function addRecords(
  kind: KindName,
  source: string,
  records: readonly unknown[],
  stores: TransferStores,
): Promise<number> {
  switch (kind) {
    case 'operations':
      return addMissing(stores.kinds.operations, source, records, stores)
    case 'samples':
      return addMissing(stores.kinds.samples, source, records, stores)
    case 'items':
      return addMissing(stores.kinds.items, source, records, stores)
    case 'runs':
      return addMissing(stores.kinds.runs, source, records, stores)
  }
}

/** Adds records of one day as often as the file has them more than the history does. */
async function addMissing<T>(
  live: ShardWriter<T>,
  source: string,
  values: readonly unknown[],
  { context }: TransferStores,
): Promise<number> {
  const { kind, folder } = live
  const records = values.map((value) => kind.schema.parse(value))
  const [first] = records
  if (first === undefined) return 0
  const at = kind.at(first)
  const present = new Map<string, number>()
  const ofSource = (writer: string) => sourceOf(writer) === source
  for (const record of await readDays(live, { from: at, to: at }, context, ofSource)) {
    const text = JSON.stringify(kind.schema.parse(record))
    present.set(text, (present.get(text) ?? 0) + 1)
  }
  // What is this home's own comes back beside its writer, whose newest shard is in memory.
  const writer = new ShardWriter(
    kind,
    { folder, writer: source === localSource ? 'restored' : source },
    shardLimits,
    context,
  )
  let added = 0
  for (const record of records) {
    const text = JSON.stringify(record)
    const left = present.get(text) ?? 0
    if (left > 0) {
      present.set(text, left - 1)
      continue
    }
    writer.add(record)
    added += 1
  }
  await writer.flush()
  return added
}

/** Adds what a shard knows of times that are not known here. */
async function addShard(incoming: Incoming, { store }: TransferStores): Promise<number> {
  const { level, period, source } = incoming
  const place = { view: baseView, level: levelOf(level), period, source }
  let added = 0
  const header = await store.header(place)
  if (newRanges(incoming, header?.coverage ?? []).length === 0) return 0
  await store.change(place, (shard) => {
    const ranges = newRanges(incoming, shard.coverage)
    const series = new Map(shard.series)
    for (const [key, rows] of incoming.series) {
      const more = rows.filter(({ at }) => overlap({ from: at, to: at + 1 }, ranges).length > 0)
      added += more.length
      const all = [...(series.get(key) ?? []), ...more].sort((a, b) => a.at - b.at)
      if (all.length > 0) series.set(key, all)
    }
    return { coverage: union([...shard.coverage, ...ranges]), series }
  })
  return added
}

const newRanges = (incoming: Incoming, known: readonly Range[]): Range[] =>
  incoming.coverage.flatMap((range) => without(range, known))
