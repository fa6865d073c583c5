import type { ComparisonData, PeriodData, RunData } from '../../../src/engine/reports/report-data.ts'
import { anomalySchema } from '../../../src/shared/model/anomaly.ts'
import { impactSchema } from '../../../src/shared/model/impact.ts'
import { recommendationSchema } from '../../../src/shared/model/recommendation.ts'
import { trendSchema } from '../../../src/shared/model/trend.ts'
import { anomaly, impact, recommendation, trend } from '../../contract/insight-examples.ts'
import { recordsOf, sampleItem, sampleOutput, sampleRun } from './sample-run.ts'

/** A folder of which nothing may be told. */
export const secret = '/home/jo/secret clients'

const outDir = `${secret}/out`
const run = sampleRun({ outDir })

/** A run whose items name folders wherever an item can. */
export const runData: RunData = {
  kind: 'run',
  run,
  items: recordsOf([
    sampleItem({
      name: 'sub/a.jpg',
      input: `${secret}/sub/a.jpg`,
      outputs: [
        sampleOutput({
          path: `${outDir}/sub/a-640w.avif`,
          score: 81.25,
          reason: `Smaller than ${secret}/sub/a.jpg.`,
        }),
        sampleOutput({ index: 1, path: `${secret}/elsewhere/a.webp`, format: 'webp', bytes: 60_000 }),
      ],
    }),
    sampleItem({
      name: '=cmd|calc!A1.jpg',
      input: `${secret}/=cmd|calc!A1.jpg`,
      state: 'failed',
      outputs: [],
      error: {
        code: 'INPUT_CORRUPT',
        message: `${secret}/=cmd|calc!A1.jpg is damaged.`,
        detail: `vips: ${secret}`,
      },
    }),
  ]),
}

export const comparisonData: ComparisonData = {
  kind: 'comparison',
  before: run,
  after: sampleRun({ id: 'after', outDir: `${secret}/out2` }),
  impact: {
    ...impactSchema.parse(impact.value),
    caveats: [
      { code: 'from-cache', count: 1, of: 2, message: `The originals in ${secret}/out were changed.` },
    ],
  },
}

const from = new Date(2026, 10, 16).getTime()
const [firstTrend, firstAnomaly, firstAdvice] = [
  trendSchema.parse(trend.value),
  anomalySchema.parse(anomaly.value),
  recommendationSchema.parse(recommendation.value),
]

export const periodData: PeriodData = {
  kind: 'period',
  from,
  to: new Date(2026, 10, 23).getTime(),
  runs: [
    sampleRun({ outDir, finishedAt: from + 100_000_000 }),
    sampleRun({ id: 'second', outDir, finishedAt: from + 1 }),
  ],
  performance: {
    from,
    to: from + 604_800_000,
    operations: [
      {
        operation: 'optimize',
        kind: 'avif',
        count: 12,
        errors: 1,
        avg: 90,
        p50: 80,
        p95: 200,
        p99: 300,
        max: 400,
      },
    ],
    resources: [{ metric: 'cpu', tags: {}, avg: 40, p95: 80, max: 100 }],
    errors: { count: 1, percent: 8.3, byCode: [{ operation: 'optimize', code: 'INPUT_CORRUPT', count: 1 }] },
    gaps: [],
  },
  trends: [firstTrend],
  anomalies: [firstAnomaly],
  recommendations: [{ ...firstAdvice, reason: `The drive of ${outDir} is slow; see /mnt/nas/share too.` }],
}
