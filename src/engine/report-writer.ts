import { resolve } from 'node:path'
import { WhittleError } from '../shared/errors.ts'
import type { ReportRequest, ReportSubject } from '../shared/model/report-request.ts'
import type { FindingsPort, HistoryPort, Printer } from './ports.ts'
import { type ReportData, type WrittenReports, writeReports } from './reports/index.ts'
import { timed } from './timed.ts'

export type ReportWriterOptions = {
  readonly history: HistoryPort
  readonly findings: FindingsPort
  readonly version: string
  readonly printer: Printer | undefined
}

export type ReportWriter = {
  /** @throws WhittleError `NOT_FOUND` for a run that is not there, and what `writeReports` throws. */
  readonly write: (request: ReportRequest) => Promise<WrittenReports>
  readonly hasRuns: (range: { readonly from: number; readonly to: number }) => Promise<boolean>
}

/** More runs than this are not read for a report of a period. */
const mostRuns = 100_000

/** Gathers what a report is about from the history, and has it written. */
export function createReportWriter({
  history,
  findings,
  version,
  printer,
}: ReportWriterOptions): ReportWriter {
  const getRun = async (runId: string) => {
    const found = await history.getRun(runId)
    if (found === undefined) throw new WhittleError('NOT_FOUND', { detail: `Run ${runId}` })
    return found
  }
  const runsIn = async ({ from, to }: { from: number; to: number }) =>
    (await history.listRuns({ limit: mostRuns })).filter(
      (run) => run.finishedAt >= from && run.finishedAt < to,
    )
  const gather = async (subject: ReportSubject): Promise<ReportData> => {
    switch (subject.kind) {
      case 'run':
        return { kind: 'run', ...(await getRun(subject.runId)) }
      case 'comparison': {
        const { run: before } = await getRun(subject.before)
        const { run: after } = await getRun(subject.after)
        return { kind: 'comparison', before, after, impact: await findings.compareRuns(before.id, after.id) }
      }
      case 'period': {
        const { from, to } = subject
        if (to <= from) throw new WhittleError('BAD_REQUEST', { detail: 'The period ends before it begins.' })
        const runs = await runsIn({ from, to })
        const performance = await history.summarize({ from, to })
        return { kind: 'period', from, to, runs, performance, ...(await findings.findings({ from, to })) }
      }
    }
  }
  return {
    write: ({ subject, dir, ...request }) =>
      timed(history, 'export', request.formats.join('+'), async () =>
        writeReports({ ...request, data: await gather(subject), dir: resolve(dir), version, printer }),
      ),
    hasRuns: async (range) => (await runsIn(range)).length > 0,
  }
}
