import { readdir } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { resultDocumentSchema } from '../../../src/shared/model/result-document.ts'
import { createWorkspace, sampleNames, type Workspace } from '../support/built-cli.ts'

let workspace: Workspace
beforeEach(async () => {
  workspace = await createWorkspace()
})
afterEach(() => workspace.remove())

// Windows has no SIGINT to send to another process.
describe.skipIf(process.platform === 'win32')('Ctrl-C', { timeout: 240_000 }, () => {
  it('ends with 3 and a document; --resume goes on with what is left', async () => {
    const photos = await workspace.photos('my photos', sampleNames)
    await workspace.photos('my photos/again', sampleNames)
    const args = ['optimize', photos, '--out', 'web', '--concurrency', '1', '--json']
    const cli = workspace.start(...args)
    await cli.said(/\b([1-9]|1[01])\/12 images/)
    cli.interrupt()
    const stopped = await cli.finished
    expect([stopped.code, stopped.stderr]).toEqual([3, expect.stringContaining('To go on:')])
    expect(stopped.stderr).toContain(`whittle optimize '${photos}' --out ${workspace.path('web')} --resume`)
    const first = resultDocumentSchema.parse(JSON.parse(stopped.stdout))
    expect(first.success.length).toBeGreaterThan(0)
    expect(first.skipped.map((one) => one.code)).toEqual(
      Array.from({ length: 12 - first.success.length }, () => 'INTERRUPTED'),
    )
    expect((await readdir(workspace.path('web'))).filter((name) => name.endsWith('.part'))).toEqual([])

    const resumed = await workspace.run(...args, '--resume')
    expect([resumed.code, resumed.stderr]).toEqual([0, expect.stringContaining('Resuming my photos')])
    const second = resultDocumentSchema.parse(JSON.parse(resumed.stdout))
    expect(second.batchId).toBe(first.batchId)
    expect(second.success).toHaveLength(12)
    expect(second.success).toEqual(expect.arrayContaining(first.success))
    expect(await readdir(workspace.path('home/journal'))).toEqual([])
  })

  it('twice ends it at once, and the batch can still be resumed', async () => {
    const photos = await workspace.photos('photos', sampleNames)
    const args = ['optimize', photos, '--out', 'web', '--formats', 'webp,jpeg']
    const cli = workspace.start(...args)
    await cli.said(/0\/6 images/)
    cli.interrupt()
    cli.interrupt()
    expect((await cli.finished).code).toBe(3)
    const resumed = await workspace.run(...args, '--resume')
    expect(resumed.code).toBe(0)
  })
})
