import * as z from 'zod'
import { inPlaceSchema } from '../../shared/model/backup.ts'
import { batchPrioritySchema } from '../../shared/model/batch.ts'
import { type Item, itemSchema } from '../../shared/model/item.ts'
import { recipeSchema } from '../../shared/recipe/index.ts'
import { type ItemList, PackedItems } from './packed-items.ts'
import { parseJson } from './parse-json.ts'

const acceptedSchema = z.object({
  type: z.literal('accepted'),
  version: z.literal(2),
  id: z.string(),
  label: z.string(),
  paths: z.array(z.string()),
  recipe: recipeSchema,
  outDir: z.string(),
  inPlace: inPlaceSchema.optional(),
  priority: batchPrioritySchema,
  createdAt: z.number(),
  startedAt: z.number(),
  /** When images of an ended batch were last tried again: a run recorded before that is not its end. */
  reopenedAt: z.number().optional(),
  /** How many items follow, in lines of a hundred; without all of them it was never accepted. */
  total: z.int(),
})

/**
 * What is to become of a batch after a crash: go on with it, only offer it (a person has not said "go on" yet, or it
 * failed), leave it paused, or end it, since it was being cancelled. Without a word it is `run`.
 */
const intentSchema = z.enum(['run', 'hold', 'pause', 'cancel'])
export type Intent = z.output<typeof intentSchema>

const lineSchema = z.discriminatedUnion('type', [
  acceptedSchema,
  z.object({ type: z.literal('items'), items: z.array(itemSchema) }),
  /** It is given to a worker now … */
  z.object({ type: z.literal('attempt'), itemId: z.string() }),
  /** … and came back unfinished, in order: nothing can be said against it. */
  z.object({ type: z.literal('returned'), itemId: z.string() }),
  /** What was planned is known already. */
  z.object({ type: z.literal('finished'), item: itemSchema.omit({ planned: true }) }),
  z.object({ type: z.literal('changed'), item: itemSchema }),
  z.object({ type: z.literal('removed'), itemIds: z.array(z.string()) }),
  z.object({ type: z.literal('intent'), intent: intentSchema }),
  z.object({ type: z.literal('priority'), priority: batchPrioritySchema }),
])
export type Line = z.input<typeof lineSchema>

/** A batch that is sure to be worked on. */
type Accepted = Omit<z.output<typeof acceptedSchema>, 'type' | 'version' | 'total'>

/** One that is just being accepted. */
export type Accepting = Accepted & {
  /** How many items there are. */
  readonly total: number
  /** Asked for by the hundred, so that they need not all be in memory. */
  readonly items: Iterable<Item>
}

/** A batch that an earlier process accepted and did not end. */
export type Recovered = Accepted & {
  readonly items: ItemList
  readonly intent: Intent
  /** By item: how often it was in a worker when everything ended, or started over there. */
  readonly attempts: ReadonlyMap<string, number>
}

/** What a journal holds: a batch, the beginning of one that was never accepted, or nothing of use. */
export type Replayed = { readonly batch: Recovered } | 'never-accepted' | 'no-batch'

/** Rebuilds a batch from its journal's lines, items in their last durable state and in their first order. */
export async function replay(
  lines: AsyncIterable<string>,
  warn: (reason: string) => void,
): Promise<Replayed> {
  let accepted: z.output<typeof acceptedSchema> | undefined
  let intent: Intent = 'run'
  let listed = 0
  let worked = false
  const items = new PackedItems()
  const attempts = new Map<string, number>()
  for await (const text of lines) {
    const line = lineSchema.safeParse(parseJson(text)).data
    switch (line?.type) {
      case undefined:
        warn('a line is incomplete and was ignored')
        break
      case 'accepted':
        accepted = line
        break
      case 'items':
        listed += line.items.length
        for (const item of line.items) items.put(item)
        break
      case 'attempt':
        worked = true
        attempts.set(line.itemId, (attempts.get(line.itemId) ?? 0) + 1)
        break
      case 'returned':
        attempts.delete(line.itemId)
        break
      case 'finished': {
        worked = true
        attempts.delete(line.item.id)
        const known = items.get(line.item.id)
        if (known !== undefined) items.put({ ...line.item, planned: known.planned })
        break
      }
      case 'changed':
        attempts.delete(line.item.id)
        items.put(line.item)
        break
      case 'removed':
        for (const id of line.itemIds) items.delete(id)
        break
      case 'intent':
        intent = line.intent
        break
      case 'priority':
        if (accepted !== undefined) accepted = { ...accepted, priority: line.priority }
    }
  }
  if (accepted === undefined) return 'no-batch'
  // One that was worked on had been accepted; a damaged line must not cost all the others.
  if (listed < accepted.total && !worked) return 'never-accepted'
  const { type: _, version: __, total: ___, ...batch } = accepted
  return { batch: { ...batch, intent, attempts, items } }
}
