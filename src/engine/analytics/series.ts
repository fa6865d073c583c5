import type { MeasuredPoint, Subject } from '../../shared/model/measure.ts'
import { type Query, type QuerySeries, querySchema } from '../../shared/model/query.ts'
import type { HistoryPort } from '../ports.ts'
import { type Gauge, gauges, keyOf } from './subjects.ts'

/** A number over time; points oldest first. */
export type Series = { readonly subject: Subject; readonly points: readonly MeasuredPoint[] }

export type SeriesRange = {
  /** Epoch milliseconds; whole steps are read. */
  readonly from: number
  readonly to: number
  /** Milliseconds of a point. */
  readonly step: number
}

/** Points that one query may ask for; with some hundred series that stays below what the history answers. */
const pointsPerQuery = 240

/**
 * Every series of a range: the median of each class of operations that succeeded, and the average of each gauge, per
 * step. Steps that have not ended are left out, since half an hour is not an hour.
 */
export async function readSeries(
  history: Pick<HistoryPort, 'query'>,
  { from, to, step }: SeriesRange,
): Promise<Series[]> {
  const start = Math.floor(from / step) * step
  const end = Math.floor(to / step) * step
  const found = new Map<string, { subject: Subject; points: MeasuredPoint[] }>()
  const add = (subject: Subject, points: readonly MeasuredPoint[]) => {
    const key = keyOf(subject)
    const known = found.get(key) ?? { subject, points: [] }
    known.points.push(...points)
    found.set(key, known)
  }
  for (let at = start; at < end; at += step * pointsPerQuery) {
    const range = { from: at, to: Math.min(end, at + step * pointsPerQuery), step }
    for (const { tags, points } of await ask(history, operationQuery(range))) {
      const { operation = '', kind = '', sizeClass = '' } = tags
      add({ type: 'operation', operation, kind, sizeClass }, pointsOf(points, 'p50'))
    }
    for (const gauge of gauges) {
      for (const [tag, points] of await readGauge(history, gauge, range)) {
        add({ type: 'resource', metric: gauge.metric, tag }, points)
      }
    }
  }
  return [...found.values()].filter(({ points }) => points.length > 0)
}

/** The averages of gauges that have no tags, by name; `cpu_outside` among them. */
export async function readGauges(
  history: Pick<HistoryPort, 'query'>,
  metrics: readonly string[],
  { from, to, step }: SeriesRange,
): Promise<Record<string, MeasuredPoint[]>> {
  const found: Record<string, MeasuredPoint[]> = {}
  const start = Math.floor(from / step) * step
  const end = Math.floor(to / step) * step
  for (const metric of metrics) {
    const points: MeasuredPoint[] = []
    for (let at = start; at < end; at += step * pointsPerQuery) {
      const range = { from: at, to: Math.min(end, at + step * pointsPerQuery), step }
      points.push(...((await readGauge(history, { metric }, range)).get('') ?? []))
    }
    if (points.length > 0) found[metric] = points
  }
  return found
}

type Range = Pick<Query, 'from' | 'to'> & { readonly step: number }

const operationQuery = (range: Range) => ({
  ...range,
  metric: 'operation_duration',
  groupBy: ['operation', 'kind', 'sizeClass'],
  filter: { status: ['ok'] },
  aggregations: ['p50' as const, 'count' as const],
})

async function readGauge(
  history: Pick<HistoryPort, 'query'>,
  { metric, tag }: Pick<Gauge, 'metric' | 'tag'>,
  range: Range,
): Promise<Map<string, MeasuredPoint[]>> {
  const read = async (name: string) => {
    const groupBy = tag === undefined ? [] : [tag]
    const query = { ...range, metric: name, groupBy, aggregations: ['avg' as const, 'count' as const] }
    const series = await ask(history, query)
    return new Map(series.map(({ tags, points }) => [tags[tag ?? ''] ?? '', pointsOf(points, 'avg')]))
  }
  if (metric !== 'cpu_outside') return read(metric)
  const own = new Map((await read('cpu_own')).get('')?.map(({ at, value }) => [at, value]))
  const all = (await read('cpu')).get('') ?? []
  // The two are rounded apart from each other, so that a little less than nothing can be left.
  const outside = all.map((point) => ({
    ...point,
    value: Math.max(0, point.value - (own.get(point.at) ?? 0)),
  }))
  return new Map([['', outside]])
}

async function ask(
  history: Pick<HistoryPort, 'query'>,
  query: Partial<Query> & { metric: string },
): Promise<QuerySeries[]> {
  return (await history.query(querySchema.parse(query))).result.series
}

function pointsOf(points: QuerySeries['points'], which: 'p50' | 'avg'): MeasuredPoint[] {
  return points.flatMap(({ at, values }) => {
    const value = values[which]
    return typeof value === 'number' ? [{ at, value, count: values.count ?? 0 }] : []
  })
}
