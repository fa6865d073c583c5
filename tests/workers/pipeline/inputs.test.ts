import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import type { InputFormat, OutputFormat } from '../../../src/shared/formats.ts'
import { optimize } from '../../../src/workers/pipeline/optimize.ts'
import { decode } from '../../../src/workers/pipeline/pixels/decode.ts'
import type { Pixels } from '../../../src/workers/pipeline/pixels/pixels.ts'
import { frameOf } from '../../../src/workers/pipeline/pixels/resize.ts'
import { foreignImage, heicImage, iconOf, targa } from '../../support/foreign-images.ts'
import * as images from '../../support/images.ts'
import { decodePixels, expectColour } from '../../support/pixels.ts'
import { openBytes } from '../support/open-bytes.ts'
import { optimizeJob, photograph, plannedFor, recordingJob, Workspace } from '../support/workspace.ts'

/** Every input format in its usual kinds: the same four quarters, as far as the format can. */
const stills: readonly (readonly [name: string, format: InputFormat, make: () => Promise<Buffer>])[] = [
  ['JPEG', 'jpeg', () => images.quadrants().jpeg({ quality: 95, chromaSubsampling: '4:4:4' }).toBuffer()],
  ['progressive JPEG', 'jpeg', () => images.quadrants().jpeg({ progressive: true, quality: 95 }).toBuffer()],
  ['PNG', 'png', () => images.quadrants().png().toBuffer()],
  ['interlaced PNG', 'png', () => images.quadrants().png({ progressive: true }).toBuffer()],
  ['palette PNG', 'png', () => images.quadrants().png({ palette: true }).toBuffer()],
  ['2-bit PNG', 'png', () => images.quadrants().png({ palette: true, colours: 4 }).toBuffer()],
  ['16-bit PNG', 'png', () => images.quadrants().toColourspace('rgb16').png().toBuffer()],
  ['PNG with alpha', 'png', () => images.quadrants().ensureAlpha(1).png().toBuffer()],
  ['WebP', 'webp', () => images.quadrants().webp({ lossless: true }).toBuffer()],
  ['GIF', 'gif', () => images.quadrants().gif().toBuffer()],
  ['AVIF', 'avif', () => images.quadrants().avif({ effort: 0, quality: 90 }).toBuffer()],
  ['TIFF', 'tiff', () => images.quadrants().tiff({ compression: 'lzw' }).toBuffer()],
  ['16-bit TIFF', 'tiff', () => images.quadrants().toColourspace('rgb16').tiff().toBuffer()],
  ['HEIC', 'heic', () => heicImage('plain')],
  ['HEIC in Display P3', 'heic', () => heicImage('display-p3')],
  ['SVG', 'svg', async () => images.quadrantsSvg()],
  ['BMP', 'bmp', () => foreignImage('bmp')],
  ['ICO', 'ico', () => foreignImage('ico')],
  ['ICO of PNG', 'ico', async () => iconOf([{ side: 96, bytes: await images.quadrants().png().toBuffer() }])],
  ['TGA', 'tga', () => foreignImage('tga')],
  ['TGA by hand', 'tga', async () => targa({ width: 96, height: 64 })],
  ['PSD', 'psd', () => foreignImage('psd')],
  ['JPEG 2000', 'jp2', () => foreignImage('jp2')],
  ['JPEG 2000 code stream', 'jp2', () => foreignImage('j2k')],
  ['JPEG XL', 'jxl', () => foreignImage('jxl')],
  ['DDS', 'dds', () => foreignImage('dds')],
]

const sizes = [
  [96, 64],
  [48, 32],
  [24, 24],
  [1, 1],
] as const

function colourAt({ data, width, height, channels }: Pixels, x: number, y: number): number[] {
  const start = (Math.floor(y * height) * width + Math.floor(x * width)) * channels
  return [...data.subarray(start, start + 3)]
}

function expectQuadrants(pixels: Pixels): void {
  const places = [0.25, 0.75].flatMap((y) => [0.25, 0.75].map((x) => colourAt(pixels, x, y)))
  for (const [i, colour] of images.quadrantColours.entries()) expectColour(places[i] ?? [], colour, 14)
}

