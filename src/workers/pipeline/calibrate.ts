import process from 'node:process'
import type { PoolPayload, PoolResult } from '../../shared/contract/pool.ts'
import { fitInside } from '../../shared/fit-inside.ts'
import type { EffortPoint } from '../../shared/model/calibration.ts'
import { encode } from './encode.ts'
import type { RasterFormat } from './encoders/index.ts'
import type { Job } from './job.ts'
import { decode } from './pixels/decode.ts'
import { type Pixels, toSharp } from './pixels/pixels.ts'
import { Judge } from './quality/judge.ts'
import { ScoreCurve } from './quality/score-curve.ts'
import { openSource } from './source/open-source.ts'
import { decodeEncoded } from './verify.ts'

/** Where the efforts are compared: in the middle of what recipes ask for. */
const target = 78
/** Compares well with full sizes (same order, ratios within a tenth), in a twentieth of the time. */
const box = { width: 320, height: 240 }
const background = '#ffffff'
/** By how much the logarithm of the bytes grows per point of score, where two qualities say too little. */
const usualSlope = 0.035

type Measured = { readonly cpuMs: number; readonly bytes: number }

/**
 * Measures what each effort of an encoder costs and saves on sample images, at the same score. Ends early where the
 * budget does: efforts are tried in ascending order, and the costly ones are the last.
 *
 * CPU time is that of the whole process: to be run while nothing else is.
 *
 * @returns Points by ascending effort, each over all samples.
 */
export async function calibrate(
  payload: PoolPayload<'calibrate'>,
  job: Job,
): Promise<PoolResult<'calibrate'>> {
  const { format, efforts, budgetMs } = payload
  const samples: Sample[] = []
  for (const input of payload.inputs) samples.push(await job.step('decode', () => sampleOf(input, payload)))
  const start = process.cpuUsage()
  const points: EffortPoint[] = []
  for (const effort of efforts) {
    const last = points.at(-1)
    // The next one costs at least as much as this one.
    if (last !== undefined && spentMs(start) + last.cpuMs > budgetMs) break
    const measured: Measured[] = []
    for (const sample of samples)
      measured.push(await job.step('encode', () => measure(sample, format, effort)))
    points.push({ effort, cpuMs: sum(measured, 'cpuMs'), bytes: sum(measured, 'bytes') })
  }
  for (const { judge } of samples) judge.free()
  return { points }
}

type Sample = { readonly pixels: Pixels; readonly judge: Judge }

async function sampleOf(input: string, { limits }: PoolPayload<'calibrate'>): Promise<Sample> {
  const source = await openSource(input, limits)
  const pixels = await decode(source, fitInside(source, box))
  return { pixels, judge: new Judge(pixels, background) }
}

/** Two encodings: the first finds where the target is, the second is near it, and both give the slope there. */
async function measure({ pixels, judge }: Sample, format: RasterFormat, effort: number): Promise<Measured> {
  const curve = new ScoreCurve(format)
  const first = await attempt(pixels, judge, format, effort, curve.lowestFor(target))
  curve.add(first.quality, first.score)
  const near = Math.abs(first.score - target) < 0.5
  const second = near ? first : await attempt(pixels, judge, format, effort, curve.lowestFor(target))
  const rise = second.score - first.score
  const slope = Math.abs(rise) > 1 ? Math.log(second.bytes / first.bytes) / rise : usualSlope
  const cpuMs = second === first ? first.cpuMs : (first.cpuMs + second.cpuMs) / 2
  return { cpuMs, bytes: second.bytes * Math.exp(slope * (target - second.score)) }
}

async function attempt(pixels: Pixels, judge: Judge, format: RasterFormat, effort: number, quality: number) {
  const start = process.cpuUsage()
  // As a search for a score would: see `meet-target.ts`.
  const settings = { format, quality, effort, background, fullChroma: false, tuned: true }
  const { bytes } = await encode(toSharp(pixels), pixels, settings)
  const cpuMs = spentMs(start)
  const score = await judge.score(await decodeEncoded(bytes), format)
  return { quality, score, cpuMs, bytes: bytes.length }
}

function spentMs(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1_000
}

function sum(values: readonly Measured[], field: keyof Measured): number {
  return values.reduce((total, value) => total + value[field], 0)
}
