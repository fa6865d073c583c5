import { toErrorData } from '../shared/errors.ts'
import type { Recommendation } from '../shared/model/recommendation.ts'
import type { Impacts, Insights } from './analytics/index.ts'
import type { Emitter } from './emitter.ts'
import type { Home } from './home/home.ts'
import type { FindingsPort, HistoryPort, Log, Printer } from './ports.ts'
import { createReportWriter, type ReportWriter } from './report-writer.ts'
import { WeeklyReports } from './reports/index.ts'
import type { SettingsStore } from './settings/index.ts'

type ReportParts = {
  readonly version: string
  readonly source: 'engine' | 'cli'
  readonly printer?: Printer | undefined
  readonly home: Home
  readonly history: HistoryPort
  readonly insights: Insights
  readonly impacts: Impacts
  /** What is advised now. */
  readonly recommendations: () => Promise<readonly Recommendation[]>
  readonly settings: SettingsStore
  readonly events: Emitter
  readonly log: Log
}

/** Reports on request and those that are written every week, with all that they need. */
export function createReports(parts: ReportParts): { writer: ReportWriter; weekly: WeeklyReports } {
  const { version, printer, home, history, settings, events, log } = parts
  const writer = createReportWriter({ history, findings: findingsOf(parts), version, printer })
  const weekly = new WeeklyReports({
    file: home.path('weekly-reports.json'),
    settings: () => settings.get().reports,
    hasRuns: writer.hasRuns,
    write: async ({ from, to }) => {
      const { title, notes, logo, dir, formats } = settings.get().reports
      const subject = { kind: 'period', from, to } as const
      const { problem } = await writer.write({ subject, title, notes, logo, dir, formats, paths: false })
      if (problem !== undefined) events.emit('problem', problem)
    },
    onProblem: (error) => {
      log('warn', `The weekly report could not be written: ${String(error)}`)
      events.emit('problem', toErrorData(error))
    },
    log,
  })
  events.on('settingsChanged', () => {
    if (home.writer === 'main' && parts.source === 'engine') void weekly.look()
  })
  return { writer, weekly }
}

const dayMs = 86_400_000
/** A trend of fewer days would say nothing. */
const trendDays = 30

function findingsOf({
  insights,
  impacts,
  recommendations: listRecommendations,
}: Pick<ReportParts, 'insights' | 'impacts' | 'recommendations'>): FindingsPort {
  return {
    findings: async ({ from, to }) => {
      const days = Math.min(3_650, Math.ceil((Date.now() - from) / dayMs))
      const [trends, anomalies, recommendations] = await Promise.all([
        insights.listTrends(Math.max(trendDays, days)),
        insights.listAnomalies(Math.max(1, days)),
        listRecommendations(),
      ])
      // Both are of the time until now; a report may be of an earlier week.
      return { trends, anomalies: anomalies.filter((one) => one.from < to), recommendations }
    },
    compareRuns: (before, after) => impacts.ofRuns(before, after),
  }
}
