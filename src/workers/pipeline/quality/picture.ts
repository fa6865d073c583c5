import type { Sharp } from 'sharp'
import type { Note } from '../../../shared/model/output.ts'
import type { Treatment } from '../../../shared/recipe/index.ts'
import { type Encoded, encode } from '../encode.ts'
import type { RasterFormat } from '../encoders/index.ts'
import type { Job } from '../job.ts'
import type { Pixels } from '../pixels/pixels.ts'
import type { Experience, ImageSize } from './experience.ts'
import type { Judge } from './judge.ts'

/** A verified file in memory that meets a goal, or comes as near as its format can. */
export type Made = {
  readonly bytes: Buffer
  /** On the encoder's own scale; `null` where every pixel was kept. */
  readonly quality: number | null
  /** `null` where it was not judged. */
  readonly score: number | null
  readonly notes: readonly Note[]
}

/** Pixels of one size, and all that belongs to them. */
export type Picture = {
  readonly pixels: Pixels
  /** The pixels as sharp reads them, with the metadata that travels along. */
  readonly image: () => Promise<Sharp>
  readonly judge: Judge
  readonly size: ImageSize
  readonly experience: Experience
  readonly treatment: Treatment
  readonly job: Job
}

export type Encoding = {
  readonly format: RasterFormat
  readonly effort: number | null
  readonly fullChroma?: boolean
  readonly tuned?: boolean
}

/** Encodes as one step of the job. */
export function encodeAt(picture: Picture, encoding: Encoding, quality: number | null): Promise<Encoded> {
  const { background } = picture.treatment
  return picture.job.step(
    'encode',
    async () => encode(await picture.image(), picture.pixels, { ...encoding, quality, background }),
    aboutOf(picture, encoding),
  )
}

/** What the steps of making a file are about. */
export function aboutOf({ pixels }: Pick<Picture, 'pixels'>, { format }: Pick<Encoding, 'format'>) {
  const { width, height } = pixels
  return { format, width, height }
}
