import { readFile } from 'node:fs/promises'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import type { OutputFormat } from '../../../src/shared/formats.ts'
import type { Note } from '../../../src/shared/model/output.ts'
import type { QualityGoal } from '../../../src/shared/recipe/index.ts'
import { hasLocation } from '../../../src/workers/pipeline/metadata/exif.ts'
import { optimize } from '../../../src/workers/pipeline/optimize.ts'
import * as images from '../../support/images.ts'
import { optimizeJob, plannedFor, recordingJob, Workspace } from '../support/workspace.ts'

type Options = { formats: readonly OutputFormat[]; size: [number, number]; goal?: QualityGoal }

/** Makes outputs of some bytes and reads them again. */
async function make(bytes: Buffer, options: Options, treatment: Parameters<typeof optimizeJob>[1] = {}) {
  const workspace = await Workspace.create()
  const input = await workspace.write('in', bytes)
  const planned = await plannedFor(input)
  const goal = options.goal ?? ({ mode: 'fixed', quality: 90 } as const)
  const outputs = workspace.plan(options.formats, [options.size]).map((output) => ({ ...output, goal }))
  const result = await optimize(optimizeJob(outputs, { input, planned, ...treatment }), recordingJob().job)
  return Promise.all(
    result.outputs.map(async ({ path, ...output }) => {
      const file = await readFile(path)
      return { ...output, file, header: await sharp(file, { animated: true }).metadata() }
    }),
  )
}

const photographed = () =>
  images
    .quadrants()
    .withExif({
      IFD0: { Copyright: 'Ann', Software: 'Camera' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '1/1 2/1 3/1' },
    })
    .withXmp(
      '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/></x:xmpmeta>',
    )
    .jpeg({ quality: 95 })
    .toBuffer()

const still = { formats: ['avif', 'webp', 'jpeg', 'png'], size: [48, 32] } as const
const options: Options = { formats: still.formats, size: [...still.size] }

/** Small pictures often grow, which is not the matter here. */
const besides = (notes: readonly Note[]) => notes.filter((note) => note !== 'larger-than-original')

describe('metadata', () => {
  it('is left out unless asked for, and that is said', async () => {
    for (const { header, notes } of await make(await photographed(), options)) {
      expect([header.exif, header.xmp]).toEqual([undefined, undefined])
      expect(notes).toContain('metadata-removed')
    }
  })

  it('comes along completely in every format', async () => {
    for (const { header, notes } of await make(await photographed(), options, { metadata: 'keep' })) {
      expect(header.exif?.includes('Camera')).toBe(true)
      expect(header.exif && hasLocation(header.exif)).toBe(true)
      expect(header.xmp?.toString()).toContain('xmpmeta')
      expect(besides(notes)).toEqual([])
    }
  })

  it('comes along without the place where it was taken', async () => {
    for (const { header, notes } of await make(await photographed(), options, { metadata: 'no-location' })) {
      expect(header.exif?.includes('Camera')).toBe(true)
      expect(header.exif && hasLocation(header.exif)).toBe(false)
      expect(besides(notes)).toEqual(['location-removed'])
    }
  })

  it('may be reduced to the rights', async () => {
    for (const { header, notes } of await make(await photographed(), options, { metadata: 'copyright' })) {
      expect(header.exif?.includes('Ann')).toBe(true)
      expect(header.exif?.includes('Camera')).toBe(false)
      expect(besides(notes)).toEqual(['metadata-removed'])
    }
  })

  it('changes no pixel', async () => {
    const bytes = await photographed()
    const lossless: Options = { formats: ['png'], size: [96, 64], goal: { mode: 'lossless' } }
    const [bare] = await make(bytes, lossless)
    const [full] = await make(bytes, lossless, { metadata: 'keep' })
    const pixels = (file: Buffer | undefined) => sharp(file).raw().toBuffer()
    expect((await pixels(bare?.file)).equals(await pixels(full?.file))).toBe(true)
  })
})

