import { describe, expect, it } from 'vitest'
import { connectionNameSchema, connections } from '../../src/shared/connections.ts'
import { anomalySchema } from '../../src/shared/model/anomaly.ts'
import { impactSchema } from '../../src/shared/model/impact.ts'
import { recommendationSchema } from '../../src/shared/model/recommendation.ts'
import { trendSchema } from '../../src/shared/model/trend.ts'
import { expectContract } from './example.ts'
import * as examples from './insight-examples.ts'

describe('insights', () => {
  it.each([
    ['trend', trendSchema, examples.trend],
    ['anomaly', anomalySchema, examples.anomaly],
    ['recommendation', recommendationSchema, examples.recommendation],
    ['impact', impactSchema, examples.impact],
  ] as const)('%s', (_, schema, example) => expectContract(schema, example))

  it('know every connection, slowest first', () => {
    const bits = connectionNameSchema.options.map((name) => connections[name].downBits)
    expect(bits[0]).toBe(Math.min(...bits))
    expect(bits.at(-1)).toBe(Math.max(...bits))
  })
})
