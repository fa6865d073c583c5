import type { ScoreName } from '../../features/history/scores.ts'
import type { InsightRange } from '../../state/insight.ts'

export const insight = {
  view: 'What to see',
  runs: 'Runs',
  performance: 'Performance',
  scores: 'Scoreboard',
  range: 'Time',
  ranges: { hour: 'Last hour', day: 'Last day', week: 'Last week', month: 'Last month' } satisfies Record<
    InsightRange,
    string
  >,
  operation: 'Operation',
  kind: 'Kind',
  count: 'Count',
  errors: 'Errors',
  avg: 'Average',
  p50: 'p50',
  p95: 'p95',
  p99: 'p99',
  max: 'Longest',
  nothing: 'Nothing was recorded in that time.',
  runAgain: 'Run again',
  compareWith: 'Compare with',
  noComparison: 'No other run',
  what: 'What',
}

export const scores = {
  group: { performance: 'Performance', resources: 'Resources', experience: 'Experience' },
  name: {
    ipc: 'Answers, p95',
    image: 'Pictures on screen, p95',
    hitRate: 'Pictures there at once',
    errors: 'Errors',
    cpu: 'Processor, average',
    memory: 'Memory, average',
    bandwidth: 'Bytes saved',
    ttfb: 'First byte, p95',
    fcp: 'First paint, p95',
    lcp: 'Largest paint, p95',
    cls: 'Layout shift, p95',
  } satisfies Record<ScoreName, string>,
  met: 'Met',
  missed: 'Missed',
  unknown: 'Not measured yet',
}
