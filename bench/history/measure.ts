import { mkdir, readdir, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as rest } from 'node:timers/promises'
import { type History, openHistory } from '../../src/engine/history/index.ts'
import { type Query, querySchema } from '../../src/shared/model/query.ts'
import { dayMs, now, operationsOf, planOf, randomFrom, retention } from './plan.ts'

type Line = {
  readonly what: string
  readonly measured: number
  readonly limit: number
  readonly unit: string
}

const [dir = '', results = '', ...args] = process.argv.slice(2)
const plan = planOf(args)
const lines: Line[] = []
const warned: string[] = []
const open = () =>
  openHistory({
    dir,
    writer: 'main',
    now: () => now,
    retention,
    log: (level, message) => {
      if (level === 'warn') warned.push(message)
    },
  })
const aggregations = ['avg', 'p50', 'p95', 'p99', 'min', 'max', 'sum', 'count', 'rate'] as const
const ask = (query: Partial<Query> & { from: number; to: number }): Query =>
  querySchema.parse({ metric: 'operation_duration', aggregations, ...query })
const hour = 3_600_000
const year = Math.min(365, plan.days) * dayMs

const startedAt = performance.now()
let history: History = await open()
await history.summarize({ from: now - dayMs, to: now })
add('start-up with the first 24-hour summary', performance.now() - startedAt, 1_500, 'ms')

const shapes: Partial<Query>[] = [
  {},
  { groupBy: ['operation', 'kind'] },
  { groupBy: ['kind'], filter: { operation: ['optimize'] } },
  { filter: { status: ['error'] }, groupBy: ['code'] },
  { metric: 'cpu' },
  { metric: 'memory_own' },
]
const random = randomFrom(7)
add('24-hour queries, p95', p95(await times(120, dayMs, [60 * 60_000, 600_000])), 50, 'ms')
add('one-year queries, slowest', Math.max(...(await times(30, year, [dayMs, 6 * hour]))), 200, 'ms')
// What 150 queries in a row leave behind is garbage that Node has had no time to collect.
console.log(`memory right after the queries: ${round(process.memoryUsage().rss / 1e6)} MB`)
await rest(15_000)
add('memory (resident), after 15 s of rest', process.memoryUsage().rss / 1e6, 150, 'MB')
await quantiles()
await advisor()
await damage()

console.table(
  lines.map((line) => ({ ...line, measured: round(line.measured), ok: line.measured <= line.limit })),
)
await mkdir(results, { recursive: true })
await writeFile(join(results, 'history.json'), `${JSON.stringify({ plan, lines }, null, 2)}\n`)
await history.close()

/** Queries of all shapes at times of their own, without and with points, none asked before. */
async function times(count: number, length: number, steps: number[]): Promise<number[]> {
  const taken: number[] = []
  for (let index = 0; index < count; index += 1) {
    const latest = Math.max(0, year - length)
    const to = Math.floor(now - random() * latest)
    const step = [undefined, ...steps][index % (steps.length + 1)]
    const shape = shapes[Math.floor(index / (steps.length + 1)) % shapes.length]
    const query = ask({ ...shape, from: to - length, to, ...(step === undefined ? {} : { step }) })
    const { durationMs } = await history.query(query)
    taken.push(durationMs)
  }
  return taken
}

async function quantiles(): Promise<void> {
  let worst = 0
  for (const [from, to] of [
    [0, plan.days],
    [plan.days - 30, plan.days],
    [10, 11],
  ] as const) {
    const days = Array.from({ length: to - from }, (_, index) => operationsOf(plan, from + index))
    const exact = Float64Array.from(days.flat().map(({ durationMs }) => durationMs)).sort()
    const start = now - plan.days * dayMs
    const { result } = await history.query(ask({ from: start + from * dayMs, to: start + to * dayMs }))
    const values = result.series[0]?.points[0]?.values
    for (const [name, share] of [['p50', 0.5] as const, ['p95', 0.95] as const, ['p99', 0.99] as const]) {
      const right = exact[Math.floor(share * (exact.length - 1))] ?? 0
      worst = Math.max(worst, Math.abs((values?.[name] ?? 0) - right) / right)
    }
    if (values?.count !== exact.length) throw new Error(`${values?.count} instead of ${exact.length}`)
  }
  add('quantiles, largest error', worst * 100, 2, '%')
}

/** The total first: an index by operation would help there too. */
async function advisor(): Promise<void> {
  for (const tags of [[], ['operation']]) {
    const query = ask({ from: now - 90 * dayMs, to: now, step: hour, groupBy: tags })
    const measure = async () => {
      let best = Number.POSITIVE_INFINITY
      // The best, since what else the machine does meanwhile only ever adds.
      for (let i = 0; i < 25; i += 1) best = Math.min(best, (await history.explain(query)).durationMs)
      return best
    }
    const before = await measure()
    for (let i = 0; i < 3; i += 1) await history.query({ ...query, from: query.from + i * hour })
    const find = async () => (await history.listAdvice()).find((one) => one.tags.join() === tags.join())
    let found = await find()
    // Others may be worth a trial too, and one is tried at a time.
    for (let i = 0; i < 10 && found === undefined; i += 1) found = await find()
    if (found?.state === 'recommended') await history.applyAdvice(found.id)
    const after = await measure()
    const name = tags.join() || 'total'
    console.log(`advisor, ${name}: ${found?.state}, ${round(before)} → ${round(after)} ms`, found?.measured)
    // As a share, so that less is better as everywhere else: five times faster is 20 %.
    add(`query with the advised index (${name}), of its time without`, (after / before) * 100, 20, '%')
  }
}

async function damage(): Promise<void> {
  await history.close()
  const files: string[] = []
  for (const entry of await readdir(dir, { withFileTypes: true, recursive: true })) {
    const name = join(entry.parentPath, entry.name)
    if (entry.isFile() && /\d\.[a-z-]+(\.\d+)?\.json$/.test(name)) files.push(name)
  }
  const chance = randomFrom(99)
  const hit = files.filter(() => chance() < 0.1)
  for (const file of hit) {
    await truncate(file, 300)
    await truncate(`${file}.bak`, 10).catch(() => undefined)
  }
  const begun = performance.now()
  history = await open()
  const { result } = await history.query(ask({ from: now - year, to: now, step: dayMs }))
  const answered = performance.now() - begun
  await history.upkeep()
  const points = result.series[0]?.points ?? []
  const named = await history.damage()
  const lost = named.filter((entry) => entry.lost.length > 0)
  console.log(
    `damage: ${hit.length} of ${files.length} shards cut off; the year answers ${points.length} days in ${round(answered)} ms; ` +
      `${named.length} named, of which ${lost.length} could not be rebuilt in full; ${result.gaps.length} gaps in the answer`,
  )
  add('days without an answer after damage', plan.days - points.length, 0.1 * plan.days, 'days')
}

function add(what: string, measured: number, limit: number, unit: string): void {
  lines.push({ what, measured, limit, unit })
}
function p95(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length * 0.95)] ?? 0
}
function round(value: number): number {
  return Math.round(value * 100) / 100
}
