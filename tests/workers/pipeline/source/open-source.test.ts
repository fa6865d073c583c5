import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { decode } from '../../../../src/workers/pipeline/pixels/decode.ts'
import type { Pixels } from '../../../../src/workers/pipeline/pixels/pixels.ts'
import { frameOf, resize } from '../../../../src/workers/pipeline/pixels/resize.ts'
import { foreignImage, heicImage, iconOf } from '../../../support/foreign-images.ts'
import * as images from '../../../support/images.ts'
import { expectColour } from '../../../support/pixels.ts'
import { failureOf } from '../../support/failure.ts'
import { openBytes } from '../../support/open-bytes.ts'
import { limits } from '../../support/workspace.ts'

const [red, green, blue, white] = images.quadrantColours
const jpeg = () => images.quadrants().jpeg({ quality: 95, chromaSubsampling: '4:4:4' }).toBuffer()

function colours(pixels: Pixels): number[][] {
  const { data, width, height, channels } = pixels
  return [0.25, 0.75].flatMap((y) =>
    [0.25, 0.75].map((x) => {
      const start = (Math.floor(y * height) * width + Math.floor(x * width)) * channels
      return [...data.subarray(start, start + channels)]
    }),
  )
}

function expectColours(pixels: Pixels, expected: readonly images.Rgb[], tolerance = 14): void {
  for (const [i, colour] of expected.entries()) expectColour(colours(pixels)[i] ?? [], colour, tolerance)
}

/** A multi-picture index with `count` pictures behind a JPEG's first marker (big-endian, one directory, one tag). */
function withMultiPictureIndex(bytes: Buffer, count: number): Buffer {
  const list = Buffer.alloc(16 * count)
  const tiff = Buffer.alloc(26 + list.length)
  tiff.write('MM\0*', 0, 'latin1')
  tiff.writeUInt32BE(8, 4)
  tiff.writeUInt16BE(1, 8)
  tiff.writeUInt16BE(0xb002, 10)
  tiff.writeUInt16BE(7, 12)
  tiff.writeUInt32BE(list.length, 14)
  tiff.writeUInt32BE(26, 18)
  const segment = Buffer.concat([Buffer.from([0xff, 0xe2, 0, 0]), Buffer.from('MPF\0', 'latin1'), tiff])
  segment.writeUInt16BE(segment.length - 2, 2)
  const first = bytes.length + segment.length
  for (let i = 0; i < count; i += 1) {
    segment.writeUInt32BE(i === 0 ? first : bytes.length, 8 + 26 + 16 * i + 4)
    // Positions count from the index itself, which begins behind two markers, a length and four letters.
    segment.writeUInt32BE(i === 0 ? 0 : first + (i - 1) * bytes.length - 10, 8 + 26 + 16 * i + 8)
  }
  const copies = Array<Buffer>(count - 1).fill(bytes)
  return Buffer.concat([bytes.subarray(0, 2), segment, bytes.subarray(2), ...copies])
}

describe('what else is in the file is named', () => {
  const film = Buffer.from('ftypmp42 and then a film')

  it.each([
    ['JPEG', jpeg],
    ['PNG', () => images.quadrants().png().toBuffer()],
    ['WebP', () => images.quadrants().webp().toBuffer()],
  ])('data behind a %s', async (_, make) => {
    const bytes = await make()
    expect(await openBytes(bytes)).toMatchObject({ trailer: undefined, notes: [] })
    const source = await openBytes(Buffer.concat([bytes, film]))
    expect(source.trailer?.equals(film)).toBe(true)
    expect(source.notes).toEqual(['trailer-removed'])
    await decode(source, { width: 96, height: 64 })
    // Zeros only fill up a block.
    expect((await openBytes(Buffer.concat([bytes, Buffer.alloc(64)]))).notes).toEqual([])
  })

  it('the other pictures of a JPEG', async () => {
    const source = await openBytes(withMultiPictureIndex(await jpeg(), 2))
    expect(source).toMatchObject({ pages: 2, trailer: undefined, notes: ['pages-dropped'] })
  })

  it('a gain map, which is no page', async () => {
    const xmp =
      '<x:xmpmeta xmlns:x="adobe:ns:meta/"><a hdrgm="http://ns.adobe.com/hdr-gain-map/1.0/"/></x:xmpmeta>'
    const bytes = await images.quadrants().withXmp(xmp).jpeg().toBuffer()
    const source = await openBytes(withMultiPictureIndex(bytes, 2))
    expect(source.notes).toEqual(['gain-map-removed'])
  })

  it('frames of an animated PNG, pages of a TIFF, images of a HEIC', async () => {
    expect((await openBytes(await images.animatedPng())).notes).toEqual(['frames-dropped'])
    expect((await openBytes(await images.animation('tiff'))).notes).toEqual(['pages-dropped'])
    expect((await openBytes(await heicImage('two-images'))).notes).toEqual(['pages-dropped'])
  })

  it('files that a drawing refers to, and no others', async () => {
    const drawing = (content: string) =>
      Buffer.from(
        `<?xml version="1.0"?><?xml-stylesheet href="look.css"?><svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="10" height="10">${content}</svg>`,
      )
    const source = await openBytes(
      drawing(
        `<!-- <image href="comment.png"/> --><a href="https://example.org"><image href="photo.png"/></a>
        <image xlink:href='data:image/png;base64,AAAA'/><use href="#shape"/><use href="other.svg#shape"/>
        <style>@font-face{src:url(font.woff)} rect{fill:url(#paint)}</style>`,
      ),
    )
    expect(source.externalReferences).toEqual(['look.css', 'photo.png', 'other.svg#shape', 'font.woff'])
    expect(source.notes).toEqual(['external-references-missing'])
    expect((await openBytes(images.svg())).notes).toEqual([])
  })

  it('metadata comes along as it is', async () => {
    const source = await openBytes(await images.jpegWithExif())
    expect(source.exif?.includes('Whittle')).toBe(true)
    expect(source).toMatchObject({ hasMetadata: true, xmp: undefined, iptc: undefined, icc: undefined })
    const heic = await openBytes(await heicImage('display-p3'))
    expect(heic.exif?.includes('Whittle')).toBe(true)
    expect(heic).toMatchObject({ isWideGamut: true, isSrgb: false })
  })
})

