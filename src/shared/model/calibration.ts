import * as z from 'zod'
import { outputFormatSchema } from '../formats.ts'

/** What one effort of an encoder came to, over all sample images together. */
export const effortPointSchema = z.object({
  effort: z.int().min(0),
  /** CPU time. */
  cpuMs: z.number().min(0),
  /** At the same score as the other efforts. */
  bytes: z.number().min(0),
})
export type EffortPoint = z.output<typeof effortPointSchema>

/** Size against time of one encoder, on this machine, by ascending effort. */
const frontierSchema = z.object({ format: outputFormatSchema, points: z.array(effortPointSchema) })
export type Frontier = z.output<typeof frontierSchema>

/** What `whittle calibrate` measured. */
export const calibrationSchema = z.object({
  version: z.literal(1),
  at: z.number(),
  /** Of sharp, libvips and the codecs; another version means measuring again. */
  encoders: z.record(z.string(), z.string()),
  /** Whole time that it took, in milliseconds. */
  durationMs: z.number(),
  frontiers: z.array(frontierSchema),
})
export type Calibration = z.output<typeof calibrationSchema>
