import type { CandidateJob } from '../../../shared/contract/pool.ts'
import type { Note } from '../../../shared/model/output.ts'
import type { Context } from '../context.ts'
import { encode } from '../encode.ts'
import type { Pixels } from '../pixels/pixels.ts'
import { verify } from '../verify.ts'

/** A file in memory that meets a goal, or comes as near as its format can. */
export type Made = {
  readonly bytes: Buffer
  /** On the encoder's own scale; `null` where every pixel was kept. */
  readonly quality: number | null
  readonly score: number | null
  readonly notes: readonly Note[]
}

/** Encodes pixels so that they meet the candidate's goal. `undefined` where the format is not made from pixels. */
export async function meetGoal(
  pixels: Pixels,
  { format, goal, effort }: CandidateJob,
  { treatment, job }: Context,
): Promise<Made | undefined> {
  if (format === 'svg') return undefined
  const quality = goal.mode === 'lossless' ? null : goal.mode === 'fixed' ? goal.quality : 80
  const { background } = treatment
  const { bytes, expected } = await job.step('encode', () =>
    encode(pixels, { format, quality, effort, background }),
  )
  await job.step('verify', () => verify(bytes, expected))
  return { bytes, quality, score: null, notes: [] }
}
