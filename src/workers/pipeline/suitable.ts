import type { CandidateJob, OutputJob } from '../../shared/contract/pool.ts'
import { candidatesOf } from './chains.ts'
import { classify, type PictureClass } from './pixels/classify.ts'
import type { SizeView } from './view.ts'

/** Judged on the smallest size: it is looked at completely, and what it is does not depend on the size. */
export function kindOf(views: readonly SizeView[]): PictureClass {
  const smallest = views.at(-1)
  return smallest === undefined ? 'photo' : classify(smallest.still.pixels)
}

/** Without loss a photograph is several times as large; JPEG has no use for flat areas and sharp edges. */
export function suits(candidate: CandidateJob, output: OutputJob, kind: PictureClass | undefined): boolean {
  if (output.alternatives === undefined || candidatesOf(output).length < 2) return true
  if (candidate.goal.mode === 'lossless') return true
  return kind === 'photo' ? candidate.format !== 'png' : candidate.format !== 'jpeg'
}

/** Flat areas and sharp edges often take fewer bytes without any loss. */
export function triesLossless(
  candidate: CandidateJob,
  output: OutputJob,
  kind: PictureClass | undefined,
): boolean {
  const mayChoose = output.alternatives !== undefined && candidate.goal.mode === 'target'
  return mayChoose && kind !== 'photo' && candidate.format === 'webp'
}
