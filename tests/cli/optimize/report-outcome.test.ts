import { describe, expect, it } from 'vitest'
import { reportOutcome } from '../../../src/cli/optimize/report-outcome.ts'
import type { Outcome } from '../../../src/cli/optimize/session.ts'
import { toErrorData, WhittleError } from '../../../src/shared/errors.ts'
import { resultDocumentSchema } from '../../../src/shared/model/result-document.ts'
import { makeBatch, makeItem, makeOutput } from '../support/fixtures.ts'
import { memoryStreams } from '../support/memory-streams.ts'

const finished = makeItem({ state: 'done', outputs: [makeOutput()] })
const waiting = makeItem({ id: 'item-2', input: '/in/b.jpg', state: 'queued' })
const failure = { input: '/in/c.jpg', code: 'INPUT_EMPTY', message: 'The file is empty.' }
const document = resultDocumentSchema.parse({
  batchId: 'batch-1',
  recipe: 'responsive-web',
  durationMs: 1_500,
  totalProcessed: 1,
  bytesIn: 0,
  bytesOut: 0,
  cache: { hits: 0, misses: 0 },
  success: [],
  failed: [failure],
  skipped: [],
})

function report(outcome: Outcome, options: { json?: boolean; quiet?: boolean } = {}) {
  const { out, err, streams } = memoryStreams()
  const request = { typedPaths: ['my photos', 'b'], params: { paths: ['/in'] }, outDir: undefined }
  const code = reportOutcome(outcome, { request, options, streams, cwd: '/' })
  return { code, out, err }
}

describe('a finished batch', () => {
  const done: Outcome = { kind: 'done', batch: makeBatch({ state: 'done' }), document }

  it('is told to people on standard error, with exit code 1 for a failed image', () => {
    const { code, out, err } = report(done)
    expect(code).toBe(1)
    expect(out.text).toBe('')
    expect(err.text).toContain('in/c.jpg: The file is empty. (INPUT_EMPTY)')
    expect(err.text).toContain('1 failed in 1.5 s.')
  })

  it('is one document with --json', () => {
    const { out, err } = report(done, { json: true })
    expect(JSON.parse(out.text)).toEqual(document)
    expect(err.text).toBe('')
  })

  it('tells only failures with --quiet', () => {
    const { err } = report(done, { quiet: true })
    expect(err.lines[0]).toBe('Failed:')
    expect(err.text).not.toContain('1.5 s')
  })

  it('counts as done when nothing failed', () => {
    expect(report({ ...done, document: { ...document, failed: [] } }).code).toBe(0)
  })

  it('does not hide that its manifest is missing', () => {
    const error = toErrorData(new WhittleError('OUTPUT_DISK_FULL'))
    const batch = makeBatch({ state: 'done', error })
    const { code, out, err } = report(
      { kind: 'done', batch, document: { ...document, failed: [] } },
      { json: true },
    )
    expect(code).toBe(1)
    expect(JSON.parse(out.text)).toMatchObject({ error: { code: 'OUTPUT_DISK_FULL' } })
    expect(err.text).toContain('The disk is full. (OUTPUT_DISK_FULL)')
  })
})

describe('a batch that failed as a whole', () => {
  it.each([
    ['OUTPUT_UNWRITABLE', 2],
    ['POOL_UNAVAILABLE', 2],
    ['OUTPUT_DISK_FULL', 1],
    ['INTERNAL', 1],
  ] as const)('with %s answers %d', (errorCode, exitCode) => {
    const error = toErrorData(new WhittleError(errorCode))
    const batch = makeBatch({ state: 'failed', error })
    const { code, out, err } = report({ kind: 'ended', batch, items: [finished, waiting] }, { json: true })
    expect(code).toBe(exitCode)
    const result: unknown = JSON.parse(out.text)
    expect(result).toMatchObject({ error, failed: [{ input: '/in/b.jpg', code: errorCode }] })
    expect(resultDocumentSchema.parse(result).success).toHaveLength(1)
    expect(err.text).toContain(errorCode)
    expect(err.lines.at(-1)).toContain('--resume')
  })

  it('is not said to be resumable when its plan already failed', () => {
    const { startedAt: _, ...planned } = makeBatch({
      state: 'failed',
      error: toErrorData(new WhittleError('INTERNAL')),
    })
    const { code, err } = report({ kind: 'ended', batch: planned, items: [] })
    expect([code, err.text]).toEqual([1, expect.not.stringContaining('--resume')])
  })
})

describe('an interrupted batch', () => {
  const items = new Map([finished, waiting].map((item) => [item.id, item]))
  const interrupted: Outcome = {
    kind: 'interrupted',
    batch: makeBatch({ outDir: '/out put' }),
    items,
  }

  it('answers 3 and tells how to go on', () => {
    const { code, out, err } = report(interrupted, { quiet: true })
    expect(code).toBe(3)
    expect(out.text).toBe('')
    expect(err.lines).toEqual([
      'Interrupted: 1 of 2 images done. To go on:',
      "  whittle optimize 'my photos' b --out '/out put' --resume",
    ])
  })

  it('is still one document with --json', () => {
    const { out } = report(interrupted, { json: true })
    const result: unknown = JSON.parse(out.text)
    expect(resultDocumentSchema.parse(result).success).toHaveLength(1)
    expect(result).toMatchObject({ error: { code: 'INTERRUPTED' }, skipped: [{ code: 'INTERRUPTED' }] })
  })

  it('is a document and a line even before anything was started', () => {
    const { code, out, err } = report({ kind: 'not-started' }, { json: true })
    expect(code).toBe(3)
    expect(JSON.parse(out.text)).toMatchObject({ error: { code: 'INTERRUPTED' } })
    expect(err.lines).toHaveLength(1)
  })
})
