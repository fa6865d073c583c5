import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type ResultDocument, resultDocumentSchema } from '../../../src/shared/model/result-document.ts'
import { createWorkspace, sampleNames, type Workspace } from '../support/built-cli.ts'

const small = ['--sizes', '320x240', '--quality', '75', '--effort', '0']

let workspace: Workspace
beforeEach(async () => {
  workspace = await createWorkspace()
})
afterEach(() => workspace.remove())

/** Standard output must be the document and nothing else. */
function documentIn(stdout: string): ResultDocument {
  expect(stdout.endsWith('}\n')).toBe(true)
  return resultDocumentSchema.parse(JSON.parse(stdout))
}

async function expectDecodable(document: ResultDocument): Promise<void> {
  for (const output of document.success.flatMap((image) => image.outputs)) {
    const { info } = await sharp(output.path).raw().toBuffer({ resolveWithObject: true })
    expect([info.width, info.height]).toEqual([output.width, output.height])
    expect((await stat(output.path)).size).toBe(output.bytes)
  }
}

describe('optimize --json', { timeout: 240_000 }, () => {
  it('makes nine variants of each sample, and every one decodes', async () => {
    const photos = await workspace.photos('photos', sampleNames)
    const before = await readFile(join(photos, 'Aqua.jpg'))
    const { code, stdout, stderr } = await workspace.run('optimize', photos, '--out', 'web', '--json')
    expect([code, stderr]).toEqual([0, expect.stringMatching(/6\/6 images/)])
    const document = documentIn(stdout)
    expect(document.success.map((image) => image.outputs.length)).toEqual([9, 9, 9, 9, 9, 9])
    expect(document).toMatchObject({ recipe: 'responsive-web', totalProcessed: 6, failed: [], skipped: [] })
    await expectDecodable(document)
    expect(await readdir(workspace.path('web'))).toContain('whittle-manifest.json')
    expect(await readFile(join(photos, 'Aqua.jpg'))).toEqual(before)
  })

  it('goes on after bad files, in any script, and tells each reason', async () => {
    const photos = await workspace.photos('fotos été 写真 🌷', ['Aqua', 'Garden'])
    await writeFile(join(photos, 'leer ü.jpg'), '')
    await writeFile(join(photos, 'page.jpg'), '<!doctype html><title>Not found</title>')
    const { code, stdout } = await workspace.run('optimize', photos, '--out', 'aus gabe', ...small, '--json')
    const document = documentIn(stdout)
    expect(code).toBe(1)
    expect(document.failed.map((one) => one.code).sort()).toEqual(['INPUT_EMPTY', 'INPUT_NOT_AN_IMAGE'])
    expect(document.success).toHaveLength(2)
    for (const output of document.success.flatMap((image) => image.outputs)) {
      expect(output.path.startsWith(workspace.path('aus gabe'))).toBe(true)
    }
    await expectDecodable(document)
  })

  it('is a document even when no path exists', async () => {
    const { code, stdout } = await workspace.run('optimize', 'nowhere.jpg', '--out', 'web', '--json')
    expect(code).toBe(1)
    const failed = [{ input: workspace.path('nowhere.jpg'), code: 'INPUT_MISSING' }]
    expect(documentIn(stdout)).toMatchObject({ success: [], failed })
  })

  it('keeps the exit code when nobody reads the document', async () => {
    const photos = await workspace.photos('photos', ['Aqua'])
    const cli = workspace.start('optimize', photos, '--out', 'web', ...small, '--json')
    cli.child.stdout?.destroy()
    const { code, stderr } = await cli.finished
    expect([code, stderr]).toEqual([0, expect.not.stringMatching(/EPIPE|Error/)])
  })

  it('answers 2 with the reason when the output folder cannot be made', async () => {
    const photos = await workspace.photos('photos', ['Aqua'])
    await writeFile(workspace.path('taken'), 'a file')
    const { code, stdout, stderr } = await workspace.run('optimize', photos, '--out', 'taken/web', '--json')
    expect([code, stderr]).toEqual([2, expect.stringContaining('OUTPUT_UNWRITABLE')])
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'OUTPUT_UNWRITABLE' } })
  })
})

describe('optimize for people', { timeout: 120_000 }, () => {
  it('says everything on standard error', async () => {
    const photos = await workspace.photos('photos', ['Aqua'])
    const { code, stdout, stderr } = await workspace.run('optimize', photos, '--out', 'web', ...small)
    expect([code, stdout]).toEqual([0, ''])
    expect(stderr).toMatch(/photos\/Aqua\.jpg +200 kB +3 /)
    expect(stderr).toMatch(/1 image done in /)
    expect(stderr).not.toContain('\u001b')
  })

  it('is silent with --quiet, except for failures', async () => {
    const photos = await workspace.photos('photos', ['Aqua'])
    const args = ['optimize', photos, '--out', 'web', ...small, '--quiet']
    expect(await workspace.run(...args)).toEqual({ code: 0, stdout: '', stderr: '' })
    await writeFile(join(photos, 'empty.jpg'), '')
    const { code, stderr } = await workspace.run(...args)
    expect([code, stderr]).toEqual([
      1,
      expect.stringMatching(/^Failed:\n {2}photos\/empty\.jpg: .*INPUT_EMPTY/),
    ])
  })

  it('makes a new folder beside the input when none is given, and says which', async () => {
    const photos = await workspace.photos('photos', ['Aqua'])
    const { code, stderr } = await workspace.run('optimize', photos, ...small)
    const [, folder = ''] = /^Writing to (.+) \(choose/m.exec(stderr) ?? []
    expect(code).toBe(0)
    expect(await readdir(folder)).toContain('whittle-manifest.json')
  })
})

describe('optimize --dry-run', { timeout: 60_000 }, () => {
  it('tells every output and writes nothing', async () => {
    const photos = await workspace.photos('photos', ['Aqua', 'Garden'])
    const before = (await readdir(workspace.dir, { recursive: true })).filter(
      (name) => !name.startsWith('home'),
    )
    const args = [
      'optimize',
      photos,
      'missing.jpg',
      '--out',
      'web',
      '--formats',
      'webp',
      '--quality',
      '82',
      '--dry-run',
    ]
    const { code, stdout } = await workspace.run(...args, '--json')
    expect(code).toBe(1)
    const plan: unknown = JSON.parse(stdout)
    expect(plan).toMatchObject({
      dryRun: true,
      outDir: workspace.path('web'),
      totals: { images: 2, outputs: 6, failed: 1, skipped: 0 },
      failed: [{ code: 'INPUT_MISSING' }],
    })
    const text = await workspace.run(...args)
    expect(text.stdout).toMatch(/photos\/Aqua\.jpg .*web\/Aqua.*\.webp +\d+×\d+ +quality 82 +4/)
    expect(text.stdout).toContain('Nothing was written.')
    const after = (await readdir(workspace.dir, { recursive: true })).filter(
      (name) => !name.startsWith('home'),
    )
    expect(after).toEqual(before)
    expect(await readdir(workspace.path('home/journal'))).toEqual([])
  })
})
