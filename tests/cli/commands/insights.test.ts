import { describe, expect, it } from 'vitest'
import { runProgram } from '../../../src/cli/program.ts'
import type { EngineClient } from '../../../src/shared/contract/engine.ts'
import { anomalySchema } from '../../../src/shared/model/anomaly.ts'
import { impactSchema } from '../../../src/shared/model/impact.ts'
import { recommendationSchema } from '../../../src/shared/model/recommendation.ts'
import { trendSchema } from '../../../src/shared/model/trend.ts'
import * as examples from '../../contract/insight-examples.ts'
import { FakeEngine } from '../support/fake-engine.ts'
import { memoryStreams } from '../support/memory-streams.ts'

const trend = trendSchema.parse(examples.trend.value)
const anomaly = anomalySchema.parse(examples.anomaly.value)
const recommendation = recommendationSchema.parse(examples.recommendation.value)
const impact = impactSchema.parse(examples.impact.value)

async function run(argv: readonly string[], answers: Partial<EngineClient>) {
  const { streams, out, err } = memoryStreams()
  const place = { version: '1.2.3', cwd: '/work', electronNote: '/none' }
  const openEngine = async () => new FakeEngine(answers)
  const code = await runProgram(['insights', ...argv], { streams, ...place, openEngine })
  return { code, out: out.text, err: err.text }
}

describe('whittle insights', () => {
  it('trends: tells what moved and how many did not', async () => {
    const asked: unknown[] = []
    const steady = { ...trend, verdict: 'steady' as const, meaning: 'neutral' as const, changePoints: [] }
    const { code, out } = await run(['trends', '--since', '4w'], {
      listTrends: async (params) => {
        asked.push(params)
        return [trend, steady]
      },
    })
    expect({ code, asked }).toEqual({ code: 0, asked: [{ days: 28 }] })
    expect(out).toContain('▲ AVIF takes longer. (p = 0.010)')
    expect(out).toContain('1 series steady.')
    expect((await run(['trends', '--since', '3d'], {})).code).toBe(2)
  })

  it('anomalies: says of one that it is expected, then lists them', async () => {
    const judged: unknown[] = []
    const { code, out } = await run(['anomalies', '--expected', 'a1'], {
      judgeAnomaly: async (params) => {
        judged.push(params)
        return anomaly
      },
      listAnomalies: async () => [anomaly],
    })
    expect({ code, judged }).toEqual({ code: 0, judged: [{ id: 'a1', expected: true }] })
    expect(out).toContain('warning  a1')
    expect(out).toContain('Memory was at 80 %.')
  })

  it('recommendations: applies one, and shows what it is worth', async () => {
    const applied: unknown[] = []
    const { code, out } = await run(['recommendations', '--apply', 'cache-too-small'], {
      applyRecommendation: async (params) => {
        applied.push(params)
        return recommendation
      },
      listRecommendations: async () => [recommendation],
    })
    expect({ code, applied }).toEqual({ code: 0, applied: [{ id: 'cache-too-small' }] })
    expect(out).toContain('[applied] Give the cache 8 GB.  cache-too-small')
    expect(out).toContain('Worth: about 2 % per batch of cache hits (1 % to 3 %). Risk: low.')
    expect(out).toContain('It did what was promised.')
  })

  it('impact: of the latest run, of two runs, of two recipes', async () => {
    const asked: unknown[] = []
    const answer = async (params: unknown) => {
      asked.push(params)
      return impact
    }
    const answers = { getImpact: answer, compareRuns: answer, compareRecipes: answer }
    const { out } = await run(['impact', 'r2'], answers)
    await run(['impact', 'r2', '--with', 'r1'], answers)
    await run(['impact', '--recipes', 'a,b', '--on', 'photos'], answers)
    expect(asked).toEqual([
      { runId: 'r2' },
      { before: 'r1', after: 'r2' },
      { before: 'a', after: 'b', paths: ['/work/photos'], images: 6 },
    ])
    expect(out).toContain('Fixed q80 → Responsive web: 4 images compared, 3 on one side only')
    expect(out).toMatch(/A visitor loads +100 B +50 B +50 % smaller/)
    expect(out).toContain('It pays back in 12 days.')
    expect((await run(['impact', '--recipes', 'a,b'], answers)).code).toBe(2)
  })

  it('prints the very documents with --json', async () => {
    const { out } = await run(['impact', 'r2', '--json'], { getImpact: async () => impact })
    expect(JSON.parse(out)).toEqual(impact)
  })
})
