import * as z from 'zod'
import { errorDataSchema } from '../errors.ts'
import { logLevelSchema } from '../lifecycle.ts'
import { effortPointSchema } from '../model/calibration.ts'
import { probeSchema, stepSchema } from '../model/item.ts'
import { candidateSchema, noteSchema, outputResultSchema, plannedOutputSchema } from '../model/output.ts'
import { treatmentSchema } from '../recipe/index.ts'
import { inputLimitsSchema } from '../settings.ts'
import { command, type ParsedParamsOf, type ResultOf } from './define.ts'

export type { InputLimits } from '../settings.ts'

/** The name that a file carries until it is complete: in the same folder, so that the rename is atomic. */
const part = { partPath: z.string() }
const candidateJobSchema = candidateSchema.extend(part)
export type CandidateJob = z.output<typeof candidateJobSchema>

const outputJobSchema = plannedOutputSchema.extend({
  ...part,
  alternatives: z.array(candidateJobSchema).optional(),
})
export type OutputJob = z.output<typeof outputJobSchema>

/** What the workers can do. */
export const poolTasks = {
  /** Reads the file and tells what it is. */
  probe: command(z.object({ input: z.string(), limits: inputLimitsSchema }), probeSchema),
  /** Tells what the file is and, by a hash of its bytes, which one. */
  fingerprint: command(
    z.object({ input: z.string(), limits: inputLimitsSchema }),
    z.object({ probe: probeSchema, sha256: z.string(), file: z.string() }),
  ),
  /** Puts results of earlier runs in place; tells per file whether it is there, `false` where its bytes are damaged. */
  restore: command(
    z.object({
      input: z.string(),
      files: z
        .array(
          candidateSchema
            .pick({ path: true, replaces: true })
            /** Where its bytes are kept, and their SHA-256. */
            .extend({ ...part, content: z.string(), sha256: z.string() }),
        )
        .min(1),
    }),
    z.object({ placed: z.array(z.boolean()) }),
  ),
  /** Makes all outputs of one image. Reports each through a `progress` message as soon as it is in place. */
  optimize: command(
    z.object({
      input: z.string(),
      limits: inputLimitsSchema,
      /** Dimensions of the original when its outputs were planned, after orientation. */
      planned: z.object({ width: z.int().min(1), height: z.int().min(1) }),
      treatment: treatmentSchema,
      /** Decode what can be decoded of a damaged original; its outputs are marked. */
      acceptDamage: z.boolean(),
      /** How many formats may be encoded at the same time, while there are fewer images than cores. */
      lanes: z.int().min(1),
      outputs: z.array(outputJobSchema).min(1),
    }),
    z.object({ outputs: z.array(outputResultSchema), notes: z.array(noteSchema), sha256: z.string() }),
  ),
  /** Measures what each effort of an encoder costs and saves. CPU time of the whole process: to be run alone. */
  calibrate: command(
    z.object({
      inputs: z.array(z.string()).min(1),
      limits: inputLimitsSchema,
      format: z.enum(['avif', 'webp']),
      /** Ascending. */
      efforts: z.array(z.int().min(0)).min(1),
      /** CPU time to spend; efforts that would exceed it are left out. */
      budgetMs: z.number().min(0),
    }),
    z.object({ points: z.array(effortPointSchema) }),
  ),
  /** Makes one output by another goal, at `output.path`, over what is there: a file of Whittle's own. */
  trial: command(
    z.object({
      input: z.string(),
      limits: inputLimitsSchema,
      /** As in `optimize`. */
      planned: z.object({ width: z.int().min(1), height: z.int().min(1) }),
      treatment: treatmentSchema,
      acceptDamage: z.boolean(),
      output: plannedOutputSchema.omit({ alternatives: true, replaces: true }),
    }),
    outputResultSchema.pick({ bytes: true, quality: true, score: true, notes: true }),
  ),
  /** Writes a small WebP of any image to `path`. */
  preview: command(
    z.object({ input: z.string(), limits: inputLimitsSchema, side: z.int(), path: z.string() }),
    z.object({ width: z.int(), height: z.int(), bytes: z.int() }),
  ),
} as const

export type PoolTasks = typeof poolTasks
export type PoolTaskName = keyof PoolTasks
export type PoolPayload<K extends PoolTaskName> = ParsedParamsOf<PoolTasks, K>
export type PoolResult<K extends PoolTaskName> = ResultOf<PoolTasks, K>

/** Engine → pool host. */
export const poolRequestSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('run'),
    jobId: z.int(),
    task: z.enum(['probe', 'fingerprint', 'optimize', 'calibrate', 'restore', 'trial', 'preview']),
    payload: z.unknown(),
  }),
  /** Ends the job before its next variant. */
  z.object({ type: z.literal('cancel'), jobId: z.int() }),
])
export type PoolRequest = z.output<typeof poolRequestSchema>

export const poolProgressSchema = z.object({
  step: stepSchema,
  /** What is being made, where the step is about one output. */
  about: plannedOutputSchema.pick({ format: true, width: true, height: true }).optional(),
  /** Present with the step `write`, once the file is in place. */
  output: outputResultSchema.optional(),
})
export type PoolProgress = z.output<typeof poolProgressSchema>

/** Pool host → engine. */
export const poolReplySchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('ready'),
    pid: z.int(),
    threads: z.int(),
    /** Node, sharp, libvips and the codecs inside it. */
    versions: z.record(z.string(), z.string()),
  }),
  z.object({ type: z.literal('started'), jobId: z.int() }),
  z.object({ type: z.literal('progress'), jobId: z.int(), progress: poolProgressSchema }),
  z.object({ type: z.literal('done'), jobId: z.int(), result: z.unknown() }),
  z.object({ type: z.literal('failed'), jobId: z.int(), error: errorDataSchema }),
  /**
   * Once a second: CPU time used since the start in milliseconds, resident bytes now and at their highest since the
   * last report.
   */
  z.object({
    type: z.literal('usage'),
    cpuMs: z.number(),
    residentBytes: z.number(),
    peakBytes: z.number(),
    busy: z.int(),
  }),
  z.object({ type: z.literal('log'), level: logLevelSchema, message: z.string() }),
])
export type PoolReply = z.output<typeof poolReplySchema>
