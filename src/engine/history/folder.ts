import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { codeOf } from '../../shared/code-of.ts'
import type { Log } from '../ports.ts'
import { backupSuffix, parseShardName, partSuffix, type ShardName, shardFileName } from './shard-name.ts'

/** The shards of a folder by name alone, oldest first; none when there is no folder. A shard of which only the backup is left counts too. */
export async function listShards(folder: string): Promise<ShardName[]> {
  return shardsAmong(await entriesOf(folder))
}

/** The shards among the names of a folder's entries, oldest first. */
export function shardsAmong(entries: readonly string[]): ShardName[] {
  const shards = new Map<string, ShardName>()
  for (const entry of entries) {
    const file = entry.endsWith(backupSuffix) ? entry.slice(0, -backupSuffix.length) : entry
    const name = parseShardName(file)
    if (name !== undefined) shards.set(file, name)
  }
  return [...shards.values()].sort(byAge)
}

/** Removes what a killed process left half-written: its own leftovers, and others' from days that are over. */
export async function sweepParts(folder: string, writer: string, today: string): Promise<void> {
  for (const entry of await entriesOf(folder)) {
    if (!entry.endsWith(partSuffix)) continue
    const name = parseShardName(entry.slice(0, -partSuffix.length))
    if (name === undefined) continue
    if (name.writer === writer || name.day < today) await rm(join(folder, entry), { force: true })
  }
}

/** What is kept: shards from `oldestDay` on, and of those the newest `maxShards`. */
export type Retention = { readonly oldestDay: string; readonly maxShards: number }

/** Removes shards beyond the retention, judging by their names. A file that cannot be removed is left for next time. */
export async function pruneShards(folder: string, keep: Retention, log: Log): Promise<void> {
  const shards = await listShards(folder)
  const excess = shards.length - keep.maxShards
  const old = shards.filter((shard, index) => shard.day < keep.oldestDay || index < excess)
  for (const shard of old) {
    const path = join(folder, shardFileName(shard))
    try {
      await rm(path, { force: true })
      await rm(path + backupSuffix, { force: true })
    } catch (error) {
      log('warn', `Old history could not be removed: ${path} (${String(error)})`)
    }
  }
}

/** Removes a shard with its copy. @returns The bytes that it had. */
export async function removeShard(folder: string, shard: ShardName): Promise<number> {
  let bytes = 0
  for (const suffix of ['', backupSuffix]) {
    const path = join(folder, shardFileName(shard)) + suffix
    bytes += await stat(path).then(
      ({ size }) => size,
      () => 0,
    )
    await rm(path, { force: true })
  }
  return bytes
}

export function byAge(a: ShardName, b: ShardName): number {
  if (a.day !== b.day) return a.day < b.day ? -1 : 1
  if (a.writer !== b.writer) return a.writer < b.writer ? -1 : 1
  return a.sequence - b.sequence
}

async function entriesOf(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return []
    throw error
  }
}
