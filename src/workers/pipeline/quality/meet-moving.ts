import type { CandidateJob } from '../../../shared/contract/pool.ts'
import { verify } from '../verify.ts'
import type { SizeView } from '../view.ts'
import type { Experience } from './experience.ts'
import { meetGoal } from './meet-goal.ts'
import { aboutOf, type Encoding, encodeAt, type Made, type Picture } from './picture.ts'
import { searchBytes } from './search-bytes.ts'

type Tools = Omit<Picture, 'pixels' | 'judge' | 'image' | 'size'> & { readonly experience: Experience }

/**
 * Encodes all frames of an animation so that they meet the goal. A target score is met on a sample of frames as one
 * still picture, since every frame is encoded at the same quality; the score is theirs.
 */
export async function meetMoving(
  { moving, sample }: SizeView,
  tools: Tools,
  { format, goal, effort }: Pick<CandidateJob, 'format' | 'goal' | 'effort'>,
): Promise<Made | undefined> {
  if (format === 'svg') return undefined
  const picture: Picture = { ...tools, ...moving }
  const encoding: Encoding = { format, effort }
  switch (goal.mode) {
    case 'lossless':
      return finish(picture, encoding, { quality: null, score: null, notes: [] })
    case 'fixed':
      return finish(picture, encoding, { quality: goal.quality, score: null, notes: [] })
    case 'target': {
      const found = await meetGoal({ ...tools, ...sample }, { format, goal, effort })
      return found && finish(picture, encoding, found)
    }
    case 'maxBytes': {
      const attempt = async (quality: number) => ({
        ...(await encodeAt(picture, encoding, quality)),
        quality,
      })
      const { bytes, quality } = await searchBytes({ limit: goal.bytes, attempt })
      const notes = bytes.length > goal.bytes ? (['limit-missed'] as const) : []
      return finish(picture, encoding, { quality, score: null, notes })
    }
  }
}

async function finish(picture: Picture, encoding: Encoding, found: Omit<Made, 'bytes'>): Promise<Made> {
  const { bytes, expected } = await encodeAt(picture, encoding, found.quality)
  await picture.job.step('verify', () => verify(bytes, expected), aboutOf(picture, encoding))
  return { ...found, bytes }
}
