import type { Operation } from '../../../src/shared/model/history.ts'
import { type Query, type QueryResult, querySchema } from '../../../src/shared/model/query.ts'

/** Values of one point, computed from every single value. */
type Expected = {
  count: number
  sum: number
  min: number
  max: number
  avg: number
  rate: number
  quantile: (share: number) => number
}

/** What a query over operations must give, by brute force: by group, then by start of the point. */
function expected(operations: readonly Operation[], query: Query): Map<string, Map<number, Expected>> {
  const found = new Map<string, Map<number, number[]>>()
  for (const operation of operations) {
    if (operation.at < query.from || operation.at >= query.to) continue
    const { operation: name, kind, status, sizeClass, code } = operation
    const tags: Record<string, string | undefined> = { operation: name, kind, status, sizeClass, code }
    const passes = Object.entries(query.filter).every(([tag, values]) => values.includes(tags[tag] ?? ''))
    if (!passes) continue
    const group = groupText(Object.fromEntries(query.groupBy.map((tag) => [tag, tags[tag] ?? ''])))
    const start = query.step === undefined ? query.from : Math.floor(operation.at / query.step) * query.step
    const at = Math.max(start, query.from)
    const points = found.get(group) ?? new Map<number, number[]>()
    found.set(group, points)
    points.set(at, [...(points.get(at) ?? []), operation.durationMs])
  }
  return new Map(
    [...found].map(([group, points]) => [
      group,
      new Map([...points].map(([at, values]) => [at, statsOf(values, query, at)])),
    ]),
  )
}

function groupText(tags: Readonly<Record<string, string>>): string {
  return JSON.stringify(Object.entries(tags).sort())
}

/** Everything in which an answer differs from what it must be; empty when it is right. */
export function differences(result: QueryResult, operations: readonly Operation[], query: Query): string[] {
  const wrong: string[] = []
  const wanted = expected(operations, query)
  const groups = result.series.map(({ tags }) => groupText(tags))
  if (JSON.stringify(groups.sort()) !== JSON.stringify([...wanted.keys()].sort())) {
    wrong.push(`groups ${groups} instead of ${[...wanted.keys()]}`)
  }
  for (const { tags, points } of result.series) {
    const own = wanted.get(groupText(tags)) ?? new Map<number, Expected>()
    const times = points.map(({ at }) => at)
    if (JSON.stringify(times) !== JSON.stringify([...own.keys()].sort((a, b) => a - b))) {
      wrong.push(`points ${times} instead of ${[...own.keys()]}`)
    }
    for (const { at, values } of points) {
      const right = own.get(at)
      if (right === undefined) continue
      const compare = (name: string, value: number | null | undefined, to: number, tolerance: number) => {
        if (Math.abs((value ?? Number.NaN) - to) <= Math.abs(to) * tolerance + 1e-9) return
        wrong.push(`${name} at ${at}: ${value} instead of ${to}`)
      }
      compare('count', values.count, right.count, 0)
      compare('sum', values.sum, right.sum, 1e-9)
      compare('min', values.min, right.min, 0)
      compare('max', values.max, right.max, 0)
      compare('avg', values.avg, right.avg, 1e-9)
      compare('rate', values.rate, right.rate, 1e-9)
      compare('p50', values.p50, right.quantile(0.5), 0.02)
      compare('p95', values.p95, right.quantile(0.95), 0.02)
      compare('p99', values.p99, right.quantile(0.99), 0.02)
    }
  }
  return wrong
}

const everything = ['avg', 'p50', 'p95', 'p99', 'min', 'max', 'sum', 'count', 'rate'] as const

export function durations(query: Partial<Query> & { from: number; to: number }): Query {
  return querySchema.parse({ metric: 'operation_duration', aggregations: everything, ...query })
}

function statsOf(values: readonly number[], query: Query, at: number): Expected {
  const sorted = [...values].sort((a, b) => a - b)
  const sum = values.reduce((total, value) => total + value, 0)
  const end =
    query.step === undefined
      ? query.to
      : Math.min(Math.floor(at / query.step) * query.step + query.step, query.to)
  return {
    count: values.length,
    sum,
    min: sorted[0] ?? 0,
    max: sorted.at(-1) ?? 0,
    avg: sum / values.length,
    rate: values.length / ((end - at) / 1_000),
    quantile: (share) => sorted[Math.floor(share * (sorted.length - 1))] ?? 0,
  }
}
