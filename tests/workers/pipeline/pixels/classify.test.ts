import { readdirSync } from 'node:fs'
import { resolve } from 'node:path'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { classify } from '../../../../src/workers/pipeline/pixels/classify.ts'
import { toPixels } from '../../../../src/workers/pipeline/pixels/pixels.ts'
import * as images from '../../../support/images.ts'

const root = resolve(import.meta.dirname, '../../../..')
const samples = readdirSync(resolve(root, 'samples')).filter((name) => name.endsWith('.jpg'))
const text = (size: number) => `<svg xmlns="http://www.w3.org/2000/svg" width="600" height="400">
  <rect width="600" height="400" fill="#fff"/>
  ${Array.from({ length: 12 }, (_, row) => `<text x="20" y="${30 + row * 30}" font-size="${size}">The quick brown fox ${row}</text>`).join('')}
</svg>`

describe('classify', () => {
  it.each(samples)('takes %s for a photograph, at any size', async (name) => {
    for (const side of [2_000, 640, 200]) {
      const pixels = await toPixels(
        sharp(resolve(root, 'samples', name)).resize(side, side, { fit: 'inside' }),
      )
      expect(classify(pixels)).toBe('photo')
    }
  })

  it('tells text and screenshots', async () => {
    expect(classify(await toPixels(sharp(Buffer.from(text(18)))))).toBe('text')
    expect(classify(await toPixels(sharp(resolve(root, 'docs/images/optimize-light.webp'))))).toBe('text')
  })

  it('tells a drawing, transparent or not', async () => {
    expect(classify(await toPixels(images.quadrants(200, 100)))).toBe('graphic')
    const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300">
      <circle cx="130" cy="150" r="100" fill="#e33"/><rect x="220" y="40" width="160" height="220" fill="#36c"/></svg>`
    expect(['graphic', 'text']).toContain(classify(await toPixels(sharp(Buffer.from(drawing)))))
  })
})
