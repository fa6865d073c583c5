import { describe, expect, it } from 'vitest'
import type { OutputFormat } from '../../../src/shared/formats.ts'
import type { Note } from '../../../src/shared/model/output.ts'
import { optimize } from '../../../src/workers/pipeline/optimize.ts'
import * as images from '../../support/images.ts'
import { type Decoded, decodePixels, expectColour } from '../../support/pixels.ts'
import { optimizeJob, plannedFor, recordingJob, Workspace } from '../support/workspace.ts'

const formats = ['avif', 'webp', 'jpeg'] as const
const [red, green, blue, white] = images.quadrantColours

/** Optimizes one image and decodes what came out. */
async function make(
  bytes: Buffer,
  size: readonly [number, number],
  { format = 'webp', enhance = false }: { format?: OutputFormat; enhance?: boolean } = {},
): Promise<Decoded & { notes: Note[] }> {
  const workspace = await Workspace.create()
  const input = await workspace.write('input', bytes)
  const outputs = workspace.plan([format], [size])
  const planned = await plannedFor(input)
  const result = await optimize(optimizeJob(outputs, { input, planned, enhance }), recordingJob().job)
  const notes = result.notes.filter((note) => note !== 'larger-than-original')
  return { ...(await decodePixels(outputs[0]?.path ?? '')), notes }
}

function expectQuadrants(picture: Decoded, colours: readonly images.Rgb[]): void {
  const places = [0.25, 0.75].flatMap((y) => [0.25, 0.75].map((x) => picture.at(x, y)))
  for (const [i, colour] of colours.entries()) expectColour(places[i] ?? [], colour)
}

describe('orientation', () => {
  it.each([
    [1, [red, green, blue, white]],
    [2, [green, red, white, blue]],
    [3, [white, blue, green, red]],
    [4, [blue, white, red, green]],
    [5, [red, blue, green, white]],
    [6, [blue, red, white, green]],
    [7, [white, green, blue, red]],
    [8, [green, white, red, blue]],
  ] as const)('%i is applied to the pixels', async (orientation, colours) => {
    const size = orientation < 5 ? ([48, 32] as const) : ([32, 48] as const)
    const picture = await make(await images.orientedJpeg(orientation), size)
    expect([picture.width, picture.height]).toEqual(size)
    expectQuadrants(picture, colours)
    expect(picture.notes).toEqual(
      orientation === 1 ? ['metadata-removed'] : ['orientation-applied', 'metadata-removed'],
    )
  })
})

describe('colours', () => {
  it.each(formats)('survive in %s', async (format) => {
    const picture = await make(await images.quadrants().png().toBuffer(), [96, 64], { format })
    expectQuadrants(picture, images.quadrantColours)
    expect(picture.notes).toEqual([])
  })

  it('survive where an original has another profile', async () => {
    const picture = await make(await images.displayP3Jpeg(), [96, 64])
    expectQuadrants(picture, images.quadrantColours)
    expect(picture.notes).toContain('profile-converted')
  })

  it('survive, with nothing to tell, where the profile is sRGB', async () => {
    const picture = await make(await images.srgbProfileJpeg(), [96, 64])
    expectQuadrants(picture, images.quadrantColours)
    expect(picture.notes).toEqual([])
  })

  it('come out of CMYK, as near as print comes to a screen', async () => {
    const picture = await make(await images.cmykJpeg(), [96, 64])
    expectColour(picture.at(0.75, 0.75), white, 12)
    expectColour(picture.at(0.25, 0.25), red, 50)
    expect(picture.notes).toContain('profile-converted')
  })

  it('survive in grey', async () => {
    const picture = await make(await images.greyPng(), [40, 30], { format: 'jpeg' })
    expectColour(picture.at(0.5, 0.5), [128, 128, 128])
    expect(picture.notes).toEqual([])
  })

  it('come down from 16 bits evenly', async () => {
    const picture = await make(await images.deepPng(), [256, 8])
    for (const x of [0, 0.25, 0.5, 0.75]) {
      expectColour(picture.at(x, 0.5), [x * 255, x * 255, x * 255], 6)
    }
    expect(picture.notes).toEqual(['bit-depth-reduced'])
  })

  it('are stretched only when asked for', async () => {
    const flat = await images.quadrants().linear(0.4, 80).png().toBuffer()
    const enhanced = await make(flat, [96, 64], { enhance: true })
    const untouched = await make(flat, [96, 64])
    const range = ({ at }: Decoded) => (at(0.75, 0.75)[0] ?? 0) - (at(0.25, 0.75)[0] ?? 0)
    expect(range(enhanced)).toBeGreaterThan(range(untouched) + 50)
    expect(enhanced.notes).toEqual(['contrast-enhanced'])
    expect(untouched.notes).toEqual([])
  })
})

describe('transparency', () => {
  it.each(['avif', 'webp'] as const)('survives in %s', async (format) => {
    const picture = await make(await images.halfTransparentPng(), [40, 30], { format })
    expect(picture.hasAlpha).toBe(true)
    expect(picture.at(0.2, 0.5)[3]).toBe(0)
    expectColour(picture.at(0.8, 0.5), [...blue, 255])
    expect(picture.notes).toEqual([])
  })

  it('becomes white in JPEG, and that is said', async () => {
    const picture = await make(await images.halfTransparentPng(), [40, 30], { format: 'jpeg' })
    expectColour(picture.at(0.2, 0.5), [255, 255, 255])
    expectColour(picture.at(0.8, 0.5), blue)
    expect(picture.notes).toEqual(['alpha-flattened'])
  })

  it('of a palette survives', async () => {
    const picture = await make(await images.palettePng(), [40, 30])
    expectColour(picture.at(0.5, 0.5), [...red, 128])
  })

  it.each(formats)('that hides nothing is not kept in %s', async (format) => {
    const picture = await make(await images.opaqueAlphaPng(), [40, 30], { format })
    expect(picture.hasAlpha).toBe(false)
    expectColour(picture.at(0.5, 0.5), green)
    expect(picture.notes).toEqual([])
  })

  it('too small to survive a smaller size does not fail it', async () => {
    // One pixel in 40,000 that is not quite opaque: visible at full size only.
    const hole = {
      create: { width: 1, height: 1, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0.02 } },
    } as const
    const bytes = await images
      .plain(200, 200, green, 1)
      .composite([{ input: hole, left: 100, top: 100, blend: 'dest-out' }])
      .png()
      .toBuffer()
    expect((await make(bytes, [200, 200])).hasAlpha).toBe(true)
    expect((await make(bytes, [20, 20])).hasAlpha).toBe(false)
  })
})

describe('what cannot be kept is named', () => {
  it.each([
    ['gif', 'frames-dropped'],
    ['webp', 'frames-dropped'],
    ['tiff', 'pages-dropped'],
  ] as const)('of %s: %s', async (format, note) => {
    const picture = await make(await images.animation(format), [20, 15], { format: 'jpeg' })
    expectColour(picture.at(0.5, 0.5), red, 12)
    expect(picture.notes).toEqual([note])
  })

  it('of an animated PNG', async () => {
    expect((await make(await images.animatedPng(), [40, 30])).notes).toEqual(['frames-dropped'])
  })

  it('of metadata', async () => {
    expect((await make(await images.jpegWithExif(), [96, 64])).notes).toEqual(['metadata-removed'])
  })

  it('of a drawing: nothing', async () => {
    const picture = await make(images.svg(), [30, 20])
    expectColour(picture.at(0.5, 0.5), blue)
    expect(picture.notes).toEqual([])
  })
})
