import { readFile, writeFile } from 'node:fs/promises'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { explanationSchema, queryResultSchema, summarySchema } from '../../../src/shared/model/query.ts'
import { createWorkspace, type Workspace } from '../support/built-cli.ts'

let workspace: Workspace
beforeAll(async () => {
  workspace = await createWorkspace()
  const photos = await workspace.photos('photos', ['Aqua'])
  await workspace.run('optimize', photos, '--out', 'web', '--formats', 'webp', '--sizes', '320x240')
}, 60_000)
afterAll(() => workspace.remove())

describe('stats', { timeout: 60_000 }, () => {
  it('tells what an earlier process did', async () => {
    const { code, stdout, stderr } = await workspace.run('stats', '--json')
    expect([code, stderr]).toEqual([0, ''])
    const { operations, errors } = summarySchema.parse(JSON.parse(stdout))
    const encode = operations.find(({ operation }) => operation === 'optimize')
    expect(encode).toMatchObject({ kind: 'webp', count: 1, errors: 0 })
    expect(errors.count).toBe(0)
  })

  it('goes on with --live until it is interrupted', async () => {
    const running = workspace.start('stats', '--live')
    await running.said(/^time +CPU/m)
    running.interrupt()
    const { code, stderr } = await running.finished
    expect(code).toBe(0)
    expect(stderr).toContain('images/s')
  })
})

describe('history', { timeout: 60_000 }, () => {
  it('answers a question and explains how', async () => {
    const question = [
      'operation_duration',
      '--by',
      'kind',
      '--where',
      'operation=optimize',
      '--show',
      'count',
    ]
    const { stdout } = await workspace.run('history', 'query', ...question, '--json')
    const { series } = queryResultSchema.parse(JSON.parse(stdout))
    expect(series.map(({ tags, points }) => [tags.kind, points[0]?.values.count])).toEqual([['webp', 1]])
    const { stdout: plan } = await workspace.run('history', 'explain', ...question, '--json')
    expect(explanationSchema.parse(JSON.parse(plan)).rows).toBe(1)
  })

  it('is exported, and imported once, however often it is tried', async () => {
    const exported = await workspace.run('history', 'export', 'history.jsonl.gz', '--json')
    expect(exported.code).toBe(0)
    expect(z.object({ records: z.number() }).parse(JSON.parse(exported.stdout)).records).toBeGreaterThan(2)
    expect(gunzipSync(await readFile(workspace.path('history.jsonl.gz'))).length).toBeGreaterThan(100)
    const again = await workspace.run('history', 'export', 'history.jsonl.gz')
    expect([again.code, again.stderr]).toEqual([2, expect.stringContaining('exists')])
    const other = await createWorkspace()
    try {
      const path = workspace.path('history.jsonl.gz')
      const [first, second] = [
        await other.run('history', 'import', path, '--json'),
        await other.run('history', 'import', path, '--json'),
      ]
      const added = z.object({ records: z.number() })
      expect(added.parse(JSON.parse(first.stdout)).records).toBeGreaterThan(2)
      expect(added.parse(JSON.parse(second.stdout)).records).toBe(0)
    } finally {
      await other.remove()
    }
  })

  it('refuses a file that is no history and names an index that there is not', async () => {
    await writeFile(workspace.path('no.jsonl'), '{"hello":"world"}\n')
    const { code, stderr } = await workspace.run('history', 'import', 'no.jsonl')
    expect(code).not.toBe(0)
    expect(stderr).toContain('HISTORY_FILE_INVALID')
    expect((await workspace.run('history', 'advise')).stdout).toBe('No index is needed.\n')
    const drop = await workspace.run('history', 'advise', '--drop', 'by-nothing')
    expect([drop.code, drop.stderr]).toEqual([2, expect.stringContaining('NOT_FOUND')])
  })
})
