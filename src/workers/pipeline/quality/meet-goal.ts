import type { CandidateJob } from '../../../shared/contract/pool.ts'
import type { QualityGoal } from '../../../shared/recipe/index.ts'
import { verify } from '../verify.ts'
import { meetTarget } from './meet-target.ts'
import { aboutOf, type Encoding, encodeAt, type Made, type Picture } from './picture.ts'
import { searchBytes } from './search-bytes.ts'

/** Encodes a picture so that it meets the candidate's goal. `undefined` where the format is not made of pixels. */
export async function meetGoal(
  picture: Picture,
  { format, goal, effort }: Pick<CandidateJob, 'format' | 'goal' | 'effort'>,
): Promise<Made | undefined> {
  if (format === 'svg') return undefined
  const encoding = { format, effort }
  switch (goal.mode) {
    case 'lossless':
      return meetFixed(picture, encoding, null)
    case 'fixed':
      return meetFixed(picture, encoding, goal.quality)
    case 'target':
      return meetTarget(picture, encoding, goal.score)
    case 'maxBytes':
      return meetLimit(picture, encoding, goal)
  }
}

/** Nobody asked what it looks like, so it is not judged. */
async function meetFixed(picture: Picture, encoding: Encoding, quality: number | null): Promise<Made> {
  const { bytes, expected } = await encodeAt(picture, encoding, quality)
  await picture.job.step('verify', () => verify(bytes, expected), aboutOf(picture, encoding))
  return { bytes, quality, score: null, notes: [] }
}

async function meetLimit(
  picture: Picture,
  encoding: Encoding,
  { bytes: limit }: Extract<QualityGoal, { mode: 'maxBytes' }>,
): Promise<Made> {
  const { job, judge } = picture
  const { bytes, quality, expected } = await searchBytes({
    limit,
    attempt: async (tried) => ({ ...(await encodeAt(picture, encoding, tried)), quality: tried }),
  })
  const about = aboutOf(picture, encoding)
  const decoded = await job.step('verify', () => verify(bytes, expected), about)
  const score = await job.step('judge', () => judge.score(decoded, encoding.format), about)
  return { bytes, quality, score, notes: bytes.length > limit ? ['limit-missed'] : [] }
}