describe('profiles', () => {
  /** Display P3 in a TIFF, its profile changed in place: what is stored is not compressed. */
  async function withProfile(change: (profile: Buffer) => void): Promise<Buffer> {
    const bytes = await images.quadrants().withIccProfile('p3').tiff({ compression: 'none' }).toBuffer()
    const { icc } = await sharp(bytes).metadata()
    if (icc === undefined) throw new Error('There is no profile')
    const at = bytes.indexOf(icc)
    change(bytes.subarray(at, at + icc.length))
    return bytes
  }

  it('are kept when asked for, with their numbers', async () => {
    const source = await openBytes(await images.displayP3Jpeg())
    expect(source).toMatchObject({ isWideGamut: true, isSrgb: false, notes: [] })
    const size = { width: 96, height: 64 }
    const kept = await decode(source, { ...size, colour: 'keep' })
    expect(kept.profile?.equals(source.icc ?? Buffer.alloc(0))).toBe(true)
    expectColours(await decode(source, size), images.quadrantColours)
    // The red of sRGB in the numbers of Display P3.
    expectColour(colours(kept)[0] ?? [], [211, 55, 44], 8)
    expect((await resize(kept, { width: 10, height: 10 })).profile).toBe(kept.profile)
  })

  it('of sRGB or of CMYK are not', async () => {
    for (const bytes of [await images.srgbProfileJpeg(), await images.cmykJpeg()]) {
      const pixels = await decode(await openBytes(bytes), { width: 96, height: 64, colour: 'keep' })
      expect(pixels.channels).toBe(3)
      expect(pixels.profile).toBeUndefined()
    }
  })

  it.each([
    ['zeros', (profile: Buffer) => profile.fill(0)],
    ['no tags', (profile: Buffer) => profile.fill(0xff, 128, 200)],
    ['another colour space', (profile: Buffer) => profile.write('CMYK', 16, 'latin1')],
  ])('that are malformed (%s) are ignored, and that is said', async (_, change) => {
    const source = await openBytes(await withProfile(change))
    expect(source).toMatchObject({ isSrgb: true, icc: undefined, notes: ['profile-malformed'] })
    const pixels = await decode(source, { width: 96, height: 64 })
    expectColour(colours(pixels)[0] ?? [], [211, 55, 44], 8)
  })
})

describe('damage', () => {
  it('is refused, unless it is accepted, and then told', async () => {
    const bytes = await images.truncatedJpeg()
    const size = { width: 400, height: 300 }
    await failureOf(decode(await openBytes(bytes), size), 'INPUT_CORRUPT')
    const source = await openBytes(bytes, { acceptDamage: true })
    expect(source.notes).toEqual(['possibly-damaged'])
    expect(await decode(source, size)).toMatchObject(size)
  })

  it.each(['bmp', 'tga', 'psd', 'jp2', 'jxl', 'dds'] as const)(
    'of a %s is an error of ours',
    async (format) => {
      const bytes = await foreignImage(format)
      for (const share of [0.1, 0.5, 0.9]) {
        const cut = bytes.subarray(0, Math.floor(bytes.length * share))
        const outcome = await openBytes(cut).then(
          () => 'opened',
          (error: unknown) => (error instanceof Error ? error.name : 'nothing'),
        )
        expect(outcome).toBe('WhittleError')
      }
    },
  )

  it('of a HEIC is an error of ours', async () => {
    const bytes = await heicImage('plain')
    await failureOf(openBytes(bytes.subarray(0, 600)), 'INPUT_CORRUPT')
    await failureOf(openBytes(bytes.subarray(0, 300)), 'INPUT_CORRUPT')
  })
})

