import { type ErrorData, toErrorData, WhittleError } from '../../shared/errors.ts'
import type { Batch } from '../../shared/model/batch.ts'
import type { ResultDocument } from '../../shared/model/result-document.ts'
import { type ExitCode, exitCodeFor, exitCodes } from '../exit-codes.ts'
import type { Streams } from '../streams.ts'
import { tellError } from '../tell-error.ts'
import { countText, quoted } from '../text.ts'
import { outcomeLines } from './outcome-lines.ts'
import type { OptimizeOptions, OptimizeRequest } from './request.ts'
import { type PartialResult, partialResult } from './result.ts'
import type { Outcome } from './session.ts'
import { summaryText } from './summary.ts'

export type ReportContext = {
  readonly request: OptimizeRequest
  readonly options: Pick<OptimizeOptions, 'json' | 'quiet'>
  readonly streams: Streams
  readonly cwd: string
}

/** Tells what came of a batch, on the streams where it belongs, and the exit code for it. */
export function reportOutcome(outcome: Outcome, context: ReportContext): ExitCode {
  switch (outcome.kind) {
    case 'done':
      return reportDone(outcome.batch, outcome.document, context)
    case 'ended':
      return reportEnded(outcome.batch, outcome.items, context)
    case 'interrupted':
      return reportInterrupted(outcome.batch, outcome.items, context)
    case 'not-started':
      if (context.options.json === true) context.streams.document({ error: errorOf('INTERRUPTED') })
      context.streams.note('Interrupted before anything was started; run the same command again.')
      return exitCodes.interrupted
  }
}

function reportDone(batch: Batch, result: ResultDocument, context: ReportContext): ExitCode {
  // Set when every image is through and only the manifest could not be written.
  const { error } = batch
  tell(error === undefined ? result : { ...result, error }, context)
  if (error !== undefined) tellError(error, context.streams)
  return result.failed.length > 0 || error !== undefined ? exitCodes.someFailed : exitCodes.done
}

type EndedOutcome = Extract<Outcome, { kind: 'ended' }>
type InterruptedOutcome = Extract<Outcome, { kind: 'interrupted' }>

function reportEnded(batch: Batch, items: EndedOutcome['items'], context: ReportContext): ExitCode {
  const reason = batch.error ?? errorOf(batch.state === 'failed' ? 'INTERNAL' : 'CANCELLED')
  tell(partialResult(batch, items, reason, Date.now()), context)
  tellError(reason, context.streams)
  // What had been accepted before it failed stays in the journal.
  if (batch.state === 'failed' && batch.startedAt !== undefined) {
    tellResume('Once that is mended, go on with:', batch, context)
  }
  return batch.state === 'failed' ? exitCodeFor(reason.code) : exitCodes.someFailed
}

function reportInterrupted(
  batch: Batch,
  items: InterruptedOutcome['items'],
  context: ReportContext,
): ExitCode {
  const result = partialResult(batch, items.values(), errorOf('INTERRUPTED'), Date.now())
  if (context.options.json === true) context.streams.document(result)
  const done = `${result.success.length} of ${countText(items.size, 'image')} done`
  tellResume(`Interrupted: ${done}. To go on:`, batch, context)
  return exitCodes.interrupted
}

function tell(document: ResultDocument | PartialResult, { options, streams, cwd }: ReportContext): void {
  if (options.json === true) streams.document(document)
  else if (options.quiet !== true) streams.note(summaryText(document, cwd))
  else for (const line of outcomeLines('Failed', document.failed, cwd)) streams.note(line)
}

function errorOf(code: ErrorData['code']): ErrorData {
  return toErrorData(new WhittleError(code))
}

/** The batch knows its own images; paths are repeated only because the command wants some. */
function tellResume(title: string, batch: Batch, { request, streams }: ReportContext): void {
  const shown = request.typedPaths.slice(0, 3).map(quoted)
  const command = ['whittle optimize', ...shown, '--out', quoted(batch.outDir), '--resume'].join(' ')
  streams.note(`${title}\n  ${command}`)
}
