import type { Treatment } from '../../shared/recipe/index.ts'
import type { Job } from './job.ts'
import type { Source } from './source/open-source.ts'

/** What all outputs of an image have in common. */
export type Context = { readonly source: Source; readonly treatment: Treatment; readonly job: Job }