describe('orientation', () => {
  it('of HEIC is what its container says, not EXIF', async () => {
    const exif = await openBytes(await heicImage('exif-orientation'))
    expect(exif).toMatchObject({ width: 96, height: 64, orientation: 1 })
    expectColours(await decode(exif, { width: 96, height: 64 }), [red, green, blue, white], 24)
    const turned = await openBytes(await heicImage('turned'))
    expect(turned).toMatchObject({ width: 64, height: 96, orientation: 1 })
    expectColours(await decode(turned, { width: 64, height: 96 }), [green, white, red, blue])
  })

  it('of an animation is applied to every frame', async () => {
    const source = await openBytes(await images.animation('webp', { orientation: 6 }))
    expect(source).toMatchObject({ width: 30, height: 40, orientation: 6, pages: 3 })
    const pixels = await decode(source, { width: 30, height: 40, animated: true })
    expect(pixels).toMatchObject({ width: 30, height: 40, animation: { frames: 3 } })
    expectColours(frameOf(pixels, 2), [blue, blue, blue, blue])
  })

  it('of HEIC leaves transparency alone', async () => {
    const pixels = await decode(await openBytes(await heicImage('transparent')), { width: 96, height: 64 })
    expect(pixels.hasAlpha).toBe(true)
    expectColour(colours(pixels)[0] ?? [], [...red, 127])
  })
})

describe('cover', () => {
  it.each([
    ['a photograph', jpeg],
    ['a drawing', async () => images.quadrantsSvg()],
  ])('cuts %s alike on both sides', async (_, make) => {
    const pixels = await decode(await openBytes(await make()), { width: 40, height: 40, fit: 'cover' })
    expect(pixels).toMatchObject({ width: 40, height: 40 })
    expectColours(pixels, images.quadrantColours)
    expectColours(await resize(pixels, { width: 10, height: 30, fit: 'cover' }), images.quadrantColours)
  })

  it('does not let the frames of an animation run into each other', async () => {
    const whole = await openBytes(await images.animation('webp'))
    const pixels = await decode(whole, { width: 40, height: 30, animated: true })
    const small = await resize(pixels, { width: 7, height: 3, fit: 'cover' })
    for (const [i, colour] of [red, green, blue].entries()) {
      const { data, channels } = frameOf(small, i)
      expectColour([...data.subarray(0, 3)], colour, 2)
      expectColour([...data.subarray(-channels, data.length - channels + 3)], colour, 2)
    }
  })
})

describe('a drawing', () => {
  it('is as sharp as the size asked for, without half transparent edges', async () => {
    const source = await openBytes(images.quadrantsSvg(9.69, 6.46))
    const pixels = await decode(source, { width: 642, height: 428 })
    expect(pixels).toMatchObject({ width: 642, height: 428, hasAlpha: false })
    const row = [...pixels.data.subarray(100 * 642 * 3, 101 * 642 * 3)].filter((_, i) => i % 3 === 0)
    // From red to green within two pixels; enlarged from ten pixels it would take sixty.
    const between = row.filter((value) => value > 40 && value < 220)
    expect(between.length).toBeLessThanOrEqual(2)
  })
})

describe('an icon', () => {
  it('is its largest picture', async () => {
    const pictures = await Promise.all(
      [16, 256, 32].map(async (side) => ({
        side,
        bytes: await images
          .plain(side, side, side === 256 ? blue : red)
          .png()
          .toBuffer(),
      })),
    )
    const source = await openBytes(iconOf(pictures))
    expect(source).toMatchObject({ width: 256, height: 256, pages: 3, notes: ['pages-dropped'] })
    expectColours(await decode(source, { width: 4, height: 4 }), [blue, blue, blue, blue])
  })
})

describe('limits', () => {
  it('count all frames of an animation that stays one', async () => {
    const source = await openBytes(await images.animation('gif'), {
      limits: { ...limits, animationPixels: 40 * 30 * 3 - 1 },
    })
    const { detail } = await failureOf(
      decode(source, { width: 4, height: 3, animated: true }),
      'INPUT_TOO_LARGE',
    )
    expect(detail).toContain('3 frames of 40 × 30')
    await decode(source, { width: 4, height: 3 })
  })

  it('refuse too many frames', async () => {
    const tight = { ...limits, frames: 2 }
    await failureOf(openBytes(await images.animation('webp'), { limits: tight }), 'INPUT_TOO_LARGE')
    await failureOf(openBytes(await images.animatedPng(3), { limits: tight }), 'INPUT_TOO_LARGE')
  })

  it.each(['bmp', 'tga', 'psd', 'jp2', 'jxl', 'dds', 'ico'] as const)(
    'refuse too many pixels of %s',
    async (format) => {
      const tight = { ...limits, inputPixels: 96 * 64 - 1 }
      await failureOf(openBytes(await foreignImage(format), { limits: tight }), 'INPUT_TOO_LARGE')
    },
  )
})
