import * as z from 'zod'
import { outputResultSchema } from './output.ts'

/** One output of an image, made by another goal to be looked at; it is no result of any batch. */
export const trialSchema = outputResultSchema
  .pick({
    format: true,
    width: true,
    height: true,
    bytes: true,
    quality: true,
    effort: true,
    score: true,
    ms: true,
    notes: true,
  })
  .extend({ id: z.string() })
export type Trial = z.output<typeof trialSchema>

/** What a batch's recipe makes of one of its images, and how long that took. */
export const sampleRunSchema = z.object({
  itemId: z.string(),
  name: z.string(),
  /** Of the original. */
  bytesIn: z.int(),
  /** Of all outputs together. */
  bytesOut: z.int(),
  /** Of what a visitor loads: the smallest file at the largest size. */
  bytesServed: z.int(),
  outputs: z.int(),
  /** The lowest of its outputs; `null` where none was judged. */
  score: z.number().nullable(),
  /** Wall time in milliseconds. */
  ms: z.number(),
})
export type SampleRun = z.output<typeof sampleRunSchema>
