import { describe, expect, it } from 'vitest'
import { probe } from '../../../src/workers/pipeline/probe.ts'
import * as images from '../../support/images.ts'
import { failureOf } from '../support/failure.ts'
import { limits, photograph, recordingJob, Workspace } from '../support/workspace.ts'

async function probeBytes(name: string, bytes: Buffer, within = limits) {
  const workspace = await Workspace.create()
  const input = await workspace.write(name, bytes)
  return probe({ input, limits: within }, recordingJob().job)
}

describe('probe', () => {
  it('tells format, dimensions and size of a photograph', async () => {
    const result = await probe({ input: photograph, limits }, recordingJob().job)
    expect(result).toEqual({
      format: 'jpeg',
      width: 2560,
      height: 1600,
      bytes: 264_831,
      pages: 1,
      hasAlpha: false,
      channels: 3,
      depth: 8,
      interlaced: false,
      animated: false,
    })
  })

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('gives dimensions after orientation %i', async (orientation) => {
    const { width, height } = await probeBytes('a.jpg', await images.orientedJpeg(orientation))
    expect([width, height]).toEqual(orientation < 5 ? [96, 64] : [64, 96])
  })

  it('goes by the content, not by the name', async () => {
    expect(await probeBytes('a.jpg', await images.greyPng())).toMatchObject({
      format: 'png',
      hasAlpha: false,
    })
    expect(await probeBytes('b', await images.palettePng())).toMatchObject({ format: 'png', hasAlpha: true })
  })

  it.each(['gif', 'webp', 'tiff'] as const)('counts the frames or pages of %s', async (format) => {
    const result = await probeBytes(`a.${format}`, await images.animation(format))
    expect(result).toMatchObject({ format, pages: 3, width: 40, height: 30 })
  })

  it('counts the frames of an animated PNG', async () => {
    expect(await probeBytes('a.png', await images.animatedPng(7))).toMatchObject({ format: 'png', pages: 7 })
  })

  it('reads a drawing', async () => {
    const drawing = images.svg({ prologue: '<?xml version="1.0"?>\n<!-- a > b --><!DOCTYPE svg>\n' })
    expect(await probeBytes('a.svg', drawing)).toMatchObject({ format: 'svg', width: 60, height: 40 })
  })

  it.each([
    ['mif1', 'avif'],
    ['mif1', 'heic'],
    ['heic', 'heic'],
  ] as const)('knows AVIF by what is inside, whatever its brands (%s, %s)', async (brand, compatible) => {
    const bytes = await images.heifWithBrand(brand, { compatible })
    expect(await probeBytes('a.avif', bytes)).toMatchObject({ format: 'avif', width: 96, height: 64 })
  })

  it('handles the smallest and the longest images', async () => {
    const dot = await images.plain(1, 1, [1, 2, 3]).png().toBuffer()
    const line = await images.plain(1, 5000, [1, 2, 3]).png().toBuffer()
    expect(await probeBytes('dot.png', dot)).toMatchObject({ width: 1, height: 1 })
    expect(await probeBytes('line.png', line)).toMatchObject({ width: 1, height: 5000 })
  })
})

describe('probe refuses', () => {
  it.each([
    ['an HTML page', images.html],
    ['text', Buffer.from('hello, world')],
    ['XML that is no drawing', Buffer.from('<?xml version="1.0"?><note><svg/></note>')],
    ['the first bytes of a JPEG', Buffer.from([0xff, 0xd8])],
  ])('%s as not an image', async (_, bytes) => {
    await failureOf(probeBytes('photo.jpg', bytes), 'INPUT_NOT_AN_IMAGE')
  })

  it.each([
    ['PDF', Buffer.from('%PDF-1.7\n%')],
    ['ZIP', Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), Buffer.alloc(64)])],
  ])('%s by its name', async (name, bytes) => {
    const { message } = await failureOf(probeBytes('photo.jpg', bytes), 'INPUT_UNSUPPORTED')
    expect(message).toContain(name)
  })

  it.each([
    ['in UTF-16', Buffer.from(`\ufeff${images.svg()}`, 'utf16le')],
    [
      'with a prefix',
      Buffer.from(images.svg().toString().replace('<svg', '<s:svg').replace('</svg', '</s:svg')),
    ],
  ])('a drawing %s', async (_, bytes) => {
    const { message } = await failureOf(probeBytes('a.svg', bytes), 'INPUT_UNSUPPORTED')
    expect(message).toContain('SVG')
  })

  it('a header that cannot be read as damaged', async () => {
    const jpeg = await images.orientedJpeg(1)
    const { detail } = await failureOf(probeBytes('a.jpg', jpeg.subarray(0, 30)), 'INPUT_CORRUPT')
    expect(detail).not.toBe('')
  })

  it('more pixels than the limit', async () => {
    const bytes = await images.plain(100, 51, [0, 0, 0]).png().toBuffer()
    const within = { ...limits, inputPixels: 5000 }
    const { detail } = await failureOf(probeBytes('a.png', bytes, within), 'INPUT_TOO_LARGE')
    expect(detail).toContain('100 × 51')
    const fitting = await images.plain(100, 50, [0, 0, 0]).png().toBuffer()
    expect(await probeBytes('a.png', fitting, within)).toMatchObject({ width: 100, height: 50 })
  })

  it('more than 100 scans, which take for ever to decode', async () => {
    await failureOf(probeBytes('a.jpg', await images.manyScanJpeg(101)), 'INPUT_TOO_COMPLEX')
    expect(await probeBytes('a.jpg', await images.manyScanJpeg(100))).toMatchObject({ format: 'jpeg' })
  })

  it('a drawing of more than 10 MB', async () => {
    await failureOf(probeBytes('a.svg', images.svg({ bytes: 10 * 2 ** 20 })), 'INPUT_TOO_LARGE')
    expect(await probeBytes('a.svg', images.svg({ bytes: 9 * 2 ** 20 }))).toMatchObject({ format: 'svg' })
  })
})
