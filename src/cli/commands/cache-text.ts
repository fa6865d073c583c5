import type { CacheStats, CacheTally } from '../../shared/model/cache.ts'
import { tableText } from '../table.ts'
import { bytesText, countText } from '../text.ts'

const reasons: Readonly<Record<CacheStats['missReasons'][number]['reason'], string>> = {
  'new-source': 'new image',
  'changed-recipe': 'other recipe',
  'changed-encoder': 'other encoders',
  evicted: 'no room',
  expired: 'too old',
  damaged: 'damaged',
}

/** What the cache holds and what came of it, for people. */
export function cacheStatsText(stats: CacheStats): string {
  const { enabled, entries, bytes, maxBytes, ttlDays, lookups, bytesReused } = stats
  const lines = [
    `${countText(entries, 'result')} of ${bytesText(bytes)}; at most ${bytesText(maxBytes)}, ` +
      `kept ${countText(ttlDays, 'day')} after their last use.${enabled ? '' : ' The cache is switched off.'}`,
    lookups.hitRate === null
      ? 'Nothing was looked for yet.'
      : `Of ${countText(lookups.hits + lookups.misses, 'look-up')} ${percent(lookups.hitRate)} were hits; ` +
        `${bytesText(bytesReused)} were not made again.`,
  ]
  return [lines.join('\n'), ...tables(stats), ...adviceText(stats)].join('\n\n')
}

function tables({ byRecipe, bySize, byAge, missReasons }: CacheStats): string[] {
  const ages = byAge.filter(({ hits }) => hits > 0).map(({ age, hits }) => [age, String(hits)])
  const misses = missReasons.filter(({ misses }) => misses > 0)
  return [
    tallyTable(
      'Recipe',
      byRecipe.map(({ recipe, ...tally }) => [recipe, tally]),
    ),
    tallyTable(
      'Original',
      bySize.map(({ size, ...tally }) => [size, tally]),
    ),
    table(['Age of hits', ''], ages),
    table(
      ['Misses', ''],
      misses.map(({ reason, misses }) => [reasons[reason], String(misses)]),
    ),
  ].filter((text) => text !== '')
}

function tallyTable(head: string, rows: (readonly [string, CacheTally])[]): string {
  return table(
    [head, 'Hits', 'Misses', 'Rate'],
    rows.map(([name, { hits, misses, hitRate }]) => [name, String(hits), String(misses), percent(hitRate)]),
  )
}

function table([first = '', ...others]: string[], rows: string[][]): string {
  if (rows.length === 0) return ''
  return tableText([{ head: first }, ...others.map((head) => ({ head, align: 'right' as const }))], rows)
}

function adviceText({ advice }: CacheStats): string[] {
  if (advice === undefined) return []
  const { maxBytes, ttlDays, hitRate, reason } = advice
  return [
    [
      `Advice: ${bytesText(maxBytes)} and ${countText(ttlDays, 'day')}. ${reason}`,
      `Hit rate ${percent(hitRate.now)} now, ${percent(hitRate.advised)} as advised, ` +
        `${percent(hitRate.unlimited)} at most. "whittle cache stats --apply-advice" sets it.`,
    ].join('\n'),
  ]
}

function percent(share: number | null): string {
  return share === null ? '–' : `${Math.round(share * 1_000) / 10} %`
}
