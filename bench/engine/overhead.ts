import { mkdirSync, readdirSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { writePicture } from '../lib/pictures.ts'
import { runBatch, type Setting } from '../scaling/run-batch.ts'
import type { Workload } from '../scaling/workloads.ts'
import { pure } from './limit.ts'
import { atMost, type PartContext, type PartResult, round, sum } from './part.ts'

const limitMs = 3
const fixed = (concurrency: number): Setting => ({
  label: String(concurrency),
  scaling: 'fixed',
  concurrency,
  mode: 'full',
})

/** What an image costs beside decoding, resizing and encoding: very many tiny ones, in a batch that is planned already. */
export async function overhead({ scratch, quick }: PartContext): Promise<PartResult> {
  const input = join(scratch, 'tiny')
  mkdirSync(input, { recursive: true })
  const count = quick ? 40 : 400
  for (let index = 0; index < count; index += 1) {
    const file = join(input, `${String(index).padStart(4, '0')}.jpg`)
    await writePicture(file, { width: 64, height: 48, format: 'jpeg', index })
  }
  const workload: Workload = {
    name: 'tiny',
    input,
    overrides: {
      formats: ['webp'],
      sizes: ['original'],
      quality: { mode: 'fixed', avif: 80, webp: 80, jpeg: 80, png: 80 },
      effort: { mode: 'fixed', avif: 4, webp: 4, png: 7 },
    },
  }
  const files = readdirSync(input).map((name) => join(input, name))
  const codecs = await pure(files, { formats: ['webp'], sizes: [null], effort: 4 })
  const pureMs = Math.max(codecs.wallMs, sum(Object.values(codecs.cpuMs))) / count
  const cores = availableParallelism()
  const rows = []
  for (const concurrency of new Set([1, cores])) {
    let [wallMs, itemMs] = [Number.POSITIVE_INFINITY, 0]
    for (let round = 0; round < (quick ? 1 : 3); round += 1) {
      const outcome = await runBatch(workload, fixed(concurrency))
      const perImage = (1_000 * outcome.seconds) / outcome.images
      if (perImage < wallMs) [wallMs, itemMs] = [perImage, outcome.itemMs]
    }
    rows.push({
      'at once': concurrency,
      'wall ms per image': round(wallMs),
      'of it in pool and worker': round(itemMs / concurrency),
      'codecs alone': round(pureMs / concurrency),
      overhead: round(wallMs - pureMs / concurrency),
    })
  }
  const worst = Math.max(...rows.map((row) => row.overhead))
  return {
    title: `${count} images of 64 × 48, one WebP each: milliseconds per image`,
    rows,
    checks: [atMost('overhead per image, ms', worst, limitMs)],
    notes: ['The codecs alone: the same decode, encode and check in a plain script, one after another.'],
  }
}
