import * as z from 'zod'
import { connectionNameSchema } from '../connections.ts'
import { sourceRefSchema } from './measure.ts'

const sideSchema = z.object({
  /** `originals`, or the name of a recipe. */
  label: z.string(),
  recipeId: z.string().optional(),
  /** Where its numbers come from; absent for a sample that was made for the comparison. */
  source: sourceRefSchema.optional(),
  /** Epoch milliseconds. */
  at: z.number(),
})

/** A number before and after; `null` where it is not known. */
const pairSchema = z.object({ before: z.number().nullable(), after: z.number().nullable() })
export type Pair = z.output<typeof pairSchema>

const scoreSummarySchema = z.object({
  /** Outputs that were judged, and that were not. */
  judged: z.int(),
  unjudged: z.int(),
  min: z.number(),
  p5: z.number(),
  median: z.number(),
  p95: z.number(),
  max: z.number(),
  mean: z.number(),
  /** Counts per five points from 0 to 100: twenty of them. */
  histogram: z.array(z.int()),
})
export type ScoreSummary = z.output<typeof scoreSummarySchema>

const imageComparisonSchema = z.object({
  /** As people see it. */
  name: z.string(),
  runId: z.string().optional(),
  itemId: z.string().optional(),
  /** What a visitor loads: the smallest format at the largest size. */
  bytes: z.object({ before: z.int(), after: z.int() }),
  score: pairSchema,
})

/** What has to be known to read the numbers: in a sentence, and as what windows make a sentence of. */
const caveatSchema = z.object({
  code: z.enum(['originals-larger', 'recognized-by-name', 'dimensions-differ', 'from-cache']),
  /** How many of how many images or results it is about; 0 of 0 where it is about all. */
  count: z.int(),
  of: z.int(),
  message: z.string(),
})
export type Caveat = z.output<typeof caveatSchema>

/** Two states of the same images compared. What a visitor loads counts as an image's bytes, unless said otherwise. */
export const impactSchema = z.object({
  kind: z.enum(['original-result', 'runs', 'recipes']),
  before: sideSchema,
  after: sideSchema,
  images: z.object({
    /** On both sides, recognized by their content. */
    compared: z.int(),
    onlyBefore: z.int(),
    onlyAfter: z.int(),
  }),
  bytes: z.object({
    /** Of what a visitor loads. */
    served: z.object({ before: z.number(), after: z.number(), savedPercent: z.number() }),
    /** Of everything that is kept: all outputs. */
    stored: z.object({ before: z.number(), after: z.number() }),
    byFormat: z.array(z.object({ format: z.string(), outputs: z.int(), bytes: z.number() })),
  }),
  /** To make the outputs, in milliseconds, without what came from the cache; `null` where nothing was made. */
  time: pairSchema,
  cpu: pairSchema,
  scores: z.object({ before: scoreSummarySchema.nullable(), after: scoreSummarySchema.nullable() }),
  /** Per month, at the prices and the traffic of the settings; `null` until prices were entered. */
  money: z
    .object({
      currency: z.string(),
      storage: pairSchema,
      transfer: pairSchema,
      /** What making it cost, once: processor time and energy. */
      making: pairSchema,
      savedPerMonth: z.number(),
    })
    .nullable(),
  energy: z.object({
    /** To make it, in kWh. */
    making: pairSchema,
    /** To deliver it for a month, in kWh; 0 without traffic. */
    delivery: pairSchema,
    /** What it goes by, in numbers and in a sentence. */
    wattsPerCore: z.number(),
    /** kWh per 10⁹ bytes delivered. */
    deliveryPerGb: z.number(),
    viewsPerMonth: z.number(),
    assumption: z.string(),
  }),
  /** Estimated times in milliseconds; how, stands in `docs/insights.md`. */
  experience: z.array(
    z.object({
      connection: connectionNameSchema,
      /** To load the average image by itself. */
      image: z.object({ before: z.number(), after: z.number() }),
      /** Largest contentful paint of a page whose largest content it is. */
      lcp: z.object({ before: z.number(), after: z.number() }),
    }),
  ),
  payback: z.object({
    /** Spent on making what is compared. */
    cpuHours: z.number().nullable(),
    /** Fewer bytes delivered per month at the traffic of the settings. */
    bytesSavedPerMonth: z.number(),
    /** Cost of making against money saved per month; `null` without prices or when it never does. */
    days: z.number().nullable(),
    /** Epoch milliseconds. */
    at: z.number().nullable(),
    message: z.string(),
  }),
  /** The images whose bytes differ most, both ways. */
  largest: z.array(imageComparisonSchema),
  caveats: z.array(caveatSchema),
})
export type Impact = z.output<typeof impactSchema>
