import {
  type Explanation,
  type HistoryGap,
  type OperationSummary,
  type Query,
  querySchema,
  type ResourceSummary,
  type Summary,
} from '../../../shared/model/query.ts'
import { durationMetric } from '../raw-points.ts'

/** Gauges that tell how the machine was. */
const resourceMetrics = [
  'cpu',
  'cpu_own',
  'memory',
  'memory_own',
  'disk_read',
  'disk_write',
  'disk_free',
  'load',
  'temperature',
  'images_per_second',
] as const

/** Operations grouped, resources and errors of a time frame (epoch milliseconds). */
export async function summarize(
  range: { readonly from: number; readonly to: number },
  run: (query: Query) => Promise<Explanation>,
): Promise<Summary> {
  const ask = async (query: Partial<Query> & { metric: string }) =>
    (await run(querySchema.parse({ ...range, ...query }))).result
  const durations = await ask({
    metric: durationMetric,
    groupBy: ['operation', 'kind'],
    aggregations: ['count', 'avg', 'p50', 'p95', 'p99', 'max'],
  })
  const failed = await ask({
    metric: durationMetric,
    groupBy: ['operation', 'kind', 'code'],
    filter: { status: ['error'] },
    aggregations: ['count'],
  })
  const gaps: HistoryGap[] = [...durations.gaps]
  const resources: ResourceSummary[] = []
  for (const metric of resourceMetrics) {
    const found = await ask({ metric, groupBy: ['drive'], aggregations: ['avg', 'p95', 'max'] })
    gaps.push(...found.gaps)
    for (const { tags, points } of found.series) {
      const { avg, p95, max } = points[0]?.values ?? {}
      const named = Object.fromEntries(Object.entries(tags).filter(([, value]) => value !== ''))
      resources.push({ metric, tags: named, avg: avg ?? 0, p95: p95 ?? 0, max: max ?? 0 })
    }
  }
  const errors = failed.series.map(({ tags, points }) => ({
    operation: tags.operation ?? '',
    kind: tags.kind ?? '',
    code: tags.code || 'unknown',
    count: points[0]?.values.count ?? 0,
  }))
  const operations = durations.series.map(({ tags, points }): OperationSummary => {
    const { count, avg, p50, p95, p99, max } = points[0]?.values ?? {}
    const operation = tags.operation ?? ''
    const kind = tags.kind ?? ''
    const own = errors.filter((error) => error.operation === operation && error.kind === kind)
    return {
      operation,
      kind,
      count: count ?? 0,
      errors: sum(own),
      avg: avg ?? 0,
      p50: p50 ?? 0,
      p95: p95 ?? 0,
      p99: p99 ?? 0,
      max: max ?? 0,
    }
  })
  const all = sum(operations)
  return {
    ...range,
    operations: operations.sort((a, b) => b.count - a.count),
    resources,
    errors: {
      count: sum(errors),
      percent: all === 0 ? 0 : (sum(errors) / all) * 100,
      byCode: byCode(errors),
    },
    gaps: gaps.filter(
      (gap, index) => gaps.findIndex((other) => JSON.stringify(other) === JSON.stringify(gap)) === index,
    ),
  }
}

type Failure = { readonly operation: string; readonly code: string; readonly count: number }

function byCode(errors: readonly Failure[]): Failure[] {
  const found = new Map<string, Failure>()
  for (const { operation, code, count } of errors) {
    const key = `${operation} ${code}`
    found.set(key, { operation, code, count: count + (found.get(key)?.count ?? 0) })
  }
  return [...found.values()].sort((a, b) => b.count - a.count)
}

const sum = (counted: readonly { readonly count: number }[]): number =>
  counted.reduce((total, { count }) => total + count, 0)
