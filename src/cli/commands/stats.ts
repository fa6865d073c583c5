import type { Command } from 'commander'
import type { Sample } from '../../shared/model/monitor.ts'
import type { ResourceSummary, Summary } from '../../shared/model/query.ts'
import type { CliContext, Settle } from '../context.ts'
import { withEngine } from '../engine.ts'
import { exitCodes } from '../exit-codes.ts'
import { watchInterruption } from '../interruption.ts'
import { tableText } from '../table.ts'
import { bytesText, countText, durationText } from '../text.ts'
import { parseLength } from '../time-options.ts'
import { helpPointer } from '../usage-error.ts'

type StatsOptions = { readonly since: number; readonly live?: boolean; readonly json?: boolean }

const examples = `
Examples:
  $ whittle stats                 the last 24 hours
  $ whittle stats --since 7d --json
  $ whittle stats --live          a line per second until Ctrl+C`

/** `whittle stats` */
export function addStats(program: Command, context: CliContext, settle: Settle): void {
  program
    .command('stats')
    .summary('show how long operations took and what they cost')
    .description('Shows operations, resources and errors of a time, or what the machine does now.')
    .option('--since <length>', 'how far back: 90s, 10m, 24h, 7d, 4w', parseLength, 86_400_000)
    .option('--live', 'print a line per second instead, until interrupted')
    .option('--json', 'print one JSON document; with --live one per line')
    .addHelpText('after', examples)
    .showHelpAfterError(helpPointer('stats'))
    .action(async (options: StatsOptions) => {
      if (options.live === true) await live(options, context, settle)
      else await show(options, context)
    })
}

async function show(options: StatsOptions, { streams, openEngine }: CliContext): Promise<void> {
  const to = Date.now()
  const summary = await withEngine(openEngine(), (engine) =>
    engine.commands.summarizeHistory({ from: to - options.since, to }),
  )
  if (options.json === true) streams.document(summary)
  else streams.result(summaryText(summary))
}

async function live(options: StatsOptions, { streams, openEngine }: CliContext, settle: Settle) {
  const stop = watchInterruption(() => {})
  try {
    await withEngine(openEngine(), async (engine) => {
      if (options.json !== true) streams.note(liveHead)
      const off = engine.on('sampled', (sample) => {
        streams.result(options.json === true ? JSON.stringify(sample) : sampleText(sample))
      })
      await aborted(stop.signal)
      off()
    })
  } finally {
    stop.dispose()
  }
  settle(exitCodes.done)
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}

const liveHead = 'time       CPU   own   memory        own   workers  queue  images/s  MP/s'

/** One second on one line. */
function sampleText({ at, cpu, memory, pool, throughput }: Sample): string {
  return [
    new Date(at).toTimeString().slice(0, 8),
    percent(cpu.total).padStart(6),
    percent(cpu.own).padStart(5),
    percent(memory.usedPercent).padStart(6),
    bytesText(memory.ownBytes).padStart(11),
    `${pool.busy}/${pool.size}`.padStart(8),
    String(pool.queued).padStart(6),
    throughput.imagesPerSecond.toFixed(1).padStart(9),
    throughput.megapixelsPerSecond.toFixed(1).padStart(6),
  ].join(' ')
}

/** A summary for people. */
function summaryText({ from, to, operations, resources, errors, gaps }: Summary): string {
  if (operations.length === 0 && resources.length === 0) {
    return `Nothing was recorded in the last ${durationText(to - from)}.`
  }
  const numeric = { align: 'right' } as const
  const rows = operations.map((row) => [
    row.operation,
    row.kind,
    String(row.count),
    String(row.errors),
    ...[row.avg, row.p50, row.p95, row.p99, row.max].map(milliseconds),
  ])
  const heads = ['Count', 'Failed', 'Average', 'p50', 'p95', 'p99', 'Longest']
  const columns = [{ head: 'Operation' }, { head: 'Kind' }, ...heads.map((head) => ({ head, ...numeric }))]
  const parts = [tableText(columns, rows)]
  if (resources.length > 0) {
    const gauges = resources.map((gauge) => [
      [gauge.metric, ...Object.values(gauge.tags)].join(' '),
      ...[gauge.avg, gauge.p95, gauge.max].map((value) => gaugeText(gauge, value)),
    ])
    const columnsOfGauges = ['Average', 'p95', 'Highest'].map((head) => ({ head, ...numeric }))
    parts.push(tableText([{ head: 'Resource' }, ...columnsOfGauges], gauges))
  }
  const failures = errors.byCode.map(({ operation, code, count }) => `  ${operation} ${code}: ${count}`)
  const total = `${countText(errors.count, 'error')}, ${errors.percent.toFixed(2)} % of all operations`
  parts.push([total, ...failures].join('\n'))
  for (const gap of gaps) {
    parts.push(
      `Missing: ${gap.what}, ${new Date(gap.from).toISOString()} – ${new Date(gap.to).toISOString()}`,
    )
  }
  return parts.join('\n\n')
}

const percent = (value: number): string => `${value.toFixed(0)} %`

function milliseconds(value: number): string {
  return value < 10 ? `${value.toFixed(1)} ms` : durationText(value)
}

function gaugeText({ metric }: ResourceSummary, value: number): string {
  if (metric === 'memory_own' || /^disk_/.test(metric)) return bytesText(value)
  return /^(cpu|memory)/.test(metric) ? `${value.toFixed(1)} %` : value.toPrecision(3)
}
