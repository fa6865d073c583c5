import { describe, expect, it } from 'vitest'
import { runProgram } from '../../../src/cli/program.ts'
import type { Run } from '../../../src/shared/model/history.ts'
import { responsiveWeb } from '../../../src/shared/recipe/index.ts'
import { FakeEngine } from '../support/fake-engine.ts'
import { memoryStreams } from '../support/memory-streams.ts'

const latest: Run = {
  id: 'run-2',
  label: 'photos',
  recipe: responsiveWeb,
  outDir: '/project/web',
  throughput: { imagesPerSecond: 1, megapixelsPerSecond: 2 },
  state: 'done',
  startedAt: 0,
  finishedAt: 62_000,
  durationMs: 62_000,
  counts: { total: 6, done: 5, failed: 1, skipped: 0, cancelled: 0, running: 0 },
  bytes: { input: 1_000_000, inputDone: 1_000_000, output: 900_000, served: 400_000 },
  outputs: 45,
}

async function report(argv: readonly string[], runs: readonly Run[]) {
  const asked: unknown[] = []
  const engine = new FakeEngine({
    listRuns: async ({ limit = 100 }) => runs.slice(0, limit),
    writeReport: async (params) => {
      asked.push(params)
      return { paths: [`${params.dir}/a.json`, `${params.dir}/a.html`] }
    },
  })
  const { out, err, streams } = memoryStreams()
  const openEngine = async () => engine
  const code = await runProgram(['report', ...argv], {
    streams,
    version: '0',
    cwd: '/project',
    openEngine,
    electronNote: '',
  })
  expect(engine.closed).toBe(1)
  return { code, out: out.text, err: err.text, asked }
}

describe('report', () => {
  it('writes the latest run in both formats and prints the paths', async () => {
    const { code, out, asked } = await report(['--out', 'r'], [latest, { ...latest, id: 'run-1' }])
    expect(code).toBe(0)
    expect(asked).toEqual([{ runId: 'run-2', formats: ['json', 'html'], dir: '/project/r' }])
    expect(out).toBe('/project/r/a.json\n/project/r/a.html\n')
  })

  it('writes the run and the format asked for', async () => {
    const argv = ['--run', 'run-1', '--format', 'html', '--out', '/r', '--json']
    const { out, asked } = await report(argv, [latest])
    expect(asked).toEqual([{ runId: 'run-1', formats: ['html'], dir: '/r' }])
    expect(JSON.parse(out)).toEqual({ runId: 'run-1', paths: ['/r/a.json', '/r/a.html'] })
  })

  it('says that there is no run yet', async () => {
    const { code, err } = await report(['--out', 'r'], [])
    expect(code).toBe(2)
    expect(err).toContain('no run has been recorded yet')
  })
})

describe('report --list', () => {
  it('is a table', async () => {
    const { code, out } = await report(['--list'], [latest])
    expect(code).toBe(0)
    expect(out).toMatch(/^run-2 .*photos +done +5\/6 +1 min 02 s +1 MB +60 % smaller +web$/m)
  })

  it('is a document', async () => {
    const { out } = await report(['--list', '--json'], [latest])
    expect(JSON.parse(out)).toEqual({ runs: [latest] })
  })

  it('is a sentence when there is none', async () => {
    expect((await report(['--list'], [])).out).toBe('No run has been recorded yet.\n')
  })
})
