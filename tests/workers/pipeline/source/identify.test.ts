import { describe, expect, it } from 'vitest'
import { isTga } from '../../../../src/workers/pipeline/decoders/tga/is-tga.ts'
import { identify } from '../../../../src/workers/pipeline/source/identify.ts'
import { foreignImage, targa } from '../../../support/foreign-images.ts'
import { seeded } from '../../../support/random.ts'
import { failureOf } from '../../support/failure.ts'

const zip = Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), Buffer.alloc(64)])
const mp4 = Buffer.from('\0\0\0\x18ftypmp42\0\0\0\0mp42isom', 'latin1')

describe('identify says what a file is instead', () => {
  it.each([
    ['PDF', Buffer.from('%PDF-1.7\n%'), 'INPUT_UNSUPPORTED'],
    ['EPS', Buffer.from('%!PS-Adobe-3.0 EPSF-3.0\n'), 'INPUT_UNSUPPORTED'],
    ['EPS', Buffer.concat([Buffer.from([0xc5, 0xd0, 0xd3, 0xc6]), Buffer.alloc(60)]), 'INPUT_UNSUPPORTED'],
    ['archive', zip, 'INPUT_UNSUPPORTED'],
    ['video', mp4, 'INPUT_UNSUPPORTED'],
    ['camera raw', Buffer.from('FUJIFILMCCD-RAW 0201', 'latin1'), 'INPUT_UNSUPPORTED'],
    ['web page', Buffer.from('\n<!DOCTYPE html><html></html>'), 'INPUT_NOT_AN_IMAGE'],
    ['XML', Buffer.from('<?xml version="1.0"?><note/>'), 'INPUT_NOT_AN_IMAGE'],
    ['text', Buffer.from('BMW makes cars. '.repeat(9)), 'INPUT_NOT_AN_IMAGE'],
    ['text', Buffer.from('hello, wörld'), 'INPUT_NOT_AN_IMAGE'],
    ['zeros', Buffer.alloc(5000), 'INPUT_NOT_AN_IMAGE'],
  ] as const)('%s', async (word, bytes, code) => {
    const work = identify(bytes).then((decoder) => decoder.guard?.(bytes, guardLimits))
    const { message, hint } = await failureOf(work, code)
    if (!bytes.toString('latin1').startsWith('BM')) expect(message).toContain(word)
    expect(hint).not.toBe('')
  })
})

const guardLimits = { inputBytes: 1e9, inputPixels: 1e9, animationPixels: 1e9, frames: 100, svgBytes: 1e7 }

describe('isTga', () => {
  it.each([
    ['plain', targa()],
    ['from the top', targa({ bottomUp: false })],
    ['packed', targa({ packed: true })],
    ['with a footer', targa({ footer: true })],
    ['packed, with a footer', targa({ packed: true, footer: true })],
  ])('knows an image %s', async (_, bytes) => {
    expect(isTga(bytes)).toBe(true)
    expect((await identify(bytes)).format).toBe('tga')
  })

  it('knows what ImageMagick writes', async () => {
    expect(isTga(await foreignImage('tga'))).toBe(true)
  })

  it('wants the pixels to fill the file, to the byte', () => {
    for (const bytes of [targa(), targa({ packed: true })]) {
      expect(isTga(bytes.subarray(0, -1))).toBe(false)
      expect(isTga(Buffer.concat([bytes, Buffer.from([0])]))).toBe(false)
    }
  })

  it('takes nothing else for one', async () => {
    const others = await Promise.all(
      (['bmp', 'ico', 'psd', 'jp2', 'jxl', 'dds'] as const).map((f) => foreignImage(f)),
    )
    for (const bytes of [...others, zip, mp4, Buffer.alloc(0), Buffer.alloc(18), Buffer.alloc(5000)]) {
      expect(isTga(bytes)).toBe(false)
    }
  })

  it('takes no noise for one', () => {
    const random = seeded(1)
    const noise = Array.from({ length: 5000 }, (_, i) =>
      Buffer.from(random.list(18 + (i % 100), () => random.int(0, 255))),
    )
    expect(noise.filter(isTga)).toEqual([])
  })
})
