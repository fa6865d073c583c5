import * as z from 'zod'
import { recipeSchema } from '../recipe/index.ts'
import { settingsPatchSchema } from '../settings.ts'
import { estimateSchema, sourceRefSchema, unitSchema } from './measure.ts'

const ruleSchema = z.enum([
  // Performance
  'effort-beyond-knee',
  'redundant-size',
  'concurrency',
  'cache-too-small',
  'slow-target',
  // Resources
  'memory-budget',
  'quiet-hours',
  'retention',
  // Cost
  'format-without-gain',
  'replace-originals',
  'duplicates',
  'bytes-served',
])

/** What a number that a recommendation rests on is, for windows that word it in their own language. */
const evidenceKindSchema = z.enum([
  'effort-cpu',
  'format-time',
  'images-compared',
  'size-bytes',
  'cpu-waiting',
  'memory-waiting',
  'results-gone',
  'hits-now',
  'hits-advised',
  'writing-speed',
  'writing-share',
  'held-share',
  'memory-high',
  'shared-hours',
  'free',
  'operations',
  'samples',
  'saving-median',
  'saving-most',
  'saving-least',
  'could-lose',
  'the-same',
  'against-jpeg',
  'transfer-now',
])
export type EvidenceKind = z.output<typeof evidenceKindSchema>

/** A number that a recommendation rests on, and where it was found. */
const evidenceSchema = z.object({
  /** What it is, for people; the same as a kind, with the name in it. Advice of older versions has the sentence only. */
  label: z.string(),
  what: evidenceKindSchema.optional(),
  name: z.string().optional(),
  value: z.number(),
  unit: unitSchema,
  source: sourceRefSchema,
})

/** What applying it does. `none`: only a person can do it, and the text says how. */
const actionSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('settings'), patch: settingsPatchSchema }),
  /** The recipe as it will be; a built-in one is copied, and the copy is what is changed. */
  z.object({ type: z.literal('recipe'), recipeId: z.string(), recipe: recipeSchema }),
  z.object({ type: z.literal('none') }),
])

/** What it did, measured since it was applied, against what was promised. */
const effectSchema = z.object({
  /** In the gain's unit; `null` until there is enough to compare. */
  measured: estimateSchema.nullable(),
  /** `kept`: at least what was promised at the low end. `less`: a gain, but smaller. `none`: no gain, or a loss. */
  verdict: z.enum(['waiting', 'kept', 'less', 'none']),
  /** What was compared: values or runs before and since. */
  before: z.int(),
  since: z.int(),
  /** How many are needed on either side, and of what. */
  needed: z.int(),
  of: z.enum(['images', 'runs', 'days', 'values']),
  message: z.string(),
})
export type Effect = z.output<typeof effectSchema>

export const recommendationSchema = z.object({
  /** Of rule and object: the same advice has the same id the next time. */
  id: z.string(),
  rule: ruleSchema,
  group: z.enum(['performance', 'resources', 'cost']),
  state: z.enum(['open', 'applied', 'dismissed']),
  /** What it is about: a recipe's id, a format, a drive; empty for the machine. */
  object: z.string(),
  /** Sentences for people: what to do, and why. */
  title: z.string(),
  reason: z.string(),
  /** The numbers of the sentences by name, for windows that word them in their own language. */
  facts: z.record(z.string(), z.union([z.number(), z.string()])),
  evidence: z.array(evidenceSchema),
  /** What it is worth: `amount` of `unit` less per `per`. */
  gain: z.object({
    what: z.enum(['time', 'cpu', 'bytes', 'disk', 'memory', 'money', 'hits', 'interference']),
    unit: unitSchema,
    per: z.enum(['image', 'batch', 'month', 'once']),
    amount: estimateSchema,
  }),
  risk: z.object({ level: z.enum(['none', 'low', 'medium']), message: z.string() }),
  action: actionSchema,
  /** Epoch milliseconds; absent unless `applied`. */
  appliedAt: z.number().optional(),
  /** Absent unless `applied`. */
  effect: effectSchema.optional(),
})
export type Recommendation = z.output<typeof recommendationSchema>
