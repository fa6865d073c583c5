import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { editExif, hasLocation, readRights } from '../../../../src/workers/pipeline/metadata/exif.ts'

const withExif = async () => {
  const bytes = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#fff' } })
    .withExif({
      IFD0: { Copyright: 'Ann Example', Artist: 'Ann', Software: 'Camera' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '52/1 31/1 0/1' },
    })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer()
  const { exif } = await sharp(bytes).metadata()
  if (exif === undefined) throw new Error('no EXIF')
  return exif
}

/** What sharp reads of a block once it is in a file. */
const inFile = async (exif: Buffer) => {
  const { toSharpWith } = await import('../../../../src/workers/pipeline/metadata/envelope.ts')
  const pixels = { data: Buffer.alloc(3), width: 1, height: 1, channels: 3, hasAlpha: false } as const
  return sharp(await (await toSharpWith(pixels, { exif })).jpeg().toBuffer()).metadata()
}

describe('an EXIF block', () => {
  it('names its rights and its place', async () => {
    const exif = await withExif()
    expect(readRights(exif)).toEqual({ Artist: 'Ann', Copyright: 'Ann Example' })
    expect(hasLocation(exif)).toBe(true)
  })

  it('is edited in a copy: upright, and without its place on demand', async () => {
    const exif = await withExif()
    const before = Buffer.from(exif)
    const kept = editExif(exif, { keepsLocation: true })
    const placeless = editExif(exif, { keepsLocation: false })
    expect(exif.equals(before)).toBe(true)
    if (kept === undefined || placeless === undefined) throw new Error('not read')
    expect(hasLocation(kept)).toBe(true)
    expect(hasLocation(placeless)).toBe(false)
    for (const block of [kept, placeless]) {
      expect(readRights(block)).toEqual({ Artist: 'Ann', Copyright: 'Ann Example' })
      expect((await inFile(block)).orientation).toBe(1)
    }
    const written = (await inFile(placeless)).exif
    expect(written?.includes('Camera')).toBe(true)
    expect(written && hasLocation(written)).toBe(false)
  })

  it('that cannot be read is left out', () => {
    for (const bytes of ['', 'Exif\0\0', 'II*\0\xff\xff\xff\xff', 'nonsense at length']) {
      expect(editExif(Buffer.from(bytes, 'latin1'), { keepsLocation: true })).toBeUndefined()
      expect(readRights(Buffer.from(bytes, 'latin1'))).toEqual({})
    }
  })

  it('cut off anywhere never throws', async () => {
    const exif = await withExif()
    for (let length = 0; length < exif.length; length += 1) {
      editExif(exif.subarray(0, length), { keepsLocation: false })
      readRights(exif.subarray(0, length))
    }
  })
})
