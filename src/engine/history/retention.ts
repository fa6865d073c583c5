import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Log } from '../ports.ts'
import { listShards, removeShard } from './folder.ts'
import { dayMs, type Level, levels, periodRange } from './rollups/levels.ts'
import type { RollupStore, ShardPlace } from './rollups/rollup-store.ts'
import type { ShardName } from './shard-name.ts'

/** How long things are kept, in days, and how much room all of it may take. */
export type HistoryRetention = {
  readonly operationDays: number
  readonly sampleDays: number
  readonly tenSecondDays: number
  readonly minuteDays: number
  readonly hourDays: number
  readonly maxBytes: number
}

/** Days that a level is kept; the coarsest for good, a year of it is a megabyte. */
export function keepDays(keep: HistoryRetention, level: Level): number {
  switch (level.name) {
    case '10s':
      return keep.tenSecondDays
    case '1m':
      return keep.minuteDays
    case '1h':
      return keep.hourDays
    case '1d':
      return 36_500
  }
}

/** Removes roll-ups beyond their age. */
export async function pruneRollups(
  store: RollupStore,
  keep: HistoryRetention,
  now: number,
  forget: (place: ShardPlace) => Promise<void>,
): Promise<void> {
  for (const view of await store.views()) {
    for (const level of levels) {
      for (const place of await store.list(view, level)) {
        const range = periodRange(level, place.period)
        if (range === undefined || range.to > now - keepDays(keep, level) * dayMs) continue
        await store.remove(place)
        await forget(place)
      }
    }
  }
}

/**
 * Keeps the history below its size: raw records go first, oldest first, then roll-ups from the finest to the hours.
 * Days, runs and their items always stay, and so does what is of today.
 */
export async function pruneBySize(
  dir: string,
  store: RollupStore,
  keep: HistoryRetention,
  today: string,
  forget: (place: ShardPlace) => Promise<void>,
  log: Log,
): Promise<void> {
  let excess = (await sizeOf(dir)) - keep.maxBytes
  if (excess <= 0) return
  log('info', `The history is larger than ${keep.maxBytes} bytes: its oldest details are removed.`)
  const raw: { folder: string; shard: ShardName }[] = []
  for (const kind of ['samples', 'operations']) {
    const folder = join(dir, kind)
    for (const shard of await listShards(folder)) if (shard.day < today) raw.push({ folder, shard })
  }
  for (const { folder, shard } of raw.sort((a, b) => (a.shard.day < b.shard.day ? -1 : 1))) {
    if (excess <= 0) return
    excess -= await removeShard(folder, shard)
  }
  for (const level of levels.slice(0, -1)) {
    for (const place of await store.list('all', level)) {
      if (excess <= 0) return
      if (place.period >= today.slice(0, place.period.length)) continue
      excess -= await bytesOf(store.path(place))
      await store.remove(place)
      await forget(place)
    }
  }
}

async function sizeOf(folder: string): Promise<number> {
  let total = 0
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => [])) {
    if (entry.isFile()) total += await bytesOf(join(entry.parentPath, entry.name))
  }
  return total
}

const bytesOf = (path: string): Promise<number> =>
  stat(path).then(
    ({ size }) => size,
    () => 0,
  )
