import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { encoders } from '../src/workers/pipeline/encoders/index.ts'
import { prepareReference } from '../src/workers/score/index.ts'

const samples = join(import.meta.dirname, '..', 'samples')
const box = { width: 800, height: 600, fit: 'inside' } as const
const efforts = { avif: 3, webp: 4, jpeg: null, png: 7 } as const

/** Prints the score by quality that `typical-curves.ts` holds, averaged over the photographs in `samples/`. */
export async function run(): Promise<void> {
  const photographs = readdirSync(samples).filter((name) => name.endsWith('.jpg'))
  const qualities = Array.from({ length: 20 }, (_, index) => 5 * (index + 1))
  for (const format of ['avif', 'webp', 'jpeg', 'png'] as const) {
    const scores = new Map<number, number>()
    for (const name of photographs) {
      const image = sharp(join(samples, name)).resize(box).removeAlpha().raw()
      const { data, info } = await image.toBuffer({ resolveWithObject: true })
      const reference = prepareReference({ data, ...info })
      for (const quality of qualities) {
        const settings = {
          quality,
          effort: efforts[format],
          fullChroma: false,
          tuned: true,
          background: '#ffffff',
        }
        const bytes = await encoders[format](sharp(data, { raw: info }), settings).toBuffer()
        const decoded = await sharp(bytes).raw().toBuffer({ resolveWithObject: true })
        const score = reference.score({ data: decoded.data, ...decoded.info })
        scores.set(quality, (scores.get(quality) ?? 0) + score / photographs.length)
      }
      reference.free()
    }
    console.log(format, [...scores].map(([quality, score]) => `${quality}: ${score.toFixed(1)}`).join('  '))
  }
}
