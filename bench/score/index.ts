import { cpuUsage } from 'node:process'
import sharp from 'sharp'
import { prepareReference, type RawImage } from '../../src/workers/score/index.ts'
import { type Method, tilesOf, toHalf } from './alternatives.ts'
import { type Case, distortions, photographs } from './cases.ts'

/**
 * How fast the scorer is, and how far every cheaper way is from the full score: absolute, and as a difference to one
 * image of the same size and format whose full score is known.
 */

const SIZES = [
  { width: 640, height: 480 },
  { width: 1280, height: 720 },
  { width: 1920, height: 1080 },
] as const
const REPEATS = 7

type Judged = Case & { readonly full: number; readonly estimated: Record<string, number> }

sharp.concurrency(1)
const speeds: Record<string, string>[] = []
const errors: Record<string, string | number>[] = []
for (const size of SIZES) {
  const judged: Judged[] = []
  for (const [name, original] of await photographs(size)) {
    const cases = await distortions(name, original)
    const first = cases[0]
    if (name === 'Garden' && first) speeds.push(measureSpeed(original, first.image))
    judged.push(...judge(original, cases))
  }
  errors.push(...summarize(`${size.width}×${size.height}`, judged))
}
console.log('CPU milliseconds per megapixel (best of several, one image), bytes per pixel')
console.table(speeds)
console.log('Distance from the full score')
console.table(errors)

function measureSpeed(original: RawImage, distorted: RawImage): Record<string, string> {
  const reference = prepareReference(original)
  const streamed = prepareReference(original, { maxStoredBytes: 0 })
  const pixels = original.width * original.height
  const speed = (work: () => unknown) => (leastCpuMs(work) / (pixels / 1e6)).toFixed(1)
  const row = {
    size: `${original.width}×${original.height}`,
    prepare: speed(() => prepareReference(original).free()),
    score: speed(() => reference.score(distorted)),
    estimate: speed(() => reference.estimate(distorted)),
    'score, not stored': speed(() => streamed.score(distorted)),
    bytes: (reference.bytes / pixels).toFixed(1),
  }
  reference.free()
  streamed.free()
  return row
}

/** Of CPU rather than the clock, and the least: other programs shall not count. */
function leastCpuMs(work: () => unknown): number {
  let least = Number.POSITIVE_INFINITY
  for (let i = 0; i < REPEATS; i += 1) {
    const start = cpuUsage()
    work()
    const { user, system } = cpuUsage(start)
    least = Math.min(least, (user + system) / 1_000)
  }
  return least
}

function judge(original: RawImage, cases: readonly Case[]): Judged[] {
  const reference = prepareReference(original)
  const methods: Record<string, Method> = {
    estimate: (image) => reference.estimate(image),
    'four tiles of 256': tilesOf(original, { side: 256, count: 4 }),
    'half size': toHalf(original),
  }
  const judged = cases.map((one) => ({
    ...one,
    full: reference.score(one.image),
    estimated: Object.fromEntries(Object.entries(methods).map(([name, score]) => [name, score(one.image)])),
  }))
  reference.free()
  return judged
}

function summarize(size: string, judged: readonly Judged[]): Record<string, string | number>[] {
  const methods = Object.keys(judged[0]?.estimated ?? {})
  return methods.map((method) => {
    const errorOf = (one: Judged) => (one.estimated[method] ?? Number.NaN) - one.full
    const absolute = judged.map(errorOf)
    const calibrated = judged.flatMap((one) => {
      const known = judged.find((other) => other.series === one.series && other.isMiddle)
      return known && known !== one ? [errorOf(one) - errorOf(known)] : []
    })
    const [alone, beside] = [figures(absolute), figures(calibrated)]
    return {
      size,
      method,
      images: judged.length,
      mean: alone.mean,
      p95: alone.p95,
      bias: alone.bias,
      'calibrated mean': beside.mean,
      'calibrated p95': beside.p95,
      'calibrated bias': beside.bias,
    }
  })
}

function figures(values: readonly number[]): { mean: string; p95: string; bias: string } {
  const sizes = values.map(Math.abs).toSorted((a, b) => a - b)
  const average = (list: readonly number[]) => list.reduce((sum, value) => sum + value, 0) / list.length
  const p95 = sizes[Math.ceil(sizes.length * 0.95) - 1] ?? Number.NaN
  return { mean: average(sizes).toFixed(2), p95: p95.toFixed(2), bias: average(values).toFixed(2) }
}
