import type { PoolPayload } from '../../shared/contract/pool.ts'
import type { Item } from '../../shared/model/item.ts'
import { type Recipe, treatmentOf } from '../../shared/recipe/index.ts'
import { inputLimitsSchema, type Settings } from '../../shared/settings.ts'
import { withParts } from './parts.ts'

/**
 * What to ask of the workers for an item, and how many milliseconds they may take: more for more pixels to decode and
 * to encode.
 *
 * @param batch - Its id is in the names of unfinished outputs.
 * @param lanes - How many of its formats may be encoded at the same time.
 */
export function optimizeJob(
  batch: { readonly id: string; readonly recipe: Recipe },
  item: Item,
  limits: Settings['limits'],
  lanes = 1,
): { payload: PoolPayload<'optimize'>; limitMs: number } {
  const { width, height } = item.probe ?? { width: 1, height: 1 }
  const payload = {
    input: item.input,
    limits: inputLimitsSchema.parse(limits),
    planned: { width, height },
    treatment: treatmentOf(batch.recipe),
    acceptDamage: item.acceptDamage ?? false,
    lanes,
    outputs: item.planned.map((output) => withParts(batch.id, item.id, output)),
  }
  const source = item.probe === undefined ? 0 : item.probe.width * item.probe.height
  const planned = item.planned.reduce((sum, output) => sum + output.width * output.height, 0)
  const limitMs = (limits.itemSeconds + ((source + planned) / 1e6) * limits.secondsPerMegapixel) * 1_000
  return { payload, limitMs }
}
