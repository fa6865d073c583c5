import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import {
  createDelivery,
  manifestSchema,
  readManifest,
  writeManifest,
} from '../../../src/engine/delivery/index.ts'
import { manifestFileName } from '../../../src/shared/manifest-name.ts'
import { responsiveWeb } from '../../../src/shared/recipe/index.ts'
import { image, item, manifest } from './sample-images.ts'

async function tempFolders() {
  const root = await mkdtemp(join(tmpdir(), 'whittle-delivery-'))
  onTestFinished(() => rm(root, { recursive: true, force: true }))
  const logged: string[] = []
  const log = (_: string, message: string) => logged.push(message)
  const now = () => Date.UTC(2026, 10, 23, 7, 12, 5)
  return {
    root,
    inDir: join(root, 'in'),
    outDir: join(root, 'out'),
    logged,
    log,
    delivery: createDelivery({ version: '0.1.0', log, now, locks: join(root, 'locks') }),
    stored: async () =>
      manifestSchema.parse(JSON.parse(await readFile(join(root, 'out', manifestFileName), 'utf8'))),
  }
}

describe('record', () => {
  it('loses nothing when several processes record into one folder at once', async () => {
    const { inDir, outDir, stored, root } = await tempFolders()
    // Each has its own turns in memory, as processes have; only the lock on the disk is common.
    const names = Array.from({ length: 8 }, (_, index) => `photo ${index}`)
    await Promise.all(
      names.map((name) => {
        const locks = join(root, 'locks')
        const delivery = createDelivery({ version: '0', log: () => undefined, locks })
        return delivery.record(outDir, responsiveWeb, [item(inDir, `${name}.jpg`, outDir, [`${name}.webp`])])
      }),
    )
    expect((await stored()).images.map(({ outputs }) => outputs.map(({ path }) => path))).toEqual(
      names.map((name) => [`${name}.webp`]),
    )
  })

  it('writes a manifest with portable relative paths', async () => {
    const { inDir, outDir, delivery, stored } = await tempFolders()
    const images = [item(inDir, 'beach/a b.jpg', outDir, ['beach/a b-640w.webp'])]
    await delivery.record(outDir, responsiveWeb, images)
    expect(await stored()).toEqual({
      version: 1,
      generator: 'whittle 0.1.0',
      updatedAt: '2026-11-23T07:12:05.000Z',
      recipe: { id: 'responsive-web', name: 'Responsive web' },
      images: [
        {
          source: { path: '../in/beach/a b.jpg', width: 1920, height: 1080, bytes: 900_000, format: 'jpeg' },
          complete: true,
          outputs: [
            {
              path: 'beach/a b-640w.webp',
              format: 'webp',
              width: 640,
              height: 360,
              bytes: 20_000,
              sha256: '0'.repeat(64),
              quality: 82,
              effort: 4,
              score: 81.5,
              notes: ['metadata-removed'],
              keptOriginal: false,
            },
          ],
        },
      ],
    })
    expect(await readdir(outDir)).toEqual([manifestFileName])
  })

  it('is found again as our own files', async () => {
    const { inDir, outDir, delivery } = await tempFolders()
    await delivery.record(outDir, responsiveWeb, [item(inDir, 'a.jpg', outDir, ['a.webp'])])
    expect(await delivery.owned(outDir)).toEqual(
      new Map([
        [join(outDir, 'a.webp'), { sha256: '0'.repeat(64), bytes: 20_000, source: join(inDir, 'a.jpg') }],
      ]),
    )
  })

  it('loses nothing when many runs record into one folder at once', async () => {
    const { inDir, outDir, delivery, stored } = await tempFolders()
    const names = Array.from({ length: 20 }, (_, i) => `${i}.jpg`)
    await Promise.all(
      names.map((name) =>
        delivery.record(outDir, responsiveWeb, [item(inDir, name, outDir, [`${name}.webp`])]),
      ),
    )
    expect((await stored()).images).toHaveLength(20)
  })

  it('makes no manifest where nothing was made', async () => {
    const { inDir, outDir, delivery } = await tempFolders()
    const { probe: _, ...failed } = item(inDir, 'a.jpg', outDir, [])
    await delivery.record(outDir, responsiveWeb, [{ ...failed, state: 'failed' }])
    await expect(readdir(outDir)).rejects.toMatchObject({ code: 'ENOENT' })
  })

  it('says that the folder cannot be written to, and can go on afterwards', async () => {
    const { inDir, outDir, delivery, stored } = await tempFolders()
    await writeFile(outDir, 'a file')
    const images = [item(inDir, 'a.jpg', outDir, ['a.webp'])]
    await expect(delivery.record(outDir, responsiveWeb, images)).rejects.toMatchObject({
      code: 'OUTPUT_UNWRITABLE',
    })
    await rm(outDir)
    await delivery.record(outDir, responsiveWeb, images)
    expect((await stored()).images).toHaveLength(1)
  })

  it('sets a damaged manifest aside and starts a new one', async () => {
    const { inDir, outDir, delivery, stored, logged } = await tempFolders()
    await mkdir(outDir)
    await writeFile(join(outDir, manifestFileName), '{"version":1,"ima')
    await delivery.record(outDir, responsiveWeb, [item(inDir, 'a.jpg', outDir, ['a.webp'])])
    expect((await stored()).images).toHaveLength(1)
    expect(logged).toHaveLength(1)
    const [aside = ''] = (await readdir(outDir)).filter((name) => name.includes('damaged'))
    expect(await readFile(join(outDir, aside), 'utf8')).toBe('{"version":1,"ima')
  })
})

