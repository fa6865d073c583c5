import { quantileSorted } from 'simple-statistics'
import type { CacheAdvice } from '../../shared/model/cache.ts'
import type { Settings } from '../../shared/settings.ts'
import type { Access } from './access-log.ts'
import { type Reuse, reuseDistances, type Use } from './reuse-distances.ts'

/** Fewer say more about chance than about how somebody works. */
const leastReuses = 50
/** Of all reuses that any limit can have; the last few are worth neither the room nor the time. */
const wantedShare = 0.98
/** What comes next is not quite what was. */
const margin = 1.25
const leastBytes = 100 * 1024 * 1024
const day = 24 * 60 * 60 * 1_000

/** Finds from the look-ups on record which size and which time to live are enough. */
export class Advisor {
  readonly #uses: Use[] = []

  add({ at, key, bytes }: Access): void {
    this.#uses.push({ at, key, bytes })
  }

  /** `undefined` until enough was used again to say anything. */
  advice(limits: Pick<Settings['cache'], 'maxBytes' | 'ttlDays'>): CacheAdvice | undefined {
    const uses = this.#uses.toSorted((a, b) => a.at - b.at)
    const reuses = reuseDistances(uses)
    if (reuses.length < leastReuses) return undefined
    const bytes = quantile(reuses, ({ bytes }) => bytes)
    const ms = quantile(reuses, ({ ms }) => ms)
    const advised = {
      maxBytes: Math.ceil(Math.max(leastBytes, bytes * margin)),
      ttlDays: Math.min(3_650, Math.max(1, Math.ceil((ms / day) * margin))),
    }
    const rate = (within: typeof advised) => hitsOf(reuses, within) / uses.length
    const hitRate = { now: rate(limits), advised: rate(advised), unlimited: reuses.length / uses.length }
    return {
      ...advised,
      lookups: uses.length,
      reuses: reuses.length,
      hitRate,
      reason: reasonOf(limits, advised),
    }
  }
}

function quantile(reuses: readonly Reuse[], of: (reuse: Reuse) => number): number {
  return quantileSorted(
    reuses.map(of).sort((a, b) => a - b),
    wantedShare,
  )
}

function hitsOf(
  reuses: readonly Reuse[],
  { maxBytes, ttlDays }: { maxBytes: number; ttlDays: number },
): number {
  return reuses.filter(({ bytes, ms }) => bytes <= maxBytes && ms <= ttlDays * day).length
}

type Limits = { readonly maxBytes: number; readonly ttlDays: number }

function reasonOf(now: Limits, advised: Limits): string {
  const days = advised.ttlDays === 1 ? 'a day' : `${advised.ttlDays} days`
  const wanted = `98 % of the results that were wanted again were wanted within ${days}`
  const size =
    advised.maxBytes > now.maxBytes ? 'and needed more room than there is' : 'and fit into less room'
  return `${wanted}, ${size}.`
}
