import { describe, expect, it } from 'vitest'
import { runProgram } from '../../../src/cli/program.ts'
import type { ErrorData } from '../../../src/shared/errors.ts'
import type { Run } from '../../../src/shared/model/history.ts'
import { type ReportRequest, reportRequestSchema } from '../../../src/shared/model/report-request.ts'
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

async function report(argv: readonly string[], runs: readonly Run[], problem?: ErrorData) {
  const asked: unknown[] = []
  const engine = new FakeEngine({
    listRuns: async ({ limit = 100 }) => runs.slice(0, limit),
    writeReport: async (params) => {
      asked.push(params)
      const paths = [`${params.dir}/a.json`, `${params.dir}/a.html`]
      return { paths, ...(problem === undefined ? {} : { problem }) }
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
  expect(engine.closed).toBeLessThanOrEqual(1)
  return { code, out: out.text, err: err.text, asked }
}

/** What is asked for without further options. */
const plain = { title: '', notes: '', logo: '', paths: false }

describe('report', () => {
  it('writes the latest run in both formats and prints the paths', async () => {
    const { code, out, asked } = await report(['--out', 'r'], [latest, { ...latest, id: 'run-1' }])
    expect(code).toBe(0)
    expect(asked).toEqual([
      { ...plain, subject: { kind: 'run', runId: 'run-2' }, formats: ['json', 'html'], dir: '/project/r' },
    ])
    expect(out).toBe('/project/r/a.json\n/project/r/a.html\n')
  })

  it('writes the run and the format asked for', async () => {
    const argv = ['--run', 'run-1', '--format', 'html', '--out', '/r', '--json']
    const { out, asked } = await report(argv, [latest])
    const subject = { kind: 'run', runId: 'run-1' }
    expect(asked).toEqual([{ ...plain, subject, formats: ['html'], dir: '/r' }])
    expect(JSON.parse(out)).toEqual({ subject, paths: ['/r/a.json', '/r/a.html'] })
  })

  it('writes of two runs, with title, notes, logo and paths', async () => {
    const words = ['--title', 'Spring', '--notes', 'For the client', '--logo', 'l.png', '--paths']
    const argv = ['--compare', 'a', 'b', '--format', 'pdf,csv', '--out', '/r', ...words]
    const { code, asked } = await report(argv, [latest])
    expect(code).toBe(0)
    expect(asked).toEqual([
      {
        subject: { kind: 'comparison', before: 'a', after: 'b' },
        formats: ['pdf', 'csv'],
        dir: '/r',
        title: 'Spring',
        notes: 'For the client',
        logo: '/project/l.png',
        paths: true,
      },
    ])
  })

  it('writes of a time until now', async () => {
    const { asked } = await report(['--since', '30d', '--out', '/r'], [])
    const [{ subject }] = reportRequestSchema.array().length(1).parse(asked) as [ReportRequest]
    if (subject.kind !== 'period') throw new Error(`It is of a ${subject.kind}.`)
    expect(subject.to - subject.from).toBe(30 * 86_400_000)
    expect(Math.abs(subject.to - Date.now())).toBeLessThan(60_000)
  })

  it.each([
    [['--compare', 'a', '--out', '/r'], 'takes two runs'],
    [['--compare', 'a', 'b', 'c', '--out', '/r'], 'takes two runs'],
    [['--run', 'a', '--since', '7d', '--out', '/r'], 'only one of'],
    [['--run', 'a', '--format', 'docx', '--out', '/r'], 'html, pdf, csv, json'],
  ])('refuses %j', async (argv, words) => {
    const { code, err } = await report(argv, [latest], undefined)
    expect(code).toBe(2)
    expect(err).toContain(words)
  })

  it('says how to get a PDF, after what could be written', async () => {
    const problem = {
      code: 'PDF_UNAVAILABLE',
      message: 'No Electron.',
      hint: 'Run "npm run setup".',
    } as const
    const { code, out, err } = await report(['--format', 'html,pdf', '--out', '/r'], [latest], problem)
    expect(code).toBe(1)
    expect(out).toContain('/r/a.html')
    expect(err).toContain('No Electron. Run "npm run setup".')
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
