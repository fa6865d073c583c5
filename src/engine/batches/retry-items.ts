import { WhittleError } from '../../shared/errors.ts'
import type { Item } from '../../shared/model/item.ts'
import type { BatchPlans } from './batch-plans.ts'
import type { BatchRecord } from './batch-record.ts'

export type RetryRequest = {
  /** All that failed or were cancelled where it is absent. */
  readonly itemIds?: readonly string[] | undefined
  /** Take damaged images as far as they can be decoded. */
  readonly acceptDamage: boolean
}

/**
 * The items of a batch that are to be tried again, looked at anew: `planned`, or failed with the reason of this time.
 *
 * @throws WhittleError `NOT_FOUND` for an item that is not there; `NOT_ALLOWED` where nothing is to be tried again.
 */
export async function itemsToRetry(
  batch: BatchRecord,
  { itemIds, acceptDamage }: RetryRequest,
  plans: BatchPlans,
): Promise<Item[]> {
  const isEnded = ({ state }: Pick<Item, 'state'>) => state === 'failed' || state === 'cancelled'
  const ended =
    itemIds === undefined
      ? [...batch.items.where(isEnded)]
      : itemIds.map((id) => itemOf(batch, id)).filter(isEnded)
  if (ended.length === 0) {
    throw new WhittleError('NOT_ALLOWED', { detail: 'No image failed or was cancelled.' })
  }
  const again: Item[] = []
  const asked = ended.map((item) => (acceptDamage ? { ...item, acceptDamage } : item))
  for await (const item of plans.again(batch, asked)) again.push(item)
  return again
}

/** @throws WhittleError `NOT_FOUND` */
export function itemOf(batch: BatchRecord, itemId: string): Item {
  const item = batch.items.get(itemId)
  if (item === undefined) throw new WhittleError('NOT_FOUND', { detail: `Item ${itemId} of ${batch.id}` })
  return item
}
