import { readFile } from 'node:fs/promises'
import path from 'node:path'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { prepareReference, type RawImage } from '../../../src/workers/score/index.ts'
import { ssimulacra2 } from '../../support/ssimulacra2.ts'

const folder = path.resolve(import.meta.dirname, '../../fixtures/ssimulacra2')
const pairs = z
  .array(z.object({ reference: z.string(), distorted: z.string(), ssimulacra2: z.number() }))
  .parse(JSON.parse(await readFile(path.join(folder, 'scores.json'), 'utf8')))

describe.each(pairs)('$distorted', ({ reference, distorted, ssimulacra2: expected }) => {
  it('scores as the reference tool says', async () => {
    const [original, image] = [await read(reference), await read(distorted)]
    const prepared = prepareReference(original)
    const score = prepared.score(image)
    prepared.free()

    expect(Math.abs(score - expected)).toBeLessThan(0.25)
    expect(Math.abs(score - ssimulacra2(original, image))).toBeLessThan(0.01)
  })
})

async function read(name: string): Promise<RawImage> {
  const { data, info } = await sharp(path.join(folder, name)).raw().toBuffer({ resolveWithObject: true })
  return { data, width: info.width, height: info.height, channels: info.channels }
}
