import { mean, quantileSorted } from 'simple-statistics'
import type { ScoreSummary } from '../../../shared/model/impact.ts'
import type { OutputResult } from '../../../shared/model/output.ts'

const binWidth = 5
const bins = 100 / binWidth

/** How the scores of outputs are spread; `null` where none was judged. Scores below 0 count as 0. */
export function scoreSummary(outputs: readonly Pick<OutputResult, 'score'>[]): ScoreSummary | null {
  const scores = outputs.flatMap(({ score }) => score ?? []).sort((a, b) => a - b)
  const [min] = scores
  if (min === undefined) return null
  const histogram = Array.from({ length: bins }, () => 0)
  for (const score of scores) {
    const bin = Math.min(bins - 1, Math.max(0, Math.floor(score / binWidth)))
    histogram[bin] = (histogram[bin] ?? 0) + 1
  }
  return {
    judged: scores.length,
    unjudged: outputs.length - scores.length,
    min,
    p5: quantileSorted(scores, 0.05),
    median: quantileSorted(scores, 0.5),
    p95: quantileSorted(scores, 0.95),
    max: scores.at(-1) ?? min,
    mean: mean(scores),
    histogram,
  }
}
