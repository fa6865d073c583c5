import type { CandidateJob, OutputJob } from '../../shared/contract/pool.ts'
import { outputFormats } from '../../shared/formats.ts'
import type { Note, OutputResult } from '../../shared/model/output.ts'
import { goalWords, type Treatment } from '../../shared/recipe/index.ts'
import { candidatesOf } from './chains.ts'
import type { Context } from './context.ts'
import { canKeepOriginal, isWorthIt } from './keep-original.ts'
import { notesOfKept, notesOfOutput, notesOfSource } from './notes.ts'
import { placeFile } from './output/place-file.ts'
import type { PictureClass } from './pixels/classify.ts'
import type { Pixels } from './pixels/pixels.ts'
import type { Made } from './quality/picture.ts'
import type { Source } from './source/open-source.ts'

/** One file that an output may become, made. */
export type Option = { readonly candidate: CandidateJob; readonly made: Made }

/**
 * Chooses what an output becomes, the best of what was made or the original's own bytes, and puts it in place.
 *
 * @param ms - What making all of it cost, in milliseconds.
 */
export async function finishOutput(
  output: OutputJob,
  options: readonly Option[],
  pixels: Pixels | undefined,
  ms: number,
  context: Context,
): Promise<OutputResult> {
  const { source, treatment, job, kind } = context
  const best = bestOf(options)
  const kept = keptCandidate(output, best, source, treatment)
  const candidate = kept ?? best?.candidate
  const bytes = kept === undefined ? best?.made.bytes : source.bytes
  if (candidate === undefined || bytes === undefined)
    throw new RangeError('An output has at least one format.')
  const made = kept === undefined ? best?.made : undefined
  const start = performance.now()
  const { index, width, height } = output
  const { path, format, effort } = candidate
  const place = () => placeFile(bytes, candidate, source.identity)
  const sha256 = await job.step('write', place, { format, width, height })
  const writeMs = performance.now() - start
  const result: OutputResult = {
    index,
    path,
    format,
    width,
    height,
    bytes: bytes.length,
    sha256,
    quality: made?.quality ?? null,
    effort: made === undefined ? null : effort,
    score: made?.score ?? null,
    ms: ms + writeMs,
    writeMs,
    cached: false,
    keptOriginal: made === undefined,
    notes:
      made === undefined
        ? notesOfKept(source, treatment)
        : notesOf(output, { candidate, made }, pixels, context),
    ...reasonFor(output, options, made === undefined, kind),
  }
  job.report({ step: 'write', output: result })
  return result
}

function notesOf(
  output: OutputJob,
  { candidate, made }: Option,
  pixels: Pixels | undefined,
  context: Context,
): Note[] {
  const { format } = candidate
  // A drawing is only written in fewer bytes.
  if (format === 'svg') return [...context.source.notes]
  return [
    ...notesOfSource(format, pixels, context),
    ...notesOfOutput(output, format, pixels, made.bytes.length, context.source),
    ...made.notes,
  ]
}

/** The candidate that is the original itself, where that is allowed and encoding it again saves too little. */
function keptCandidate(
  output: OutputJob,
  best: Option | undefined,
  source: Source,
  treatment: Treatment,
): CandidateJob | undefined {
  const { width, height } = output
  const own = candidatesOf(output).find(({ format }) =>
    canKeepOriginal({ format, width, height }, source, treatment),
  )
  if (own === undefined || best === undefined) return own
  return exceedsLimit(output, source) || isWorthIt(best.made.bytes.length, source, treatment)
    ? undefined
    : own
}

function exceedsLimit({ goal }: OutputJob, source: Source): boolean {
  return goal.mode === 'maxBytes' && source.bytes.length > goal.bytes
}

const failures: ReadonlySet<Note> = new Set(['target-missed', 'limit-missed'])

/** Those that meet their goal before those that do not; with a limit of bytes the highest score, else the fewest bytes. */
function bestOf(options: readonly Option[]): Option | undefined {
  const meets = ({ made }: Option) => !made.notes.some((note) => failures.has(note))
  const able = options.some(meets) ? options.filter(meets) : options
  return able.toSorted((a, b) =>
    a.candidate.goal.mode === 'maxBytes' && options.some(meets)
      ? (b.made.score ?? 0) - (a.made.score ?? 0)
      : a.made.bytes.length - b.made.bytes.length,
  )[0]
}

const kindWords: Readonly<Record<PictureClass, string>> = {
  photo: 'Photograph',
  graphic: 'Graphic',
  text: 'Text or screenshot',
}

/** A sentence on the choice, where there was one: "Photograph, score 80: AVIF 51 kB, WebP 62 kB, JPEG 85 kB." */
function reasonFor(
  output: OutputJob,
  options: readonly Option[],
  kept: boolean,
  kind: PictureClass | undefined,
): { reason?: string } {
  if (output.alternatives === undefined) return {}
  const sizes = options
    .toSorted((a, b) => a.made.bytes.length - b.made.bytes.length)
    .map(({ candidate, made }) => {
      const missed = made.notes.some((note) => failures.has(note)) ? ' (does not reach it)' : ''
      const score =
        output.goal.mode === 'maxBytes' && made.score !== null ? `, score ${made.score.toFixed(1)}` : ''
      const lossless = made.quality === null && output.goal.mode !== 'lossless' ? ' lossless' : ''
      return `${outputFormats[candidate.format].label}${lossless} ${kilobytes(made.bytes.length)}${score}${missed}`
    })
  const goal = goalWords(output.goal)
  const end = kept ? ' None saves enough, so the original was kept.' : ''
  const what = kind === undefined ? '' : `${kindWords[kind]}, `
  return { reason: `${what}${goal}: ${sizes.join(', ')}.${end}` }
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1_000).toFixed(bytes < 10_000 ? 1 : 0)} kB`
}