describe('readManifest', () => {
  it('reads back what writeManifest wrote, and replaces it whole', async () => {
    const { outDir, log, logged } = await tempFolders()
    await writeManifest(outDir, manifest([image('../a.jpg', ['a.webp'])]))
    await writeManifest(outDir, manifest([image('../b.jpg', ['b.webp'])]))
    expect(await readManifest(outDir, log)).toEqual(manifest([image('../b.jpg', ['b.webp'])]))
    expect(await readdir(outDir)).toEqual([manifestFileName])
    expect(logged).toEqual([])
  })

  it.each(['missing', 'missing/further'])(
    'is undefined without a word where there is none: %s',
    async (name) => {
      const { root, log, logged } = await tempFolders()
      expect(await readManifest(join(root, name), log)).toBeUndefined()
      expect(logged).toEqual([])
    },
  )

  it.each([
    ['cut off', '{"version":1,'],
    ['empty', ''],
    ['of a later version', JSON.stringify({ ...manifest([]), version: 2 })],
    ['wrong inside', JSON.stringify(manifest([image('a', ['b'])])).replace('30000', '"many"')],
  ])('sets aside one that is %s, or leaves it where it only looks', async (_, text) => {
    const { outDir, log, logged } = await tempFolders()
    await mkdir(outDir)
    await writeFile(join(outDir, manifestFileName), text)
    expect(await readManifest(outDir, log, 'leave')).toBeUndefined()
    expect(await readdir(outDir)).toEqual([manifestFileName])
    expect(await readManifest(outDir, log)).toBeUndefined()
    expect(await readdir(outDir)).toEqual([expect.stringMatching(/^whittle-manifest\.damaged-.*\.json$/)])
    expect(logged).toHaveLength(2)
  })

  it('accepts formats and notes that a later version may add', async () => {
    const { outDir, log } = await tempFolders()
    const later = JSON.stringify(manifest([image('a', ['b'])]))
      .replace('"avif"', '"jxl"')
      .replace('[]', '["x"]')
    await mkdir(outDir)
    await writeFile(join(outDir, manifestFileName), later)
    expect((await readManifest(outDir, log))?.images[0]?.outputs[0]).toMatchObject({
      format: 'jxl',
      notes: ['x'],
    })
  })

  it.skipIf(process.platform === 'win32')('does not wait for a pipe of that name', async () => {
    const { outDir, log, logged } = await tempFolders()
    await mkdir(outDir)
    execFileSync('mkfifo', [join(outDir, manifestFileName)])
    expect(await readManifest(outDir, log, 'leave')).toBeUndefined()
    expect(logged).toEqual([expect.stringContaining('it is not a file')])
  })
})
