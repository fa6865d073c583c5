import type { EngineHandlers } from '../shared/contract/engine.ts'
import type { insightCommands } from '../shared/contract/insights.ts'
import type { Insights } from './analytics/index.ts'
import type { HistoryPort } from './ports.ts'
import { timed } from './timed.ts'

/** What the commands about insights do. */
export function insightHandlers(parts: {
  readonly history: HistoryPort
  readonly insights: Insights
}): Pick<EngineHandlers, keyof typeof insightCommands> {
  const { history, insights } = parts
  return {
    listTrends: ({ days }) => timed(history, 'insight', 'trends', () => insights.listTrends(days)),
    listAnomalies: ({ days }) => timed(history, 'insight', 'anomalies', () => insights.listAnomalies(days)),
    judgeAnomaly: ({ id, expected }) => insights.judgeAnomaly(id, expected),
  }
}
