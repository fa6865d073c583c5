import type { Item, ItemState } from '../../shared/model/item.ts'
import type { BatchRecord } from './batch-record.ts'

/** A page of a batch's items, optionally of some states only. */
export function pageOf(
  batch: BatchRecord,
  page: { offset: number; limit: number; states?: readonly ItemState[] | undefined },
): { total: number; items: Item[] } {
  const { states } = page
  const all = [...batch.items.values()]
  const chosen = states === undefined ? all : all.filter((item) => states.includes(item.state))
  return { total: chosen.length, items: chosen.slice(page.offset, page.offset + page.limit) }
}
