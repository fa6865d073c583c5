import type { PoolPayload, PoolResult } from '../../shared/contract/pool.ts'
import { WhittleError } from '../../shared/errors.ts'
import { outputFormats } from '../../shared/formats.ts'
import type { Job } from './job.ts'
import { packMetadata } from './metadata/cargo.ts'
import { replaceFile } from './output/replace-file.ts'
import { groupBySize, refuseOversized, refuseReplaced } from './output/size-groups.ts'
import { Experience } from './quality/experience.ts'
import { meetGoal } from './quality/meet-goal.ts'
import { meetMoving } from './quality/meet-moving.ts'
import type { Made } from './quality/picture.ts'
import { openSource } from './source/open-source.ts'
import { decodeEncoded } from './verify.ts'
import type { SizeView } from './view.ts'
import { viewsOf } from './views-of.ts'

/**
 * Makes one output of an image by another goal, as a batch would, into a file of our own cache. A still picture is judged
 * whatever its goal: somebody wants to know what a setting is worth.
 *
 * @throws WhittleError with one of the `INPUT_…`, `FORMAT_…` or `OUTPUT_…` codes.
 */
export async function trial(payload: PoolPayload<'trial'>, job: Job): Promise<PoolResult<'trial'>> {
  const { input, limits, planned, treatment, acceptDamage } = payload
  const output = { ...payload.output, partPath: payload.output.path }
  refuseOversized([output])
  const source = await job.step('read', () => openSource(input, limits, { acceptDamage }))
  refuseReplaced(planned, source)
  const { cargo } = await packMetadata(source, treatment)
  const [view] = await viewsOf(source, groupBySize([output]), cargo, { treatment, job })
  if (view === undefined) throw new RangeError('One output has one size.')
  try {
    const made = await make(view, payload, job)
    await job.step('write', () => replaceFile(made.bytes, output.path, source.identity))
    const { quality, score, notes } = made
    return { bytes: made.bytes.length, quality, score, notes: [...notes] }
  } finally {
    view.free()
  }
}

async function make(view: SizeView, { output, treatment }: PoolPayload<'trial'>, job: Job): Promise<Made> {
  const { format } = output
  const tools = { treatment, job, experience: new Experience() }
  const moves = view.moving.pixels.animation !== undefined && outputFormats[format].animation
  const made = await (moves ? meetMoving(view, tools, output) : meetGoal({ ...tools, ...view.still }, output))
  if (made === undefined || format === 'svg') throw new WhittleError('NOTHING_TO_MAKE')
  if (made.score !== null || moves) return made
  const decoded = await decodeEncoded(made.bytes)
  return { ...made, score: await job.step('judge', () => view.still.judge.score(decoded, format)) }
}
