import { describe, expect, it } from 'vitest'
import { runProgram } from '../../../src/cli/program.ts'
import type { Summary } from '../../../src/shared/model/query.ts'
import { FakeEngine } from '../support/fake-engine.ts'
import { memoryStreams } from '../support/memory-streams.ts'

const day = 86_400_000
const operation = { operation: 'optimize', kind: 'avif', count: 200, errors: 3 }
const times = { avg: 812, p50: 640, p95: 2_100, p99: 4_000, max: 61_000 }
const summary: Summary = {
  from: 0,
  to: day,
  operations: [{ ...operation, ...times }],
  resources: [
    { metric: 'cpu', tags: {}, avg: 41.26, p95: 93, max: 100 },
    { metric: 'disk_free', tags: { drive: '/' }, avg: 5e10, p95: 5e10, max: 6e10 },
    { metric: 'load', tags: {}, avg: 1.234, p95: 3, max: 4 },
  ],
  errors: { count: 3, percent: 1.5, byCode: [{ operation: 'optimize', code: 'INPUT_CORRUPT', count: 3 }] },
  gaps: [{ from: 0, to: 3_600_000, what: 'Some samples' }],
}
const nothing: Summary = {
  from: 0,
  to: day,
  operations: [],
  resources: [],
  errors: { count: 0, percent: 0, byCode: [] },
  gaps: [],
}

async function stats(argv: readonly string[], answer: Summary) {
  const asked: { from: number; to: number }[] = []
  const engine = new FakeEngine({
    summarizeHistory: async (range) => {
      asked.push(range)
      return answer
    },
  })
  const { out, err, streams } = memoryStreams()
  const code = await runProgram(['stats', ...argv], {
    streams,
    version: '0',
    cwd: '/project',
    openEngine: async () => engine,
    electronNote: '',
  })
  const [range] = asked
  return { code, out: out.text, err: err.text, length: range === undefined ? 0 : range.to - range.from }
}

describe('stats', () => {
  it('shows operations, resources, errors and what is missing', async () => {
    const { code, out, length } = await stats([], summary)
    expect([code, length]).toEqual([0, day])
    expect(out).toMatch(/^optimize +avif +200 +3 +812 ms +640 ms +2\.1 s +4\.0 s +1 min 01 s$/m)
    expect(out).toMatch(/^cpu +41\.3 % +93\.0 % +100\.0 %$/m)
    expect(out).toMatch(/^disk_free \/ +50 GB +50 GB +60 GB$/m)
    expect(out).toMatch(/^load +1\.23 +3\.00 +4\.00$/m)
    expect(out).toContain('3 errors, 1.50 % of all operations\n  optimize INPUT_CORRUPT: 3')
    expect(out).toContain('Missing: Some samples, 1970-01-01T00:00:00.000Z – 1970-01-01T01:00:00.000Z')
  })

  it('is one document for a time that is asked for', async () => {
    const { out, length } = await stats(['--since', '7d', '--json'], summary)
    expect(length).toBe(7 * day)
    expect(JSON.parse(out)).toEqual(summary)
  })

  it('says so when nothing was recorded', async () => {
    expect((await stats([], nothing)).out).toMatch(/^Nothing was recorded in the last 24 h/)
  })

  it('refuses a length that is none', async () => {
    const { code, err } = await stats(['--since', 'long'], nothing)
    expect(code).toBe(2)
    expect(err).toContain('24h')
  })
})
