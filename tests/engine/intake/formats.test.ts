import { describe, expect, it } from 'vitest'
import { candidateFormats, extensionFor } from '../../../src/engine/intake/formats.ts'

const still = { format: 'jpeg', pages: 1, hasAlpha: false } as const

describe('candidateFormats', () => {
  it('is the one that is named, whatever the image', () => {
    for (const format of ['avif', 'webp', 'jpeg', 'png'] as const) {
      expect(candidateFormats(format, { ...still, hasAlpha: true, pages: 3 }, false)).toEqual([format])
    }
  })

  it('is the image’s own for "original"', () => {
    for (const format of ['jpeg', 'png', 'webp', 'gif', 'avif', 'tiff', 'svg'] as const) {
      expect(candidateFormats('original', { ...still, format }, false)).toEqual([format])
    }
  })

  it.each([
    ['a photograph', still, ['avif', 'webp', 'jpeg', 'png']],
    ['a picture with transparency', { ...still, format: 'png', hasAlpha: true }, ['avif', 'webp', 'png']],
    ['an animation', { ...still, format: 'gif', pages: 3 }, ['webp', 'gif']],
    ['an animated WebP with transparency', { format: 'webp', pages: 3, hasAlpha: true }, ['webp', 'gif']],
    ['a GIF that does not move', { ...still, format: 'gif' }, ['avif', 'webp', 'jpeg', 'png', 'gif']],
    [
      'pages, which are no animation',
      { ...still, format: 'tiff', pages: 3 },
      ['avif', 'webp', 'jpeg', 'png', 'tiff'],
    ],
    ['a drawing', { format: 'svg', pages: 1, hasAlpha: true }, ['svg']],
  ] as const)('of %s for "auto" are those that suit it', (_, source, formats) => {
    expect(candidateFormats('auto', source, false)).toEqual(formats)
  })

  it.each([
    ['a photograph', still, ['webp', 'png', 'jpeg']],
    ['a PNG', { ...still, format: 'png', hasAlpha: true }, ['webp', 'png']],
    ['a TIFF', { ...still, format: 'tiff' }, ['webp', 'png', 'tiff']],
    ['an AVIF', { ...still, format: 'avif' }, ['webp', 'png', 'avif']],
    ['an animated GIF', { ...still, format: 'gif', pages: 3 }, ['webp', 'gif']],
    ['an animated WebP', { ...still, format: 'webp', pages: 3 }, ['webp']],
  ] as const)('of %s for "auto" without loss are those that can, and its own', (_, source, formats) => {
    expect(candidateFormats('auto', source, true)).toEqual(formats)
  })
})

describe('extensionFor', () => {
  it.each([
    ['jpeg', 'IMG.JPEG', 'JPEG'],
    ['jpeg', 'a.jfif', 'jfif'],
    ['jpeg', 'a.png', 'jpg'],
    ['jpeg', 'a', 'jpg'],
    ['tiff', 'scan.tiff', 'tiff'],
    ['tiff', 'scan.TIF', 'TIF'],
    ['png', 'a.PNG', 'PNG'],
    ['webp', 'a.webp.jpg', 'webp'],
    ['avif', 'a.heic', 'avif'],
  ] as const)('of %s made of %s is %s', (format, original, extension) => {
    expect(extensionFor(format, original)).toBe(extension)
  })
})
