import * as z from 'zod'

/** Why a result could not be taken from the cache. */
export const missReasonSchema = z.enum([
  /** An image that was never seen. */
  'new-source',
  /** A known image, but never made so before. */
  'changed-recipe',
  /** Made so before, by other versions of the encoders or of Whittle's pipeline. */
  'changed-encoder',
  /** Made so before and removed for want of room. */
  'evicted',
  /** Made so before and not wanted for longer than the time to live. */
  'expired',
  /** Its bytes are not what they were. */
  'damaged',
])
export type MissReason = z.output<typeof missReasonSchema>

/** How long ago a result that was used again had been made. */
export const ageClassSchema = z.enum(['<1h', '<1d', '<7d', '<30d', '≥30d'])
export type AgeClass = z.output<typeof ageClassSchema>

const tallySchema = z.object({
  hits: z.int(),
  misses: z.int(),
  /** Of all look-ups, 0–1; `null` where there were none. */
  hitRate: z.number().nullable(),
})
export type CacheTally = z.output<typeof tallySchema>

/** What larger or smaller limits would have meant for the look-ups that were recorded. */
const cacheAdviceSchema = z.object({
  /** Bytes; the least that would have had nearly all of the hits that any size can have. */
  maxBytes: z.int(),
  /** Days within which nearly all results that were wanted again were wanted again. */
  ttlDays: z.int(),
  /** Look-ups that it is based on. */
  lookups: z.int(),
  /** Results among them that were wanted a second time. */
  reuses: z.int(),
  /** Hit rates, 0–1: with the limits as they are, with the advice, and with unlimited room and time. */
  hitRate: z.object({ now: z.number(), advised: z.number(), unlimited: z.number() }),
  /** A sentence for people. */
  reason: z.string(),
})
export type CacheAdvice = z.output<typeof cacheAdviceSchema>

export const cacheStatsSchema = z.object({
  enabled: z.boolean(),
  /** Bytes of the results on disk. */
  bytes: z.int(),
  entries: z.int(),
  maxBytes: z.int(),
  ttlDays: z.int(),
  /** Epoch milliseconds of the first recorded look-up; `null` where there is none. */
  since: z.number().nullable(),
  lookups: tallySchema,
  /** Bytes that did not have to be made again. */
  bytesReused: z.number(),
  byRecipe: z.array(tallySchema.extend({ recipe: z.string() })),
  /** Of the original, by megapixels. */
  bySize: z.array(tallySchema.extend({ size: z.string() })),
  /** Hits by the age of the result. */
  byAge: z.array(z.object({ age: ageClassSchema, hits: z.int() })),
  missReasons: z.array(z.object({ reason: missReasonSchema, misses: z.int() })),
  /** Absent until enough was used again to say anything. */
  advice: cacheAdviceSchema.optional(),
})
export type CacheStats = z.output<typeof cacheStatsSchema>

export const cacheVerifySchema = z.object({
  checked: z.int(),
  /** Results whose bytes were not what they had been; they are removed and will be made again. */
  damaged: z.int(),
  /** Files that belonged to no result; removed. */
  orphans: z.int(),
  bytesFreed: z.int(),
})
export type CacheVerify = z.output<typeof cacheVerifySchema>

export const cachePruneSchema = z.object({
  expired: z.int(),
  evicted: z.int(),
  bytesFreed: z.int(),
  /** What is left. */
  bytes: z.int(),
  entries: z.int(),
})
export type CachePrune = z.output<typeof cachePruneSchema>

export const cacheWarmSchema = z.object({
  /** Images whose results were made. */
  prepared: z.int(),
  /** Images whose results were there. */
  known: z.int(),
  failed: z.int(),
})
export type CacheWarm = z.output<typeof cacheWarmSchema>
