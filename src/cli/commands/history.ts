import { resolve } from 'node:path'
import { type Command, InvalidArgumentError } from 'commander'
import {
  type Advice,
  type Aggregation,
  aggregationSchema,
  type Explanation,
  type QueryResult,
} from '../../shared/model/query.ts'
import type { CliContext } from '../context.ts'
import { withEngine } from '../engine.ts'
import { parsePath } from '../options.ts'
import { tableText } from '../table.ts'
import { bytesText, countText, durationText } from '../text.ts'
import { parseLength, parseMoment } from '../time-options.ts'
import { helpPointer } from '../usage-error.ts'

type QueryOptions = {
  readonly since: number
  readonly from?: number
  readonly to?: number
  readonly step?: number
  readonly by: string[]
  readonly where: Record<string, string[]>
  readonly show: Aggregation[]
  readonly json?: boolean
}
type AdviseOptions = { readonly apply?: string; readonly drop?: string; readonly json?: boolean }
type Plain = { readonly json?: boolean }

const examples = `
Examples:
  $ whittle history query operation_duration --since 7d --step 1d --by operation --show p95,count
  $ whittle history query cpu --since 24h --step 1h
  $ whittle history explain operation_duration --where operation=optimize --where kind=avif
  $ whittle history export backup.jsonl.gz
  $ whittle history advise`

/** `whittle history …` */
export function addHistory(program: Command, context: CliContext): void {
  const history = program
    .command('history')
    .summary('query, export and import what was recorded')
    .description('Queries, exports and imports what was recorded.')
    .addHelpText('after', examples)
    .showHelpAfterError(helpPointer('history'))
  const json = ['--json', 'print one JSON document on standard output'] as const

  asking(history, 'query', 'answer a question about a metric', (metric, options) =>
    query(metric, options, context),
  )
  asking(history, 'explain', 'show how such a question is answered', (metric, options) =>
    explain(metric, options, context),
  )
  history
    .command('export <file>')
    .description('Writes the whole history to a new file of JSON lines, packed if its name ends in .gz.')
    .option(...json)
    .action((file: string, options: Plain) => exportTo(file, options, context))
  history
    .command('import <file>')
    .description('Merges an exported history; what is here already is not added again.')
    .option(...json)
    .action((file: string, options: Plain) => importFrom(file, options, context))
  history
    .command('advise')
    .description(
      'Lists the indices that would make queries faster, with the measured gain, and those that do.',
    )
    .option('--apply <id>', 'build a recommended index')
    .option('--drop <id>', 'remove an index')
    .option(...json)
    .action((options: AdviseOptions) => advise(options, context))
}

function asking(
  parent: Command,
  name: string,
  summary: string,
  action: (metric: string, options: QueryOptions) => Promise<void>,
): void {
  parent
    .command(`${name} <metric>`)
    .description(`${summary[0]?.toUpperCase()}${summary.slice(1)}: operation_duration, cpu, memory, …`)
    .option('--since <length>', 'how far back: 10m, 24h, 7d', parseLength, 86_400_000)
    .option('--from <date>', 'start, instead of --since', parseMoment)
    .option('--to <date>', 'end; default now', parseMoment)
    .option('--step <length>', 'a point for each such time; default one for all', parseLength)
    .option('--by <tags>', 'a series for each value of these tags', parseTags, [])
    .option(
      '--where <tag=values>',
      'only these values, separated by commas; may be repeated',
      collectFilter,
      {},
    )
    .option('--show <list>', aggregationSchema.options.join(', '), parseAggregations, ['avg', 'p95', 'count'])
    .option('--json', 'print one JSON document on standard output')
    .action(action)
}

function questionOf(metric: string, options: QueryOptions) {
  const to = options.to ?? Date.now()
  return {
    metric,
    from: options.from ?? to - options.since,
    to,
    ...(options.step === undefined ? {} : { step: options.step }),
    groupBy: options.by,
    filter: options.where,
    aggregations: options.show,
  }
}

async function query(metric: string, options: QueryOptions, { streams, openEngine }: CliContext) {
  const question = questionOf(metric, options)
  const result = await withEngine(openEngine(), (engine) => engine.commands.queryHistory(question))
  if (options.json === true) streams.document(result)
  else streams.result(resultText(result, options.show))
}

async function explain(metric: string, options: QueryOptions, { streams, openEngine }: CliContext) {
  const question = questionOf(metric, options)
  const explanation = await withEngine(openEngine(), (engine) => engine.commands.explainQuery(question))
  if (options.json === true) streams.document(explanation)
  else streams.result(planText(explanation))
}

