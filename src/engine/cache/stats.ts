import {
  type AgeClass,
  ageClassSchema,
  type CacheStats,
  type CacheTally,
  type MissReason,
  missReasonSchema,
} from '../../shared/model/cache.ts'
import type { Settings } from '../../shared/settings.ts'
import type { Access, AccessLog } from './access-log.ts'
import { Advisor } from './advice.ts'
import type { ResultStore } from './result-store.ts'

const hour = 60 * 60 * 1_000
const day = 24 * hour

/** What is in the cache, and what came of the look-ups that are on record. */
export async function statsOf(parts: {
  readonly results: ResultStore
  readonly accesses: AccessLog
  readonly settings: Settings['cache']
}): Promise<CacheStats> {
  const { results, accesses, settings } = parts
  const contents = new Map<string, number>()
  let entries = 0
  for await (const { integrity, bytes } of results.list()) {
    entries += 1
    contents.set(integrity, bytes)
  }
  const tally = new AccessTally()
  const advisor = new Advisor()
  for await (const access of accesses.read()) {
    tally.add(access)
    advisor.add(access)
  }
  const advice = advisor.advice(settings)
  return {
    ...settings,
    entries,
    bytes: [...contents.values()].reduce((sum, bytes) => sum + bytes, 0),
    ...tally.summary(),
    ...(advice === undefined ? {} : { advice }),
  }
}

type Counts = { hits: number; misses: number }

class AccessTally {
  readonly #all: Counts = { hits: 0, misses: 0 }
  readonly #recipes = new Map<string, Counts>()
  readonly #sizes = new Map<string, Counts>()
  readonly #ages = new Map<AgeClass, number>()
  readonly #reasons = new Map<MissReason, number>()
  #since: number | null = null
  #bytesReused = 0

  add(access: Access): void {
    this.#since = Math.min(this.#since ?? access.at, access.at)
    const counts = [this.#all, countsIn(this.#recipes, access.recipe), countsIn(this.#sizes, access.size)]
    if (access.kind === 'hit') {
      for (const one of counts) one.hits += 1
      this.#bytesReused += access.bytes
      const age = ageOf(access.ageMs)
      this.#ages.set(age, (this.#ages.get(age) ?? 0) + 1)
    } else {
      for (const one of counts) one.misses += 1
      this.#reasons.set(access.reason, (this.#reasons.get(access.reason) ?? 0) + 1)
    }
  }

  summary() {
    return {
      since: this.#since,
      lookups: tallyOf(this.#all),
      bytesReused: this.#bytesReused,
      byRecipe: [...this.#recipes].map(([recipe, counts]) => ({ recipe, ...tallyOf(counts) })),
      bySize: [...this.#sizes].map(([size, counts]) => ({ size, ...tallyOf(counts) })),
      byAge: ageClassSchema.options.map((age) => ({ age, hits: this.#ages.get(age) ?? 0 })),
      missReasons: missReasonSchema.options.map((reason) => ({
        reason,
        misses: this.#reasons.get(reason) ?? 0,
      })),
    }
  }
}

function countsIn(map: Map<string, Counts>, key: string): Counts {
  const counts = map.get(key) ?? { hits: 0, misses: 0 }
  map.set(key, counts)
  return counts
}

function tallyOf({ hits, misses }: Counts): CacheTally {
  return { hits, misses, hitRate: hits + misses === 0 ? null : hits / (hits + misses) }
}

function ageOf(ms: number): AgeClass {
  if (ms < hour) return '<1h'
  if (ms < day) return '<1d'
  if (ms < 7 * day) return '<7d'
  return ms < 30 * day ? '<30d' : '≥30d'
}
