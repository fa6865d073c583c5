import { resolve } from 'node:path'
import type { Command } from 'commander'
import type { Engine } from '../../engine/create-engine.ts'
import type { ReportFormat } from '../../shared/contract/engine.ts'
import type { Run } from '../../shared/model/history.ts'
import type { CliContext } from '../context.ts'
import { withEngine } from '../engine.ts'
import { parsePath, parseReportFormats } from '../options.ts'
import { tableText } from '../table.ts'
import { bytesText, durationText, localTime, pathText, savingText } from '../text.ts'
import { helpPointer, UsageError } from '../usage-error.ts'

type ReportOptions = {
  readonly run: string
  readonly format: ReportFormat[]
  readonly out?: string
  readonly list?: boolean
  readonly json?: boolean
}

/** What `whittle report --json` prints. */
type ReportDocument = { readonly runId: string; readonly paths: readonly string[] }
/** What `whittle report --list --json` prints; newest first. */
type RunsDocument = { readonly runs: readonly Run[] }

const examples = `
Examples:
  $ whittle report --out reports                    the latest run, as JSON and HTML
  $ whittle report --list                           all runs with their IDs
  $ whittle report --run ID --format html --out .`

/** `whittle report` */
export function addReport(program: Command, context: CliContext): void {
  program
    .command('report')
    .summary('write a report of a past run, or list the runs')
    .description('Writes a report of a past run into a folder, or lists the runs.')
    .option('--run <id>', 'which run', 'latest')
    .option('--format <list>', 'json, html or both', parseReportFormats, ['json', 'html'])
    .option('-o, --out <dir>', 'folder for the report', parsePath)
    .option('--list', 'list the runs instead, newest first')
    .option('--json', 'print the written paths, or the list, as one JSON document on standard output')
    .addHelpText('after', examples)
    .showHelpAfterError(helpPointer('report'))
    .action(async (options: ReportOptions) => {
      if (options.list === true) await list(options, context)
      else await write(options, context)
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

async function write(options: ReportOptions, { streams, cwd, openEngine }: CliContext): Promise<void> {
  if (options.out === undefined) throw new UsageError('report', 'option --out DIR is missing')
  const dir = resolve(cwd, options.out)
  const document = await withEngine(openEngine(), async (engine): Promise<ReportDocument> => {
    const runId = options.run === 'latest' ? await latestRun(engine) : options.run
    const { paths } = await engine.commands.writeReport({ runId, formats: options.format, dir })
    return { runId, paths }
  })
  if (options.json === true) streams.document(document)
  else for (const path of document.paths) streams.result(path)
}

async function latestRun(engine: Engine): Promise<string> {
  const [latest] = await engine.commands.listRuns({ limit: 1 })
  if (latest !== undefined) return latest.id
  throw new UsageError('report', 'no run has been recorded yet; start with "whittle optimize"')
}