async function exportTo(file: string, options: Plain, { streams, cwd, openEngine }: CliContext) {
  const path = resolve(cwd, parsePath(file))
  const written = await withEngine(openEngine(), (engine) => engine.commands.exportHistory({ path }))
  if (options.json === true) streams.document(written)
  else streams.result(`${written.path}: ${countText(written.records, 'record')}, ${bytesText(written.bytes)}`)
}

async function importFrom(file: string, options: Plain, { streams, cwd, openEngine }: CliContext) {
  const path = resolve(cwd, parsePath(file))
  const added = await withEngine(openEngine(), (engine) => engine.commands.importHistory({ path }))
  if (options.json === true) streams.document(added)
  else streams.result(`New: ${countText(added.records, 'record')}, ${countText(added.rows, 'roll-up row')}.`)
}

async function advise(options: AdviseOptions, { streams, openEngine }: CliContext): Promise<void> {
  const advice = await withEngine(openEngine(), async ({ commands }) => {
    if (options.drop !== undefined) await commands.dropIndex({ id: options.drop })
    if (options.apply !== undefined) await commands.applyAdvice({ id: options.apply })
    return await commands.listAdvice({})
  })
  if (options.json === true) streams.document({ advice })
  else streams.result(adviceText(advice))
}

/** An answer for people: a row per series and point. */
function resultText({ series, exact, gaps }: QueryResult, shown: readonly Aggregation[]): string {
  if (series.length === 0) return 'Nothing was recorded that matches.'
  const tags = Object.keys(series[0]?.tags ?? {})
  const rows = series.flatMap(({ tags: values, points }) =>
    points.map(({ at, values: numbers }) => [
      new Date(at).toISOString().slice(0, 19).replace('T', ' '),
      ...tags.map((tag) => values[tag] ?? ''),
      ...shown.map((aggregation) => numberText(numbers[aggregation])),
    ]),
  )
  const columns = [
    { head: 'From (UTC)' },
    ...tags.map((head) => ({ head })),
    ...shown.map((head) => ({ head, align: 'right' as const })),
  ]
  const notes = gaps.map(
    ({ what, from, to }) =>
      `Missing: ${what}, ${new Date(from).toISOString()} – ${new Date(to).toISOString()}`,
  )
  if (!exact) notes.push('The ends of the time are taken from coarser data: finer is not kept that long.')
  return [tableText(columns, rows), ...notes].join('\n')
}

/** A plan for people. */
function planText({ steps, shards, rows, durationMs }: Explanation): string {
  const right = { align: 'right' } as const
  const columns = [
    { head: 'Source' },
    { head: 'Index' },
    { head: 'From (UTC)' },
    { head: 'To (UTC)' },
    { head: 'Shards', ...right },
    { head: 'Pruned', ...right },
    { head: 'Rows', ...right },
  ]
  const lines = steps.map((step) => [
    step.source,
    step.index === undefined ? '' : step.index.join('+') || 'total',
    new Date(step.from).toISOString(),
    new Date(step.to).toISOString(),
    String(step.shards),
    String(step.pruned),
    String(step.rows),
  ])
  const total = `${countText(shards, 'shard')}, ${countText(rows, 'row')}, ${durationText(durationMs)}`
  return [tableText(columns, lines), '', total].join('\n')
}

function adviceText(advice: readonly Advice[]): string {
  if (advice.length === 0) return 'No index is needed.'
  const rows = advice.map(({ id, state, automatic, queries, measured }) => [
    id,
    automatic ? `${state}, by itself` : state,
    String(queries),
    measured === undefined ? '' : `${measured.rowsBefore} → ${measured.rowsAfter} rows`,
    measured === undefined ? '' : `${measured.beforeMs.toFixed(1)} → ${measured.afterMs.toFixed(1)} ms`,
  ])
  return tableText(
    ['Index', 'State', 'Queries', 'Rows', 'Time'].map((head) => ({ head })),
    rows,
  )
}

function numberText(value: number | null | undefined): string {
  if (value === null || value === undefined) return '–'
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(4)))
}

const parseTags = (value: string): string[] => value.split(',').map((tag) => tag.trim())

function collectFilter(value: string, earlier: Record<string, string[]>): Record<string, string[]> {
  const [, tag, values] = /^(\w+)=(.*)$/.exec(value) ?? []
  if (tag === undefined || values === undefined)
    throw new InvalidArgumentError('Write it as TAG=VALUE,VALUE.')
  return { ...earlier, [tag]: values.split(',') }
}

function parseAggregations(value: string): Aggregation[] {
  return value.split(',').map((name) => {
    const { data } = aggregationSchema.safeParse(name.trim())
    if (data !== undefined) return data
    throw new InvalidArgumentError(`"${name}" is none of ${aggregationSchema.options.join(', ')}.`)
  })
}
