import type { RasterFormat } from '../encoders/index.ts'
import { decodeEncoded, verify } from '../verify.ts'
import { aboutOf, type Encoding, encodeAt, type Made, type Picture } from './picture.ts'
import { ScoreCurve } from './score-curve.ts'
import { searchTarget, type TargetSearch, type Trial } from './search-target.ts'

/** AVIF's effort for probes: it costs a third of the knee's and predicts its score within half a point. */
const probeEffort = 1
/** A probe nearer to the target than this, in points, needs no second one. */
const probeTolerance = 4
const mostProbes = 2
/**
 * How much less is lost at an effort worth its time than at the probes', as a ratio (AVIF effort 3 against 1, six
 * photographs), with half and with full colour resolution.
 */
const probeRatio = { half: 0.91, full: 0.97 } as const

/**
 * How a format is searched once something is known of the image, in points. `margin`: aimed above the target by the
 * usual error of a prediction. `tolerance`: above the target by no more than this is near enough; AVIF's attempts are
 * the dearest and its bytes the fewest.
 */
const aims: Readonly<Record<'avif' | 'webp' | 'jpeg' | 'other', Aim>> = {
  avif: { margin: 0.3, tolerance: 2, mostAttempts: 2 },
  webp: { margin: 0.5, tolerance: 1.2, mostAttempts: 2 },
  jpeg: { margin: 0.8, tolerance: 1, mostAttempts: 2 },
  other: { margin: 0.4, tolerance: 1, mostAttempts: 4 },
}
/** The first size is the smallest and teaches the others: worth more attempts. */
const firstAim: Aim = { margin: 0.4, tolerance: 1, mostAttempts: 4 }
type Aim = Pick<TargetSearch<Buffer>, 'margin' | 'tolerance' | 'mostAttempts'>

/** From this target on, AVIF with half the colour resolution needs more bytes than with all of it. */
const fullChromaTarget = 80

/** Beyond this quality half the colour resolution may be what costs the score. */
const chromaLimit = { avif: 82, webp: 92, jpeg: 92 } as const

/**
 * Finds the lowest quality that reaches the target score in full. An encoder whose effort is dear is probed at a quick
 * one as long as nothing is known of the image, so that usually only one real encoding is made. Where half the colour
 * resolution is in the way, full resolution is tried too, and the smaller file wins.
 */
export async function meetTarget(picture: Picture, encoding: Encoding, target: number): Promise<Made> {
  const { format } = encoding
  const { experience, size } = picture
  const curve = await experience.curveFor(format, size)
  const aim = experience.isEmpty && !isDear(encoding) ? firstAim : aimOf(format)
  const fullChroma = format === 'avif' && target >= fullChromaTarget
  if (experience.isEmpty && isDear(encoding)) {
    await probe(picture, { format, fullChroma, effort: probeEffort, tuned: true }, target, curve)
  }
  const found = await search(picture, { ...encoding, fullChroma }, target, curve, aim)
  experience.learn(size, found.quality, curve)
  if (fullChroma || !mayGainByChroma(format, found, target)) return toMade(found, target)
  const full = await search(
    picture,
    { ...encoding, fullChroma: true },
    target,
    new ScoreCurve(format),
    firstAim,
  )
  return toMade(isBetter(full, found, target) ? full : found, target)
}

function aimOf(format: RasterFormat): Aim {
  return format === 'avif' || format === 'webp' || format === 'jpeg' ? aims[format] : aims.other
}

function search(
  picture: Picture,
  encoding: Encoding,
  target: number,
  curve: ScoreCurve,
  aim: Aim,
): Promise<Trial<Buffer>> {
  return searchTarget({ target, curve, attempt: (quality) => attempt(picture, encoding, quality), ...aim })
}

function mayGainByChroma(format: RasterFormat, { quality, score }: Trial<Buffer>, target: number): boolean {
  const halves = format === 'jpeg' || format === 'webp' || format === 'avif'
  return halves && (quality > chromaLimit[format] || score < target)
}

function isBetter(one: Trial<Buffer>, other: Trial<Buffer>, target: number): boolean {
  if (one.score >= target && other.score >= target) return one.made.length < other.made.length
  return one.score > other.score
}

function toMade({ made, quality, score }: Trial<Buffer>, target: number): Made {
  return { bytes: made, quality, score, notes: score < target ? ['target-missed'] : [] }
}

function isDear({ format, effort }: Encoding): boolean {
  return format === 'avif' && effort !== null && effort > probeEffort
}

/** Tells the curve what quick encodings show, as the real ones would have it. */
async function probe(picture: Picture, quick: Encoding, target: number, curve: ScoreCurve): Promise<void> {
  const { judge, job } = picture
  const { format, fullChroma } = quick
  const tried: number[] = []
  for (;;) {
    const quality = curve.lowestFor(target)
    if (tried.includes(quality)) break
    const { bytes } = await encodeAt(picture, quick, quality)
    const decoded = await decodeEncoded(bytes)
    const about = aboutOf(picture, quick)
    const measured = await job.step('judge', () => judge.score(decoded, format), about)
    const score = 100 - (100 - measured) * probeRatio[fullChroma ? 'full' : 'half']
    curve.add(quality, score)
    tried.push(quality)
    if (tried.length >= mostProbes || Math.abs(score - target) <= probeTolerance) break
  }
}

async function attempt(picture: Picture, encoding: Encoding, quality: number): Promise<Trial<Buffer>> {
  const { job, judge } = picture
  const { bytes, expected } = await encodeAt(picture, { ...encoding, tuned: true }, quality)
  const about = aboutOf(picture, encoding)
  const decoded = await job.step('verify', () => verify(bytes, expected), about)
  const score = await job.step('judge', () => judge.score(decoded, encoding.format), about)
  return { quality, score, made: bytes }
}
