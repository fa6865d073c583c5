import { resolve } from 'node:path'
import type { Command } from 'commander'
import type { Engine } from '../../engine/create-engine.ts'
import type { ErrorData } from '../../shared/errors.ts'
import type { Run } from '../../shared/model/history.ts'
import type { ReportFormat, ReportSubject } from '../../shared/model/report-request.ts'
import type { CliContext, Settle } from '../context.ts'
import { withEngine } from '../engine.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { parsePath, parseReportFormats } from '../options.ts'
import { tableText } from '../table.ts'
import { bytesText, durationText, localTime, pathText, savingText } from '../text.ts'
import { parseLength } from '../time-options.ts'
import { helpPointer, UsageError } from '../usage-error.ts'

type ReportOptions = {
  readonly run?: string
  readonly compare?: readonly string[]
  readonly since?: number
  readonly format: ReportFormat[]
  readonly out?: string
  readonly title: string
  readonly notes: string
  readonly logo?: string
  readonly paths?: boolean
  readonly list?: boolean
  readonly json?: boolean
}

/** What `whittle report --json` prints. */
type ReportDocument = {
  readonly subject: ReportSubject
  readonly paths: readonly string[]
  /** Why there is no PDF, where the other formats are there. */
  readonly problem?: ErrorData | undefined
}
/** What `whittle report --list --json` prints; newest first. */
type RunsDocument = { readonly runs: readonly Run[] }

const examples = `
Examples:
  $ whittle report --out reports                    the latest run, as JSON and HTML
  $ whittle report --list                           all runs with their IDs
  $ whittle report --run ID --format html,pdf --out .
  $ whittle report --compare ID ID --format html --out .
  $ whittle report --since 30d --format html,pdf,csv,json --out reports

A report names images as they were given and no folder, unless --paths is there. What the formats hold stands in
docs/reports.md. A PDF is printed by Electron: "npm run setup" gets it.`

/** `whittle report` */
export function addReport(program: Command, context: CliContext, settle: Settle): void {
  program
    .command('report')
    .summary('write a report of a run, of two runs or of a time, or list the runs')
    .description('Writes a report of a run, a comparison or a time into a folder, or lists the runs.')
    .option('--run <id>', 'which run; default: the latest')
    .option('--compare <ids...>', 'two runs of the same images: before, after')
    .option('--since <length>', 'everything in a time until now: 24h, 7d, 4w', parseLength)
    .option('--format <list>', 'any of html, pdf, csv, json', parseReportFormats, ['json', 'html'])
    .option('-o, --out <dir>', 'folder for the report', parsePath)
    .option('--title <text>', 'title of the report; default: made of its subject', '')
    .option('--notes <text>', 'what else stands at its head', '')
    .option('--logo <file>', 'picture at its head: PNG, JPEG, WebP, GIF or SVG, at most 1 MB', parsePath)
    .option('--paths', 'with the full paths of this machine')
    .option('--list', 'list the runs instead, newest first')
    .option('--json', 'print the written paths, or the list, as one JSON document on standard output')
    .addHelpText('after', examples)
    .showHelpAfterError(helpPointer('report'))
    .action(async (options: ReportOptions) => {
      if (options.list === true) await list(options, context)
      else settle(await write(options, context))
    })
}

/** The runs for people. */
function runsText(runs: readonly Run[], cwd: string): string {
  if (runs.length === 0) return 'No run has been recorded yet.'
  const rows = runs.map((run) => [
    run.id,
    localTime(run.finishedAt),
    run.label,
    run.state,
    `${run.counts.done}/${run.counts.total - run.counts.skipped}`,
    durationText(run.durationMs),
    bytesText(run.bytes.input),
    run.counts.done === 0 ? '–' : savingText(run.bytes.inputDone, run.bytes.served),
    pathText(run.outDir, cwd),
  ])
  const head = ['Run', 'Finished', 'What', 'State', 'Images', 'Took', 'Originals', 'Saving', 'Folder']
  return tableText(
    head.map((text) => ({ head: text })),
    rows,
  )
}

async function list(options: ReportOptions, { streams, cwd, openEngine }: CliContext): Promise<void> {
  const runs = await withEngine(openEngine(), (engine) => engine.commands.listRuns({ limit: 1_000 }))
  const document: RunsDocument = { runs }
  if (options.json === true) streams.document(document)
  else streams.result(runsText(runs, cwd))
}

async function write(options: ReportOptions, { streams, cwd, openEngine }: CliContext): Promise<ExitCode> {
  const { out, title, notes, format: formats, paths = false } = options
  if (out === undefined) throw new UsageError('report', 'option --out DIR is missing')
  const askedFor = [options.run, options.compare, options.since].filter((asked) => asked !== undefined)
  if (askedFor.length > 1)
    throw new UsageError('report', 'only one of --run, --compare and --since is possible')
  const logo = options.logo === undefined ? '' : resolve(cwd, options.logo)
  const document = await withEngine(openEngine(), async (engine): Promise<ReportDocument> => {
    const subject = await subjectOf(options, engine)
    const request = { subject, formats, dir: resolve(cwd, out), title, notes, logo, paths }
    return { subject, ...(await engine.commands.writeReport(request)) }
  })
  if (options.json === true) streams.document(document)
  else for (const path of document.paths) streams.result(path)
  const { problem } = document
  if (problem === undefined) return exitCodes.done
  streams.note(`whittle: ${problem.message} ${problem.hint ?? ''}`.trimEnd())
  return exitCodes.someFailed
}

async function subjectOf(options: ReportOptions, engine: Engine): Promise<ReportSubject> {
  const { compare, since } = options
  if (since !== undefined) {
    const to = Date.now()
    return { kind: 'period', from: to - since, to }
  }
  if (compare !== undefined) {
    const [before, after, ...more] = compare
    if (before === undefined || after === undefined || more.length > 0) {
      throw new UsageError('report', '--compare takes two runs: the one before and the one after')
    }
    return { kind: 'comparison', before, after }
  }
  return { kind: 'run', runId: options.run ?? (await latestRun(engine)) }
}

async function latestRun(engine: Engine): Promise<string> {
  const [latest] = await engine.commands.listRuns({ limit: 1 })
  if (latest !== undefined) return latest.id
  throw new UsageError('report', 'no run has been recorded yet; start with "whittle optimize"')
}
