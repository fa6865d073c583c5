import { create } from 'zustand'
import type { ReportRequest, ReportSubject } from '../../shared/model/report-request.ts'
import { call } from '../bridge.ts'
import { notifyDone, notifyError, notifyProblem } from '../components/notify.ts'
import { formatNoun } from '../format.ts'
import { t } from '../i18n.ts'

export const periods = ['week', 'month', 'quarter'] as const
type Period = (typeof periods)[number]
/** What a report can be about, before it is said which runs or which moment. */
export type About = 'run' | 'comparison' | Period

/** What the dialog begins with. */
export type Offer = {
  readonly about: About
  /** The run from which it was opened. */
  readonly run?: { readonly id: string; readonly label: string }
  /** The run that it is compared with. */
  readonly otherId?: string
}

type ReportDialogState = {
  /** `undefined` while it is closed. */
  readonly offer: Offer | undefined
  readonly open: (offer: Offer) => void
  readonly close: () => void
}

/** The dialog in which a report is ordered. */
export const useReportDialog = create<ReportDialogState>()((set) => ({
  offer: undefined,
  open: (offer) => set({ offer }),
  close: () => set({ offer: undefined }),
}))

const dayMs = 86_400_000
const periodMs: Readonly<Record<Period, number>> = {
  week: 7 * dayMs,
  month: 30 * dayMs,
  quarter: 90 * dayMs,
}

/** The subject in full; `undefined` while a run is missing. A comparison goes from the other run to this one. */
export function subjectOf(
  about: About,
  runId: string | undefined,
  otherId: string,
  now: number,
): ReportSubject | undefined {
  if (about === 'run') return runId === undefined ? undefined : { kind: 'run', runId }
  if (about === 'comparison') {
    return runId === undefined || otherId === ''
      ? undefined
      : { kind: 'comparison', before: otherId, after: runId }
  }
  return { kind: 'period', from: now - periodMs[about], to: now }
}

/** Asks for a folder and writes the report there. Resolves with `false` when there is none: closed, or failed. */
export async function exportReport(request: Omit<ReportRequest, 'dir'>): Promise<boolean> {
  try {
    const { paths, problem } = await call('exportReport', { ...request, formats: [...request.formats] })
    if (paths === null) return false
    notifyDone(
      t('notice.reportExported'),
      t('notice.files', { files: formatNoun(paths.length, 'file'), paths: paths.join(', ') }),
    )
    if (problem !== undefined) notifyProblem(problem)
    return true
  } catch (error) {
    notifyError(error)
    return false
  }
}
