import { join } from 'node:path'
import type { Kind } from './kinds.ts'
import { ShardFile, type ShardFileContext } from './shard-file.ts'
import { dayOf, type ShardName, shardFileName } from './shard-name.ts'
import type { ShardWriter } from './shard-writer.ts'

/** All writers' records of the days that touch the range (epoch milliseconds), in no order; other days are not opened. */
export async function readDays<T>(
  writer: ShardWriter<T>,
  range: { readonly from: number; readonly to: number },
  context: ShardFileContext,
  ofWriter: (writer: string) => boolean = () => true,
): Promise<T[]> {
  const first = dayOf(range.from) ?? ''
  const last = dayOf(range.to) ?? '9999-12-31'
  const shards = (await writer.list()).filter(
    (shard) => shard.day >= first && shard.day <= last && ofWriter(shard.writer),
  )
  return await readAll(writer, shards, context)
}

/** All writers' records, newest first, reading a day only when the days after it are used up. */
export async function* readDaysBackwards<T>(
  writer: ShardWriter<T>,
  context: ShardFileContext,
): AsyncGenerator<T> {
  const shards = await writer.list()
  for (const day of new Set(shards.map((shard) => shard.day).reverse())) {
    const ofDay = shards.filter((shard) => shard.day === day)
    const records = await readAll(writer, ofDay, context)
    yield* records.sort(oldestFirst(writer.kind)).reverse()
  }
}

export function oldestFirst<T>(kind: Kind<T>): (a: T, b: T) => number {
  return (a, b) => kind.at(a) - kind.at(b)
}

async function readAll<T>(
  writer: ShardWriter<T>,
  shards: readonly ShardName[],
  context: ShardFileContext,
): Promise<T[]> {
  const records: T[] = []
  for (const shard of shards) {
    const file = shardFileName(shard)
    const inMemory = writer.inMemory().get(file)
    if (inMemory !== undefined) {
      records.push(...inMemory)
      continue
    }
    const content = await new ShardFile(join(writer.folder, file), writer.kind, context).load()
    if (content.state === 'good') records.push(...content.records)
  }
  return records
}
