import { join } from 'node:path'
import cacache from 'cacache'
import * as z from 'zod'
import type { CachePrune, CacheStats, CacheVerify } from '../../shared/model/cache.ts'
import type { Settings } from '../../shared/settings.ts'
import type { KnownFilesPort, Log, PoolPort } from '../ports.ts'
import { AccessLog } from './access-log.ts'
import { CachedPool } from './cached-pool.ts'
import { FreshFiles } from './fresh-files.ts'
import { ResultStore } from './result-store.ts'
import { Room } from './room.ts'
import { SeenSources } from './seen-sources.ts'
import { SourceIndex } from './source-index.ts'
import { statsOf } from './stats.ts'

export type CacheOptions = {
  /** Folder of its own. */
  readonly dir: string
  /** Name of this process in the home folder. */
  readonly writer: string
  readonly pool: PoolPort
  /** Resolves when the workers are ready, and their versions known. */
  readonly ready: () => Promise<void>
  readonly settings: () => Settings['cache']
  /** Reads every original, whatever the file system says of it. */
  readonly distrust: boolean
  readonly log: Log
  readonly now?: () => number
}

export type ResultCache = {
  /** The workers, with everything that was made before in front of them. */
  readonly pool: PoolPort
  readonly prepare: CachedPool['prepare']
  readonly files: KnownFilesPort
  readonly stats: () => Promise<CacheStats>
  /** Reads every result and removes what is damaged. */
  readonly verify: () => Promise<CacheVerify>
  readonly prune: () => Promise<CachePrune>
  readonly clear: () => Promise<void>
  readonly close: () => Promise<void>
}

const day = 24 * 60 * 60 * 1_000

/** Opens the results of earlier runs. Several processes may share a folder; what one adds, the others find. */
export function openCache(options: CacheOptions): ResultCache {
  const { dir, writer, settings, log, pool } = options
  const now = options.now ?? Date.now
  const results = new ResultStore(join(dir, 'results'))
  const sourcesDir = join(dir, 'sources')
  const seen = new SeenSources(sourcesDir)
  const sources = new SourceIndex({ dir: sourcesDir, pool, distrust: options.distrust, now })
  const accesses = new AccessLog({ dir: join(dir, 'accesses'), writer, log })
  const fresh = new FreshFiles(sources, now)
  const usedSince = () => now() - settings().ttlDays * day
  const room = new Room({ results, seen, usedSince, log, maxBytes: () => settings().maxBytes })
  const cached = new CachedPool({
    pool,
    ready: options.ready,
    isEnabled: () => settings().enabled,
    sources,
    seen,
    results,
    accesses,
    fresh,
    usedSince,
    onStored: (bytes) => room.added(bytes),
    now,
    log,
  })
  return {
    pool: cached.asPool(),
    prepare: (payload, runOptions) => cached.prepare(payload, runOptions),
    files: {
      isKnownAs: (path, sha256) => sources.isKnownAs(path, sha256),
      remember: (status, sha256) => sources.remember(status, sha256),
    },
    stats: async () => {
      await cached.settled()
      return statsOf({ results, accesses, settings: settings() })
    },
    verify: async () => {
      await cached.settled()
      const found = await verify(results, seen)
      room.forget()
      return found
    },
    prune: async () => {
      await cached.settled()
      await accesses.prune()
      return room.prune()
    },
    clear: async () => {
      await cached.settled()
      await results.clear()
      await accesses.clear()
      await new ResultStore(sourcesDir).clear()
      room.forget()
    },
    close: async () => {
      await cached.settled()
      await fresh.close()
      await room.close()
      await accesses.flush()
    },
  }
}

const reportSchema = z.object({
  verifiedContent: z.int(),
  badContentCount: z.int(),
  reclaimedCount: z.int(),
  reclaimedSize: z.number(),
})

async function verify(results: ResultStore, seen: SeenSources): Promise<CacheVerify> {
  const before = new Map<string, Parameters<SeenSources['gone']>[0]>()
  for await (const { key, source, variant, encoders } of results.list()) {
    before.set(key, { source, variant, encoders })
  }
  const report = reportSchema.parse(await cacache.verify(results.dir))
  for await (const { key } of results.list()) before.delete(key)
  for (const name of before.values()) await seen.gone(name, 'damaged')
  return {
    checked: report.verifiedContent + report.badContentCount,
    damaged: report.badContentCount,
    orphans: report.reclaimedCount - report.badContentCount,
    bytesFreed: report.reclaimedSize,
  }
}