describe('a wide gamut', () => {
  it('is kept with its profile, or converted and named', async () => {
    const bytes = await images.displayP3Jpeg()
    for (const { header, notes } of await make(bytes, options, { colour: 'keep' })) {
      expect(header.icc?.length).toBeGreaterThan(100)
      expect(notes).not.toContain('profile-converted')
    }
    for (const { header, notes } of await make(bytes, options)) {
      expect(header.icc).toBeUndefined()
      expect(notes).toContain('profile-converted')
    }
  })
})

describe('an animation', () => {
  it('stays one in WebP and GIF, in every size, and stops elsewhere with a note', async () => {
    const bytes = await images.animation('gif')
    const { pages, delay, loop } = await sharp(bytes, { animated: true }).metadata()
    for (const made of await make(bytes, { formats: ['webp', 'gif', 'png', 'avif'], size: [20, 15] })) {
      const moves = made.format === 'webp' || made.format === 'gif'
      expect(made.header.pages ?? 1).toBe(moves ? pages : 1)
      expect([made.header.width, made.header.pageHeight ?? made.header.height]).toEqual([20, 15])
      expect(made.notes.includes('frames-dropped')).toBe(!moves)
      if (!moves) continue
      expect(made.header.delay).toEqual(delay)
      expect(made.header.loop).toBe(loop)
    }
  })

  it('meets a target and a limit', async () => {
    const bytes = await images.animation('webp')
    const [aimed] = await make(bytes, {
      formats: ['webp'],
      size: [20, 15],
      goal: { mode: 'target', score: 80 },
    })
    expect(aimed?.score).toBeGreaterThanOrEqual(80)
    expect(aimed?.header.pages).toBeGreaterThan(1)
    const [limited] = await make(bytes, {
      formats: ['webp'],
      size: [20, 15],
      goal: { mode: 'maxBytes', bytes: 2_000 },
    })
    expect(limited?.bytes).toBeLessThanOrEqual(2_000)
    expect(limited?.header.pages).toBeGreaterThan(1)
  })
})

describe('a drawing', () => {
  const drawing = Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="60" height="40">
    <!-- a comment that nobody needs -->
    <rect   x="5.00000"   y="5.00000" width="20" height="20" fill="#ff0000"/></svg>`)

  it('stays a drawing, only smaller', async () => {
    const [made] = await make(drawing, { formats: ['svg'], size: [60, 40], goal: { mode: 'lossless' } })
    expect(made).toMatchObject({ format: 'svg', quality: null, keptOriginal: false })
    expect(made?.bytes).toBeLessThan(drawing.length)
    expect(made?.file.toString()).not.toContain('comment')
  })

  it('is kept where nothing is saved', async () => {
    const tight = Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>',
    )
    const [made] = await make(tight, { formats: ['svg'], size: [9, 9], goal: { mode: 'lossless' } })
    expect(made).toMatchObject({ keptOriginal: true, notes: ['original-kept'] })
  })
})

describe('cropping and enlarging', () => {
  it('are exact, and named', async () => {
    const workspace = await Workspace.create()
    const input = await workspace.write('in.png', await images.quadrants(96, 64).png().toBuffer())
    const planned = await plannedFor(input)
    const [square, large] = workspace.plan(
      ['png'],
      [
        [40, 40],
        [192, 128],
      ],
    )
    if (square === undefined || large === undefined) throw new Error('nothing planned')
    const outputs = [{ ...square, crop: true }, large].map((output) => ({
      ...output,
      goal: { mode: 'lossless' as const },
    }))
    const result = await optimize(optimizeJob(outputs, { input, planned }), recordingJob().job)
    expect(result.outputs.map(({ width, height, notes }) => [width, height, notes])).toEqual([
      [40, 40, ['cropped']],
      [192, 128, ['enlarged', 'larger-than-original']],
    ])
  })
})
