import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { findingSchema } from '../../../src/shared/contract/engine.ts'
import { runSchema } from '../../../src/shared/model/history.ts'
import { resultDocumentSchema } from '../../../src/shared/model/result-document.ts'
import { createWorkspace, type Workspace } from '../support/built-cli.ts'

let workspace: Workspace
let batchId: string
beforeAll(async () => {
  workspace = await createWorkspace()
  const photos = await workspace.photos('photos', ['Aqua'])
  const args = ['optimize', photos, '--out', 'web', '--formats', 'webp', '--sizes', '320x240', '--json']
  const { stdout } = await workspace.run(...args)
  batchId = resultDocumentSchema.parse(JSON.parse(stdout)).batchId
}, 60_000)
afterAll(() => workspace.remove())

describe('report', { timeout: 60_000 }, () => {
  it('lists the run of an earlier process', async () => {
    const { code, stdout, stderr } = await workspace.run('report', '--list', '--json')
    expect([code, stderr]).toEqual([0, ''])
    const { runs } = z.object({ runs: z.array(runSchema) }).parse(JSON.parse(stdout))
    expect(runs.map((run) => [run.id, run.counts.done])).toEqual([[batchId, 1]])
    expect((await workspace.run('report', '--list')).stdout).toContain(batchId)
  })

  it('writes the latest run as JSON and HTML', async () => {
    const { code, stdout } = await workspace.run('report', '--out', 'reports', '--json')
    expect(code).toBe(0)
    const { paths, subject } = z
      .object({ subject: z.unknown(), paths: z.tuple([z.string(), z.string()]) })
      .parse(JSON.parse(stdout))
    expect(subject).toEqual({ kind: 'run', runId: batchId })
    const [json, html] = await Promise.all(paths.map((path) => readFile(path, 'utf8')))
    expect(() => JSON.parse(json ?? '')).not.toThrow()
    expect(html?.toLowerCase()).toContain('<!doctype html')
    expect(html).toContain('Aqua.jpg')
  })

  it('answers 2 for a run that does not exist', async () => {
    const { code, stderr } = await workspace.run('report', '--run', 'nope', '--out', 'reports')
    expect([code, stderr]).toEqual([2, expect.stringContaining('NOT_FOUND')])
  })
})

describe('doctor', { timeout: 60_000 }, () => {
  it('finds nothing missing on a machine that runs these tests', async () => {
    const { code, stdout, stderr } = await workspace.run('doctor', '--json')
    const document = z
      .object({ version: z.string(), ok: z.boolean(), findings: z.array(findingSchema).min(3) })
      .parse(JSON.parse(stdout))
    expect(document.findings.filter((finding) => finding.status === 'missing')).toEqual([])
    expect([code, stderr, document.ok]).toEqual([0, '', true])
  })

  it('reads as a list', async () => {
    expect((await workspace.run('doctor')).stdout).toMatch(/^✓ +.*Node/m)
  })
})

describe('usage', () => {
  it('is one line, a pointer and exit code 2', async () => {
    expect(await workspace.run('optimize', 'x', '--watermark', '80')).toEqual({
      code: 2,
      stdout: '',
      stderr: 'whittle: unknown option \'--watermark\'\nsee "whittle optimize --help"\n',
    })
  })

  it('tells its version', async () => {
    expect((await workspace.run('--version')).stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
  })
})
