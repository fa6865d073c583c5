import { expect, it } from 'vitest'
import { runProgram } from '../../../src/cli/program.ts'
import type { EngineClient } from '../../../src/shared/contract/engine.ts'
import type { Advice, Explanation, QueryResult } from '../../../src/shared/model/query.ts'
import { FakeEngine } from '../support/fake-engine.ts'
import { memoryStreams } from '../support/memory-streams.ts'

const at = Date.UTC(2026, 10, 24, 10)
const result: QueryResult = {
  series: [{ tags: { kind: 'avif' }, points: [{ at, values: { count: 12, p95: 1_234.567, avg: null } }] }],
  exact: false,
  gaps: [{ from: at, to: at + 3_600_000, what: 'Some operations' }],
}
const explanation: Explanation = {
  steps: [
    { source: '1h', index: ['kind'], from: at, to: at + 3_600_000, shards: 2, pruned: 1, rows: 40 },
    { source: '1d', index: [], from: at, to: at + 3_600_000, shards: 1, pruned: 0, rows: 2 },
  ],
  shards: 3,
  rows: 42,
  durationMs: 8,
  result,
}
const advice: Advice = {
  id: 'by-operation_duration+kind',
  metric: 'operation_duration',
  tags: ['kind'],
  state: 'recommended',
  queries: 7,
  measured: { beforeMs: 20, afterMs: 2.5, rowsBefore: 9_000, rowsAfter: 900 },
  automatic: false,
  lastUsedAt: at,
}

async function history(argv: readonly string[], answers: Partial<EngineClient> = {}) {
  const engine = new FakeEngine(answers)
  const { out, err, streams } = memoryStreams()
  const code = await runProgram(['history', ...argv], {
    streams,
    version: '0',
    cwd: '/project',
    openEngine: async () => engine,
    electronNote: '',
  })
  return { code, out: out.text, err: err.text, closed: engine.closed }
}

it('asks what the options say', async () => {
  const asked: unknown[] = []
  const argv = ['query', 'operation_duration', '--from', '2026-11-01', '--to', '2026-11-08', '--step', '1d']
  const tags = ['--by', 'kind, status', '--where', 'kind=avif,webp', '--where', 'status=ok']
  const { code, out } = await history([...argv, ...tags, '--show', 'p95,count', '--json'], {
    queryHistory: async (query) => {
      asked.push(query)
      return result
    },
  })
  expect(code).toBe(0)
  expect(asked).toEqual([
    {
      metric: 'operation_duration',
      from: Date.UTC(2026, 10, 1),
      to: Date.UTC(2026, 10, 8),
      step: 86_400_000,
      groupBy: ['kind', 'status'],
      filter: { kind: ['avif', 'webp'], status: ['ok'] },
      aggregations: ['p95', 'count'],
    },
  ])
  expect(JSON.parse(out)).toEqual(result)
})

it('shows an answer as a table, with what is missing and what is not exact', async () => {
  const { out } = await history(['query', 'operation_duration', '--by', 'kind', '--show', 'count,p95,avg'], {
    queryHistory: async () => result,
  })
  expect(out).toMatch(/^From \(UTC\) +kind +count +p95 +avg$/m)
  expect(out).toMatch(/^2026-11-24 10:00:00 +avif +12 +1235 +–$/m)
  expect(out).toContain('Missing: Some operations, 2026-11-24T10:00:00.000Z – 2026-11-24T11:00:00.000Z')
  expect(out).toContain('coarser data')
})

it('says so when nothing matches', async () => {
  const { out } = await history(['query', 'cpu'], {
    queryHistory: async () => ({ series: [], exact: true, gaps: [] }),
  })
  expect(out).toBe('Nothing was recorded that matches.\n')
})

it('shows how a question is answered', async () => {
  const answers = { explainQuery: async () => explanation }
  const { out } = await history(['explain', 'operation_duration'], answers)
  expect(out).toMatch(/^1h +kind +2026-11-24T10:00:00.000Z +2026-11-24T11:00:00.000Z +2 +1 +40$/m)
  expect(out).toMatch(/^1d +total /m)
  expect(out).toContain('3 shards, 42 rows, 8 ms')
  const { out: document } = await history(['explain', 'operation_duration', '--json'], answers)
  expect(JSON.parse(document)).toEqual(explanation)
})

it('exports to and imports from paths of the working folder', async () => {
  const paths: string[] = []
  const answers: Partial<EngineClient> = {
    exportHistory: async ({ path }) => {
      paths.push(path)
      return { path, records: 3, bytes: 2_000 }
    },
    importHistory: async ({ path }) => {
      paths.push(path)
      return { records: 1, rows: 5 }
    },
  }
  expect((await history(['export', 'a.jsonl'], answers)).out).toBe('/project/a.jsonl: 3 records, 2 kB\n')
  expect((await history(['import', '/b.gz'], answers)).out).toBe('New: 1 record, 5 roll-up rows.\n')
  expect(JSON.parse((await history(['import', '/b.gz', '--json'], answers)).out)).toEqual({
    records: 1,
    rows: 5,
  })
  expect(paths).toEqual(['/project/a.jsonl', '/b.gz', '/b.gz'])
})

it('lists advice with what was measured, and drops and builds indices', async () => {
  const done: string[] = []
  const answers: Partial<EngineClient> = {
    listAdvice: async () => [advice],
    applyAdvice: async ({ id }) => {
      done.push(`apply ${id}`)
      return advice
    },
    dropIndex: async ({ id }) => {
      done.push(`drop ${id}`)
      return {}
    },
  }
  const { out } = await history(['advise', '--apply', advice.id], answers)
  expect(out).toMatch(/^by-operation_duration\+kind +recommended +7 +9000 → 900 rows +20\.0 → 2\.5 ms$/m)
  const { out: document } = await history(['advise', '--drop', 'by-x', '--json'], answers)
  expect(JSON.parse(document)).toEqual({ advice: [advice] })
  expect(done).toEqual([`apply ${advice.id}`, 'drop by-x'])
  expect((await history(['advise'], { listAdvice: async () => [] })).out).toBe('No index is needed.\n')
})

it.each([
  [['query'], 'metric'],
  [['query', 'cpu', '--since', '5x'], '--since'],
  [['query', 'cpu', '--since', '0d'], '--since'],
  [['query', 'cpu', '--from', 'yesterday'], '--from'],
  [['query', 'cpu', '--where', 'avif'], 'TAG=VALUE'],
  [['query', 'cpu', '--show', 'p97'], 'p97'],
  [['export'], 'file'],
])('refuses %j', async (argv, said) => {
  const { code, err, closed } = await history(argv)
  expect([code, closed]).toEqual([2, 0])
  expect(err).toContain(said)
})