describe.each(stills)('%s', (_, format, make) => {
  it.each([true, false])('is decoded in every size (animated: %s)', async (animated) => {
    const source = await openBytes(await make())
    expect(source).toMatchObject({ width: 96, height: 64, pages: 1, isAnimated: false })
    expect(source.decoder.format).toBe(format)
    for (const [width, height] of sizes) {
      const pixels = await decode(source, { width, height, animated })
      expect(pixels).toMatchObject({ width, height })
      expect(pixels.animation).toBeUndefined()
      expect(pixels.data.length).toBe(width * height * pixels.channels)
      if (width === 1) continue
      expect(pixels).toMatchObject({ hasAlpha: false, channels: 3 })
      expectQuadrants(pixels)
    }
  })
})

const outputs: readonly OutputFormat[] = ['avif', 'webp', 'jpeg', 'png', 'gif', 'tiff']
const outputSizes = [
  [96, 64],
  [47, 31],
  [24, 16],
] as const

/** Every input in every format and every size, through the whole pipeline, read again by a decoder of the test's own. */
describe.each(stills)('all that is made of %s', (_, format, make) => {
  it('shows the same, in the planned dimensions', async () => {
    const workspace = await Workspace.create()
    const input = await workspace.write(`original.${format}`, await make())
    const planned = await plannedFor(input)
    const plan = workspace.plan(outputs, outputSizes)
    const result = await optimize(optimizeJob(plan, { input, planned }), recordingJob().job)
    expect(result.outputs.map(({ path }) => path)).toEqual(plan.map(({ path }) => path))
    for (const { path, width, height } of plan) {
      const decoded = await decodePixels(path)
      expect(decoded).toMatchObject({ width, height })
      const places = [0.25, 0.75].flatMap((y) => [0.25, 0.75].map((x) => decoded.at(x, y)))
      for (const [i, colour] of images.quadrantColours.entries()) expectColour(places[i] ?? [], colour, 24)
    }
  })
})

/** A real photograph in the formats that people have photographs in, against the photograph itself. */
describe('a photograph', () => {
  it.each(['jpeg', 'png', 'webp', 'avif', 'tiff'] as const)(
    'given as %s reaches the target in every format and size',
    async (format) => {
      const workspace = await Workspace.create()
      const small = sharp(photograph).resize(480, 300)
      const bytes = await small.toFormat(format, { quality: 98 }).toBuffer()
      const input = await workspace.write(`photograph.${format}`, bytes)
      const goal = { mode: 'target', score: 70 } as const
      const boxes = [
        [480, 300],
        [301, 188],
        [97, 61],
      ] as const
      const plan = workspace.plan(['avif', 'webp', 'jpeg'], boxes).map((output) => ({ ...output, goal }))
      const job = optimizeJob(plan, { input, planned: { width: 480, height: 300 } })
      const { outputs: made } = await optimize(job, recordingJob().job)
      for (const { path, score, notes, width, height } of made) {
        expect(notes).not.toContain('target-missed')
        expect(score).toBeGreaterThanOrEqual(70)
        expect(await sharp(path).metadata()).toMatchObject({ width, height })
      }
    },
  )
})

describe.each(['gif', 'webp'] as const)('animated %s', (format) => {
  const delays = [50, 100, 200]

  it.each(sizes)('keeps its frames at %i × %i', async (width, height) => {
    const source = await openBytes(await images.animation(format, { delays, loop: 3 }))
    expect(source).toMatchObject({ width: 40, height: 30, pages: 3, isAnimated: true, delays, loop: 3 })
    for (const fit of ['fill', 'cover'] as const) {
      const pixels = await decode(source, { width, height, fit, animated: true })
      expect(pixels).toMatchObject({ width, height, animation: { frames: 3, delays, loop: 3 } })
      expect(pixels.data.length).toBe(width * height * pixels.channels * 3)
      for (const [i, colour] of images.quadrantColours.slice(0, 3).entries()) {
        expectColour(colourAt(frameOf(pixels, i), 0.5, 0.5), colour)
      }
    }
  })

  it('gives its first frame as a still image', async () => {
    const source = await openBytes(await images.animation(format))
    const pixels = await decode(source, { width: 20, height: 15 })
    expect(pixels.animation).toBeUndefined()
    expect(pixels.data.length).toBe(20 * 15 * pixels.channels)
    expectColour(colourAt(pixels, 0.5, 0.5), images.quadrantColours[0])
  })
})
