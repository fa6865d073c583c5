import type { Command } from 'commander'
import type { Backup, UndoReport } from '../../shared/model/backup.ts'
import type { CliContext, Settle } from '../context.ts'
import { withEngine } from '../engine.ts'
import { exitCodes } from '../exit-codes.ts'
import { tableText } from '../table.ts'
import { bytesText, countText, localTime, pathText } from '../text.ts'
import { helpPointer, UsageError } from '../usage-error.ts'

type UndoOptions = { readonly list?: boolean; readonly force?: boolean; readonly json?: boolean }

/** What `whittle undo --list --json` prints; newest first. */
type BackupsDocument = { readonly backups: readonly Backup[] }

const examples = `
Examples:
  $ whittle undo                 the latest run with --in-place
  $ whittle undo --list          the runs that can be undone
  $ whittle undo ID --force      also files that were changed since`

/** `whittle undo [batch]` */
export function addUndo(program: Command, context: CliContext, settle: Settle): void {
  program
    .command('undo')
    .summary('put back the originals that a run in place replaced')
    .description(
      'Puts back, byte for byte and with their times, the originals that "optimize --in-place" replaced.',
    )
    .argument('[batch]', 'which run', 'latest')
    .option('--list', 'list the runs that can be undone instead, newest first')
    .option('--force', 'also where a file was changed since; what is there now is lost then')
    .option('--json', 'print the outcome, or the list, as one JSON document on standard output')
    .addHelpText('after', examples)
    .showHelpAfterError(helpPointer('undo'))
    .action(async (batch: string, options: UndoOptions) => {
      if (options.list === true) return list(options, context)
      const report = await undo(batch, options, context)
      if (options.json === true) context.streams.document(report)
      else context.streams.result(reportText(report, context.cwd))
      settle(report.refused.length === 0 ? exitCodes.done : exitCodes.someFailed)
    })
}

async function undo(batch: string, { force = false }: UndoOptions, context: CliContext): Promise<UndoReport> {
  return withEngine(context.openEngine(), async ({ commands }) => {
    const [latest] = batch === 'latest' ? await commands.listBackups({}) : []
    const batchId = batch === 'latest' ? latest?.batchId : batch
    if (batchId === undefined) throw new UsageError('undo', 'no run in place can be undone')
    return commands.undoBatch({ batchId, force })
  })
}

async function list({ json }: UndoOptions, { openEngine, streams, cwd }: CliContext): Promise<void> {
  const backups = await withEngine(openEngine(), ({ commands }) => commands.listBackups({}))
  const document: BackupsDocument = { backups }
  if (json === true) streams.document(document)
  else streams.result(listText(backups, cwd))
}

function listText(backups: readonly Backup[], cwd: string): string {
  if (backups.length === 0) return 'No run in place can be undone.'
  const head = ['Run', 'Started', 'Originals', 'Size', 'Backups in']
  const rows = backups.map(({ batchId, startedAt, images, bytes, dir }) => [
    batchId,
    localTime(startedAt),
    String(images),
    bytesText(bytes),
    pathText(dir, cwd),
  ])
  return tableText(
    head.map((text) => ({ head: text })),
    rows,
  )
}

/** What was put back, and what was not with the reason. */
function reportText({ batchId, restored, already, refused }: UndoReport, cwd: string): string {
  const told = refused.map(({ path, error }) => `  ${pathText(path, cwd)}: ${error.message} (${error.code})`)
  return [
    `${countText(restored, 'original')} put back.`,
    ...(already === 0 ? [] : [`${countText(already, 'original')} had not been replaced.`]),
    ...(refused.length === 0
      ? []
      : [`Left as they are (whittle undo ${batchId} --force puts them back):`, ...told]),
  ].join('\n')
}
