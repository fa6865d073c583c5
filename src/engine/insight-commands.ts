import { resolve } from 'node:path'
import type { EngineHandlers } from '../shared/contract/engine.ts'
import type { insightCommands } from '../shared/contract/insights.ts'
import type { Impacts, Insights, Recommender } from './analytics/index.ts'
import type { HistoryPort } from './ports.ts'
import type { RecipeStore } from './recipes/index.ts'
import { timed } from './timed.ts'

/** What the commands about insights do. */
export function insightHandlers(parts: {
  readonly history: HistoryPort
  readonly insights: Insights
  readonly impacts: Impacts
  readonly recommender: Recommender
  readonly recipes: Pick<RecipeStore, 'find'>
}): Pick<EngineHandlers, keyof typeof insightCommands> {
  const { history, insights, impacts, recommender, recipes } = parts
  return {
    listTrends: ({ days }) => timed(history, 'insight', 'trends', () => insights.listTrends(days)),
    listAnomalies: ({ days }) => timed(history, 'insight', 'anomalies', () => insights.listAnomalies(days)),
    judgeAnomaly: ({ id, expected }) => insights.judgeAnomaly(id, expected),
    listRecommendations: () => timed(history, 'insight', 'recommendations', () => recommender.list()),
    applyRecommendation: ({ id }) => recommender.apply(id),
    takeBackRecommendation: ({ id }) => recommender.takeBack(id),
    dismissRecommendation: ({ id, dismissed }) => recommender.dismiss(id, dismissed),
    getImpact: ({ runId }) => timed(history, 'insight', 'impact', () => impacts.ofRun(runId)),
    compareRuns: ({ before, after }) =>
      timed(history, 'insight', 'compare', () => impacts.ofRuns(before, after)),
    compareRecipes: ({ before, after, paths, images }) => {
      const absolute = paths.map((path) => resolve(path))
      return impacts.ofRecipes(recipes.find(before), recipes.find(after), absolute, images)
    },
  }
}
