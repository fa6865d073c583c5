import type { Treatment } from '../../shared/recipe/index.ts'
import type { Job } from './job.ts'
import type { Packed } from './metadata/cargo.ts'
import type { PictureClass } from './pixels/classify.ts'
import type { Source } from './source/open-source.ts'

/** What all outputs of an image have in common. */
export type Context = {
  readonly source: Source
  readonly treatment: Treatment
  readonly job: Job
  /** What travels along of the original's metadata. */
  readonly packed: Packed
  /** What kind of picture it is; known where a format is to be chosen. */
  readonly kind: PictureClass | undefined
}
