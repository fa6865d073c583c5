import { performance } from 'node:perf_hooks'
import type { CandidateJob, OutputJob } from '../../shared/contract/pool.ts'
import type { Note, OutputResult } from '../../shared/model/output.ts'
import type { Context } from './context.ts'
import { canKeepOriginal, keepsOriginal } from './keep-original.ts'
import { notesOfKept, notesOfOutput, notesOfSource } from './notes.ts'
import { placeFile } from './output/place-file.ts'
import type { Pixels } from './pixels/pixels.ts'
import { type Made, meetGoal } from './quality/meet-goal.ts'

type Candidate = { readonly job: CandidateJob; readonly made: Made }

/**
 * Makes one output: encodes every format it may become, keeps the smallest (or the original, where none saves enough),
 * and puts it in place.
 *
 * @param sharedMs - Its part in the cost of the pixels, in milliseconds.
 */
export async function makeOutput(
  output: OutputJob,
  pixels: Pixels,
  sharedMs: number,
  context: Context,
): Promise<OutputResult> {
  const { source, treatment, job } = context
  const start = performance.now()
  const candidates: Candidate[] = []
  for (const candidate of [output, ...(output.alternatives ?? [])]) {
    const made = await meetGoal(pixels, candidate, context)
    if (made !== undefined) candidates.push({ job: candidate, made })
  }
  const chosen = smallest(candidates)
  const kept = keptCandidate(output, chosen.made.bytes.length, context)
  const { path, format, effort } = kept ?? chosen.job
  const bytes = kept === undefined ? chosen.made.bytes : source.bytes
  const sha256 = await job.step('write', () => placeFile(bytes, kept ?? chosen.job, source.identity))
  const { index, width, height } = output
  const result: OutputResult = {
    index,
    path,
    format,
    width,
    height,
    bytes: bytes.length,
    sha256,
    quality: kept === undefined ? chosen.made.quality : null,
    effort: kept === undefined ? effort : null,
    score: kept === undefined ? chosen.made.score : null,
    ms: sharedMs + performance.now() - start,
    cached: false,
    keptOriginal: kept !== undefined,
    notes: kept === undefined ? notesOf(output, chosen, pixels, context) : notesOfKept(source, treatment),
  }
  job.report({ step: 'write', output: result })
  return result
}

function notesOf(
  output: OutputJob,
  { job, made }: Candidate,
  pixels: Pixels,
  { source, treatment }: Context,
): Note[] {
  return [
    ...notesOfSource(source, treatment),
    ...notesOfOutput(output, job.format, pixels, made.bytes.length, source),
    ...made.notes,
  ]
}

/** The candidate that is the original itself, where that is allowed and saves more than encoding it again. */
function keptCandidate(
  output: OutputJob,
  bytes: number,
  { source, treatment }: Context,
): CandidateJob | undefined {
  const { width, height } = output
  const fits = ({ format }: CandidateJob) => canKeepOriginal({ format, width, height }, source, treatment)
  const own = [output, ...(output.alternatives ?? [])].find(fits)
  if (own === undefined) return undefined
  return keepsOriginal({ format: own.format, width, height }, bytes, source, treatment) ? own : undefined
}

function smallest([first, ...others]: readonly Candidate[]): Candidate {
  if (first === undefined) throw new RangeError('An output has at least one format.')
  return others.reduce((best, one) => (one.made.bytes.length < best.made.bytes.length ? one : best), first)
}
