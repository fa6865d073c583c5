import { copyFileSync, existsSync, readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { undoReportSchema } from '../../../src/shared/model/backup.ts'
import { cacheStatsSchema } from '../../../src/shared/model/cache.ts'
import { resultDocumentSchema } from '../../../src/shared/model/result-document.ts'
import { createWorkspace, type Workspace } from '../support/built-cli.ts'

const quick = ['--formats', 'webp', '--sizes', '320x240', '--quality', '60', '--effort', '0']

let workspace: Workspace
beforeAll(async () => {
  workspace = await createWorkspace()
})
afterAll(() => workspace.remove())

describe('cache', { timeout: 120_000 }, () => {
  it('spares the second run its work, tells about it, and is emptied on request', async () => {
    const photos = await workspace.photos('photos', ['Aqua', 'Garden'])
    const first = await workspace.run('optimize', photos, '--out', 'one', ...quick, '--json')
    expect(resultDocumentSchema.parse(JSON.parse(first.stdout)).cache).toEqual({ hits: 0, misses: 2 })
    const again = await workspace.run('optimize', photos, '--out', 'two', ...quick, '--json', '--distrust')
    expect(resultDocumentSchema.parse(JSON.parse(again.stdout)).cache).toEqual({ hits: 2, misses: 0 })
    const stats = await workspace.run('cache', 'stats', '--json')
    expect(cacheStatsSchema.parse(JSON.parse(stats.stdout))).toMatchObject({
      entries: 2,
      lookups: { hits: 2, misses: 2, hitRate: 0.5 },
    })
    expect((await workspace.run('cache', 'stats')).stdout).toContain('Of 4 look-ups 50 % were hits')
    expect(await workspace.run('cache', 'verify')).toMatchObject({ code: 0 })
    expect(await workspace.run('cache', 'prune')).toMatchObject({ code: 0 })
    expect((await workspace.run('cache', 'clear')).stdout).toBe('The cache is empty.\n')
    const nothing = await workspace.run('cache', 'warm')
    expect(nothing).toMatchObject({ code: 2 })
    expect(nothing.stderr).toContain('say what to prepare')
  })
})

describe('in place', { timeout: 120_000 }, () => {
  it('is undone by a later command', async () => {
    const photos = await workspace.photos('mine', ['Aqua'])
    const original = readFileSync(workspace.path('mine', 'Aqua.jpg'))
    const recipe = ['--recipe', 'same-format', '--quality', '40']
    const done = await workspace.run('optimize', photos, '--in-place', ...recipe, '--json')
    expect(done.code).toBe(0)
    expect(readFileSync(workspace.path('mine', 'Aqua.jpg')).equals(original)).toBe(false)
    const undone = await workspace.run('undo', '--json')
    expect(undoReportSchema.parse(JSON.parse(undone.stdout))).toMatchObject({ restored: 1, refused: [] })
    expect(readFileSync(workspace.path('mine', 'Aqua.jpg')).equals(original)).toBe(true)
    expect((await workspace.run('undo', '--list')).stdout).toBe('No run in place can be undone.\n')
    expect(await workspace.run('undo')).toMatchObject({ code: 2 })
    const refused = await workspace.run('optimize', photos, '--in-place')
    expect(refused.stderr).toContain('IN_PLACE_RECIPE')
  })
})

describe.skipIf(process.platform === 'win32')('watch', { timeout: 120_000 }, () => {
  it('tells every image as it comes, and ends with Ctrl-C', async () => {
    const photos = await workspace.photos('incoming', ['Aqua'])
    const running = workspace.start('watch', photos, '--out', 'watched', '--recipe', 'best-format')
    await running.said(/Watching .*incoming/)
    copyFileSync(workspace.path('incoming', 'Aqua.jpg'), workspace.path('incoming', 'second.jpg'))
    await running.printed(/second\.jpg: 1 output/)
    running.interrupt()
    const { code, stdout } = await running.finished
    expect(code).toBe(0)
    expect(stdout).toMatch(/Aqua\.jpg: 1 output/)
    expect(existsSync(workspace.path('watched', 'whittle-manifest.json'))).toBe(true)
    expect(readdirSync(workspace.path('incoming')).sort()).toEqual(['Aqua.jpg', 'second.jpg'])
  })
})
