import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createPool } from '../src/engine/pool/pool.ts'
import type { PoolPayload } from '../src/shared/contract/pool.ts'
import { fitInside } from '../src/shared/fit-inside.ts'
import type { OutputFormat } from '../src/shared/formats.ts'
import { defaultTreatment } from '../src/shared/recipe/index.ts'
import { settingsSchema } from '../src/shared/settings.ts'
import { type PictureFormat, writePicture } from './lib/pictures.ts'
import { resetPeak, residentBytes } from './lib/resident.ts'

/**
 * What one image costs in memory at its highest: the rise of the pool host's resident bytes while a single job runs
 * in a fresh host. The constants of `src/engine/monitor/job-cost.ts` come from here.
 */
type Case = {
  readonly source: PictureFormat
  readonly from: readonly [number, number]
  readonly to: readonly [number, number]
  readonly format: OutputFormat
  readonly effort: number | null
}

const { limits } = settingsSchema.parse({})
const root = join(import.meta.dirname, '..')
const poolHost = { entry: join(root, 'out/main/pool-host.js'), execPath: process.execPath }
const sizes = { 3: [2048, 1536], 12: [4000, 3000], 24: [6000, 4000], 50: [8660, 5774] } as const

/** @param args - `encode` or `decode` for one half of the cases. */
export async function run(args: readonly string[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'whittle-peaks-'))
  try {
    const wanted = args[0]
    const cases = [
      ...(wanted === 'decode' ? [] : encodeCases()),
      ...(wanted === 'encode' ? [] : decodeCases()),
    ]
    for (const one of cases) {
      const { risen, ms, bytes } = await measure(one, folder)
      const { width, height } = fitted(one)
      const megapixels = (width * height) / 1e6
      const input = (one.from[0] * one.from[1]) / 1e6
      console.log(
        JSON.stringify({
          source: one.source,
          inMP: round(input),
          outMP: round(megapixels),
          format: one.format,
          effort: one.effort,
          inMB: round(bytes / 1e6),
          peakMB: round(risen / 1e6),
          perOutPixel: round(risen / (megapixels * 1e6)),
          perInPixel: round(risen / (input * 1e6)),
          ms: Math.round(ms),
        }),
      )
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function* encodeCases(): Generator<Case> {
  const encoders: [OutputFormat, number | null, (keyof typeof sizes)[]][] = [
    ['jpeg', null, [3, 12, 24, 50]],
    ['webp', 0, [3, 12, 24]],
    ['webp', 4, [3, 12, 24, 50]],
    ['webp', 6, [3, 12]],
    ['avif', 0, [3, 12, 24]],
    ['avif', 2, [3, 12]],
    ['avif', 3, [3, 12]],
    ['avif', 4, [3]],
    ['avif', 6, [3]],
  ]
  for (const [format, effort, megapixels] of encoders) {
    for (const size of megapixels) {
      const at = sizes[size]
      yield { source: 'jpeg', from: at, to: at, format, effort }
    }
  }
}

function* decodeCases(): Generator<Case> {
  for (const source of ['jpeg', 'png', 'webp', 'tiff', 'avif'] as const) {
    for (const size of [12, 50] as const) {
      if (source === 'avif' && size === 50) continue
      for (const box of [
        [640, 480],
        [1920, 1080],
      ] as const) {
        yield { source, from: sizes[size], to: box, format: 'jpeg', effort: null }
      }
    }
  }
}

async function measure(one: Case, folder: string): Promise<{ risen: number; ms: number; bytes: number }> {
  const input = join(folder, `${one.source}-${one.from.join('x')}`)
  const [width, height] = one.from
  await writePicture(input, { width, height, format: one.source, index: 2 })
  const pool = createPool({
    ...poolHost,
    threads: 1,
    log: () => undefined,
    onLifecycle: () => undefined,
  })
  try {
    await pool.ready()
    const small = join(folder, 'warm-up')
    await writePicture(small, { width: 64, height: 64, format: 'jpeg', index: 0 })
    await pool.run('optimize', payloadOf(small, [64, 64], one, folder, { width: 64, height: 64 }), {
      limitMs: 600_000,
    })
    const { pid } = pool.usage()
    if (pid === undefined) throw new Error('The pool host is gone')
    const before = residentBytes(pid).now
    resetPeak(pid)
    const startedAt = performance.now()
    const probe = await pool.run('probe', { input, limits }, { limitMs: 60_000 })
    const { width: outWidth, height: outHeight } = fitted(one)
    await pool.run('optimize', payloadOf(input, [outWidth, outHeight], one, folder, { width, height }), {
      limitMs: 600_000,
    })
    return { risen: residentBytes(pid).peak - before, ms: performance.now() - startedAt, bytes: probe.bytes }
  } finally {
    await pool.close()
  }
}

function payloadOf(
  input: string,
  [width, height]: readonly [number, number],
  { format, effort }: Case,
  folder: string,
  planned: PoolPayload<'optimize'>['planned'],
): PoolPayload<'optimize'> {
  const path = join(folder, `out-${Math.random().toString(36).slice(2)}`)
  const goal = { mode: 'fixed', quality: 75 } as const
  const output = { index: 0, path, partPath: `${path}.part`, format, width, height, goal, effort }
  return {
    input,
    limits,
    planned,
    treatment: defaultTreatment,
    acceptDamage: false,
    lanes: 1,
    outputs: [output],
  }
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}

function fitted({ from, to }: Case): { width: number; height: number } {
  return fitInside({ width: from[0], height: from[1] }, { width: to[0], height: to[1] })
}
