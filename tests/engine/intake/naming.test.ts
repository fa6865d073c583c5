import { describe, expect, it } from 'vitest'
import { collisionKey, folderName, outputName } from '../../../src/engine/intake/naming.ts'

const webp = { width: 640, height: 480, format: 'webp', extension: 'webp' } as const
const template = '{name}-{width}w.{ext}'
const bytes = (text: string) => Buffer.byteLength(text)

describe('outputName', () => {
  it.each([
    ['photo.jpg', 'photo-640w.webp'],
    ['photo.tar.jpg', 'photo.tar-640w.webp'],
    ['photo', 'photo-640w.webp'],
    ['.jpg', '.jpg-640w.webp'],
    ['...', '..-640w.webp'],
    ['a\\b.jpg', 'a\\b-640w.webp'],
    ['Ünïcödé ✈.jpg', 'Ünïcödé ✈-640w.webp'],
    ['line\nbreak.jpg', 'line\nbreak-640w.webp'],
    [' .jpg', ' -640w.webp'],
  ])('makes of %j the name %j', (original, expected) => {
    expect(outputName({ original, ...webp }, template)).toBe(expected)
  })

  it('counts the attempts from the second one on', () => {
    const parts = { original: 'photo.jpg', ...webp }
    expect([1, 2, 12].map((attempt) => outputName(parts, template, attempt))).toEqual([
      'photo-640w.webp',
      'photo-640w-2.webp',
      'photo-640w-12.webp',
    ])
  })

  it.each([
    ['x'.repeat(251), '.jpg'],
    ['é'.repeat(125), '.jpg'],
    ['漢'.repeat(83), '.jpeg'],
    ['😀'.repeat(62), '.jpg'],
    // A family of four is one character of 25 bytes.
    ['👨‍👩‍👧‍👦'.repeat(10), '.jpg'],
    // One letter under more accents than fit.
    [`a${'\u0301'.repeat(125)}`, '.jpg'],
  ])('shortens %s to what a file system takes, between two characters', (stem, extension) => {
    for (const attempt of [1, 2, 10_000]) {
      const name = outputName({ ...webp, original: stem + extension, width: 65_535 }, template, attempt)
      expect(bytes(name)).toBeLessThanOrEqual(255)
      const [, kept] = /^(.*?)-65535w(?:-\d+)?\.webp$/.exec(name) ?? []
      expect(kept).toBeDefined()
      expect(stem.startsWith(kept ?? 'no')).toBe(true)
      expect(Buffer.from(name).toString()).toBe(name)
      const characters = [...new Intl.Segmenter().segment(stem)].map(({ segment }) => segment)
      expect(characters.join('').startsWith(kept ?? 'no')).toBe(true)
      expect(characters).toEqual(
        expect.arrayContaining([...new Intl.Segmenter().segment(kept ?? '')].map(({ segment }) => segment)),
      )
    }
  })

  it('leaves a name alone that just fits', () => {
    const stem = 'x'.repeat(255 - bytes('-640w.webp'))
    expect(outputName({ original: `${stem}.jpg`, ...webp }, template)).toBe(`${stem}-640w.webp`)
    expect(bytes(outputName({ original: `${stem}y.jpg`, ...webp }, template))).toBe(255)
  })
})

describe('folderName', () => {
  it('keeps the name, with a counter from the second attempt on', () => {
    expect(folderName('2024.05')).toBe('2024.05')
    expect(folderName('2024.05', 2)).toBe('2024.05-2')
    expect(bytes(folderName('x'.repeat(255), 2))).toBe(255)
  })
})

describe('collisionKey', () => {
  it.each([
    ['Photo.JPG', 'photo.jpg'],
    // Composed, as on Linux and Windows, and decomposed, as older Macs write it.
    ['caf\u00e9', 'cafe\u0301'],
    ['CAFÉ', 'cafe\u0301'],
    ['ΟΔΟΣ', 'οδος'],
    ['ΟΔΟΣ', 'οδοσ'],
    ['straße', 'STRASSE'],
    ['\u212A', 'k'],
  ])('takes %s and %s for the same', (a, b) => {
    expect(collisionKey(a)).toBe(collisionKey(b))
  })

  it.each([
    ['a', 'b'],
    ['cafe', 'café'],
    ['a-1', 'a-2'],
    ['a/b', 'a b'],
  ])('tells %s from %s', (a, b) => {
    expect(collisionKey(a)).not.toBe(collisionKey(b))
  })
})
