import { createWriteStream } from 'node:fs'
import { link, mkdir, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { codeOf } from '../../../shared/code-of.ts'
import { WhittleError } from '../../../shared/errors.ts'
import { sourceOf } from '../raw-points.ts'
import { readDays } from '../read-shards.ts'
import { levels } from '../rollups/levels.ts'
import { baseView } from '../rollups/rollup-store.ts'
import { writeLine } from '../rollups/rollup-text.ts'
import type { ShardWriter } from '../shard-writer.ts'
import { type KindName, originOf, originOfSource, type TransferStores } from './stores.ts'
import { type TransferLine, transferVersion } from './transfer-line.ts'

/**
 * Writes everything to one file of JSON lines, packed with gzip when its name ends in `.gz`.
 *
 * @throws WhittleError `NOT_ALLOWED` when the file exists; `OUTPUT_UNWRITABLE` or `OUTPUT_DISK_FULL`.
 */
export async function exportHistory(
  path: string,
  now: number,
  stores: TransferStores,
): Promise<{ records: number; bytes: number }> {
  const part = `${path}.${process.pid}.tmp`
  const count = { records: 0 }
  const packed = path.toLowerCase().endsWith('.gz') ? [createGzip()] : []
  try {
    await mkdir(dirname(path), { recursive: true })
    const file = createWriteStream(part, { flush: true })
    await pipeline([Readable.from(textOf(now, stores, count)), ...packed, file])
    // A link, unlike a rename, never replaces what is there.
    await link(part, path)
    return { ...count, bytes: (await stat(path)).size }
  } catch (cause) {
    const detail = `${path}: ${String(cause)}`
    if (codeOf(cause) === 'EEXIST')
      throw new WhittleError('NOT_ALLOWED', { detail: `${path} exists.`, cause })
    const code = codeOf(cause) === 'ENOSPC' ? 'OUTPUT_DISK_FULL' : 'OUTPUT_UNWRITABLE'
    throw new WhittleError(code, { detail, cause })
  } finally {
    await rm(part, { force: true })
  }
}

async function* textOf(now: number, stores: TransferStores, count: { records: number }) {
  const own = await originOf(stores.dir)
  yield line({ format: 'whittle-history', version: transferVersion, origin: own, at: now })
  let lines = 0
  const { operations, samples, items, runs } = stores.kinds
  for (const records of [
    recordsOf('operations', operations, stores, own),
    recordsOf('samples', samples, stores, own),
    recordsOf('items', items, stores, own),
    recordsOf('runs', runs, stores, own),
  ]) {
    for await (const record of records) {
      lines += 1
      count.records += 1
      yield line(record)
    }
  }
  for (const level of levels) {
    for (const place of await stores.store.list(baseView, level)) {
      const { coverage, series } = await stores.store.load(place)
      const { period, source } = place
      const ranges = coverage.map(({ from, to }): [number, number] => [from, to])
      const origin = originOfSource(source, own)
      yield line({ type: 'shard', level: level.name, period, source: origin, coverage: ranges })
      lines += 1 + series.size
      for (const [key, rows] of series) yield line({ type: 'series', key, rows: writeLine(rows, level.ms) })
    }
  }
  yield line({ type: 'end', lines })
}

async function* recordsOf<T>(
  kind: KindName,
  writer: ShardWriter<T>,
  { context }: TransferStores,
  own: string,
): AsyncGenerator<TransferLine> {
  const shards = await writer.list()
  for (const day of new Set(shards.map((shard) => shard.day))) {
    const at = Date.parse(`${day}T00:00:00Z`)
    const sources = new Set(
      shards.filter((shard) => shard.day === day).map((shard) => sourceOf(shard.writer)),
    )
    for (const source of sources) {
      const ofSource = (name: string) => sourceOf(name) === source
      for (const record of await readDays(writer, { from: at, to: at }, context, ofSource)) {
        yield { type: 'record', kind, source: originOfSource(source, own), record }
      }
    }
  }
}

const line = (value: object): string => `${JSON.stringify(value)}\n`
