import { ImageMagick } from '@imagemagick/magick-wasm'
import { expect, it } from 'vitest'
import { foreignImage } from '../../../support/foreign-images.ts'
import * as images from '../../../support/images.ts'
import { openBytes } from '../../support/open-bytes.ts'
import { limits } from '../../support/workspace.ts'

const roomy = { ...limits, inputBytes: 2 ** 30 }

const heapBytes = (): number => {
  const api: unknown = Reflect.get(ImageMagick, '_api')
  return typeof api === 'object' && api !== null && 'HEAPU8' in api && api.HEAPU8 instanceof Uint8Array
    ? api.HEAPU8.length
    : 0
}

it('a giant image does not keep the heap of ImageMagick large, and the next one is decoded as before', async () => {
  const giant = await images.plain(6000, 6000, [10, 20, 30]).png().toBuffer()
  const bmp = await foreignImage('bmp', giant)
  expect(heapBytes()).toBeGreaterThan(96 * 2 ** 20)
  expect(await openBytes(bmp, { limits: roomy })).toMatchObject({ width: 6000, height: 6000 })
  // The instance is gone: there is none until the next image.
  expect(heapBytes).toThrow('initialize')
  expect(await openBytes(await foreignImage('bmp'))).toMatchObject({ width: 96, height: 64 })
  expect(heapBytes()).toBeLessThan(96 * 2 ** 20)
})
