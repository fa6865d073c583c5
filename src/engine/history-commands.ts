import { resolve } from 'node:path'
import type { EngineHandlers } from '../shared/contract/engine.ts'
import type { Alerts } from './alerts/index.ts'
import type { HistoryPort } from './ports.ts'
import { timed } from './timed.ts'

type HistoryCommandName =
  | 'queryHistory'
  | 'explainQuery'
  | 'summarizeHistory'
  | 'listAdvice'
  | 'applyAdvice'
  | 'dropIndex'
  | 'exportHistory'
  | 'importHistory'
  | 'listAlerts'

/** What the history's own commands do. */
export function historyHandlers(parts: {
  readonly history: HistoryPort
  readonly alerts: Alerts
}): Pick<EngineHandlers, HistoryCommandName> {
  const { history, alerts } = parts
  return {
    queryHistory: (query) =>
      timed(history, 'query', query.metric, async () => (await history.query(query)).result),
    explainQuery: (query) => timed(history, 'query', query.metric, () => history.explain(query)),
    summarizeHistory: (range) => timed(history, 'query', 'summary', () => history.summarize(range)),
    listAdvice: () => history.listAdvice(),
    applyAdvice: ({ id }) => history.applyAdvice(id),
    dropIndex: async ({ id }) => {
      await history.dropIndex(id)
      return {}
    },
    exportHistory: async ({ path }) => {
      const absolute = resolve(path)
      const written = await timed(history, 'export', 'history', () => history.exportTo(absolute))
      return { path: absolute, ...written }
    },
    importHistory: ({ path }) => timed(history, 'import', 'history', () => history.importFrom(resolve(path))),
    listAlerts: async ({ limit }) => {
      const active = alerts.active()
      const known = await history.listAlerts({ limit: limit + active.length })
      const past = known
        .filter(({ id }) => !active.some((alert) => alert.id === id))
        // Its process ended before it could tell.
        .map((alert) => ({ ...alert, clearedAt: alert.clearedAt ?? alert.raisedAt }))
      return { active, past: past.slice(0, limit) }
    },
  }
}
