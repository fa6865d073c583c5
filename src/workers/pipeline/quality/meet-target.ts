import type { RasterFormat } from '../encoders/index.ts'
import { decodeEncoded, verify } from '../verify.ts'
import { type Encoding, encodeAt, type Made, type Picture } from './picture.ts'
import { ScoreCurve } from './score-curve.ts'
import { searchTarget, type Trial } from './search-target.ts'

/** AVIF's effort for probes: it costs a sixth of the knee's and predicts its score within half a point. */
const probeEffort = 1
/** A probe nearer to the target than this, in points, needs no second one. */
const probeTolerance = 4
const mostProbes = 2

/** Beyond this quality half the colour resolution may be what costs the score. */
const chromaLimit = 92

/**
 * Finds the lowest quality that reaches the target score in full. An encoder whose effort is dear is probed at a quick
 * one first, so that usually only one real encoding is made. Where half the colour resolution is in the way, full
 * resolution is tried too, and the smaller file wins.
 */
export async function meetTarget(picture: Picture, encoding: Encoding, target: number): Promise<Made> {
  const { format } = encoding
  const { experience } = picture
  const probes = isDear(encoding) ? await probe(picture, encoding, target) : undefined
  const curve = experience.curveFor(format)
  if (probes !== undefined) transfer(probes, curve, experience.ratioFor(format))
  const found = await search(picture, encoding, target, curve)
  experience.learn(format, found.quality, curve, probes?.curve)
  if (!mayGainByChroma(format, found, target)) return toMade(found, target)
  const full = await search(picture, { ...encoding, fullChroma: true }, target, new ScoreCurve(format))
  return toMade(isBetter(full, found, target) ? full : found, target)
}

function search(
  picture: Picture,
  encoding: Encoding,
  target: number,
  curve: ScoreCurve,
): Promise<Trial<Buffer>> {
  const dear = isDear(encoding)
  return searchTarget({
    target,
    curve,
    attempt: (quality) => attempt(picture, encoding, quality),
    tolerance: dear ? 1.5 : 1,
    mostAttempts: dear ? 2 : 4,
  })
}

function mayGainByChroma(format: RasterFormat, { quality, score }: Trial<Buffer>, target: number): boolean {
  return (format === 'jpeg' || format === 'webp') && (quality > chromaLimit || score < target)
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

type Probes = { readonly curve: ScoreCurve; readonly tried: readonly number[] }

async function probe(picture: Picture, { format }: Encoding, target: number): Promise<Probes> {
  const { experience, judge, job } = picture
  const curve = experience.probeCurveFor(format)
  // Where the real encoding will reach the target, the quick one is still below it.
  const wanted = 100 - (100 - target) / experience.ratioFor(format)
  const tried: number[] = []
  for (;;) {
    const quality = curve.lowestFor(wanted)
    if (tried.includes(quality)) break
    const { bytes } = await encodeAt(picture, { format, effort: probeEffort }, quality)
    const decoded = await decodeEncoded(bytes)
    const score = await job.step('judge', () => judge.score(decoded, format))
    curve.add(quality, score)
    tried.push(quality)
    if (tried.length >= mostProbes || Math.abs(score - wanted) <= probeTolerance) break
  }
  return { curve, tried }
}

/** What the probes found, as the real encoding would have it. */
function transfer({ curve: probes, tried }: Probes, curve: ScoreCurve, ratio: number): void {
  for (const quality of tried) curve.add(quality, 100 - (100 - probes.predict(quality)) * ratio)
}

async function attempt(picture: Picture, encoding: Encoding, quality: number): Promise<Trial<Buffer>> {
  const { job, judge } = picture
  const { bytes, expected } = await encodeAt(picture, { fullChroma: false, ...encoding }, quality)
  const decoded = await job.step('verify', () => verify(bytes, expected))
  const score = await job.step('judge', () => judge.score(decoded, encoding.format))
  return { quality, score, made: bytes }
}
