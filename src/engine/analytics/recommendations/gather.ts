import { readdir, stat, statfs } from 'node:fs/promises'
import { totalmem } from 'node:os'
import { join } from 'node:path'
import type { CacheStats } from '../../../shared/model/cache.ts'
import type { Calibration } from '../../../shared/model/calibration.ts'
import type { StoredRecipe } from '../../../shared/recipe/index.ts'
import type { Settings } from '../../../shared/settings.ts'
import type { HistoryPort } from '../../ports.ts'
import type { ChangeLog } from '../change-log.ts'
import { readGauges } from '../series.ts'
import type { Facts, RunFacts } from './facts.ts'

export type GatherOptions = {
  /** Absolute path of the home folder, and of the history in it. */
  readonly home: string
  readonly historyDir: string
  readonly cores: number
  readonly history: Pick<HistoryPort, 'query' | 'listRuns' | 'getRun'>
  readonly changes: Pick<ChangeLog, 'list'>
  readonly settings: () => Settings
  readonly recipes: () => StoredRecipe[]
  readonly calibration: () => Calibration | undefined
  readonly cacheStats: () => Promise<CacheStats>
  readonly now: () => number
}

const hourMs = 3_600_000
const lookBackMs = 30 * 24 * hourMs
/** With more of them it takes seconds to read them, and the latest say most. */
const mostRuns = 60
const mostItems = 20_000

const gaugeNames = ['cpu', 'cpu_own', 'cpu_outside', 'memory', 'pool_busy', 'pool_queued'] as const

/** Everything that rules look at. */
export async function gatherFacts(options: GatherOptions): Promise<Facts> {
  const { history, changes, settings, recipes, calibration, cacheStats, now, cores } = options
  const to = now()
  const from = to - lookBackMs
  const [runs, cache, entries, hours, disk] = await Promise.all([
    readRuns(history, from),
    cacheStats(),
    changes.list({ from, to }),
    readGauges(history, gaugeNames, { from, to, step: hourMs }),
    readDisk(options),
  ])
  return {
    ...{ now: to, from, cores, memoryBytes: totalmem(), runs, cache, hours, disk },
    settings: settings(),
    recipes: recipes(),
    calibration: calibration(),
    changes: entries,
  }
}

async function readRuns(history: GatherOptions['history'], from: number): Promise<RunFacts[]> {
  const found: RunFacts[] = []
  let items = 0
  for (const { id, finishedAt } of await history.listRuns({ limit: mostRuns })) {
    if (finishedAt < from || items >= mostItems) break
    const run = await history.getRun(id)
    if (run === undefined) continue
    items += run.items.length
    found.push({ run: run.run, items: run.items.map(({ item }) => item) })
  }
  return found
}

async function readDisk({ home, historyDir }: GatherOptions): Promise<Facts['disk']> {
  const [drive, operationBytes, sampleBytes] = await Promise.all([
    statfs(home).catch(() => undefined),
    bytesIn(join(historyDir, 'operations')),
    bytesIn(join(historyDir, 'samples')),
  ])
  return {
    freeBytes: drive === undefined ? undefined : drive.bavail * drive.bsize,
    operationBytes,
    sampleBytes,
  }
}

async function bytesIn(dir: string): Promise<number> {
  const names = await readdir(dir).catch(() => [])
  const sizes = await Promise.all(
    names.map((name) =>
      stat(join(dir, name)).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  )
  return sizes.reduce((total, size) => total + size, 0)
}
