import { querySchema } from '../shared/model/query.ts'
import type { Settings } from '../shared/settings.ts'
import type { Alerts } from './alerts/index.ts'
import type { HistoryPort } from './ports.ts'

/** How far back encodes are looked at for what is usual. */
const usualMs = 7 * 86_400_000

/** The history's retention as the settings have it. */
export function retentionOf({ history: { maxMegabytes, ...days } }: Settings) {
  return { ...days, maxBytes: maxMegabytes * 1_000_000 }
}

/** Tells the alerts what encodes of each format and size class usually take. */
export async function learnMedians(
  history: Pick<HistoryPort, 'query'>,
  alerts: Pick<Alerts, 'learn'>,
): Promise<void> {
  const to = Date.now()
  const query = querySchema.parse({
    metric: 'operation_duration',
    from: to - usualMs,
    to,
    groupBy: ['kind', 'sizeClass'],
    filter: { operation: ['optimize'], status: ['ok'] },
    aggregations: ['p50', 'count'],
  })
  const { result } = await history.query(query)
  const medians = new Map<string, number>()
  for (const { tags, points } of result.series) {
    const { p50, count } = points[0]?.values ?? {}
    // With fewer it says little.
    if (typeof p50 === 'number' && (count ?? 0) >= 10) {
      medians.set(['optimize', tags.kind, tags.sizeClass].filter(Boolean).join(' '), p50)
    }
  }
  alerts.learn(medians)
}

export const isoTime = (at: number): string => new Date(at).toISOString()
