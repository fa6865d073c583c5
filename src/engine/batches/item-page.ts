import type { Item, ItemState } from '../../shared/model/item.ts'
import type { BatchRecord } from './batch-record.ts'

/**
 * A page of a batch's items, optionally of some states only. Nothing is copied but the page: a list that is scrolled
 * asks for many pages of very many items.
 */
export function pageOf(
  batch: BatchRecord,
  page: { offset: number; limit: number; states?: readonly ItemState[] | undefined },
): { total: number; items: Item[] } {
  const states = page.states === undefined ? undefined : new Set(page.states)
  const total =
    states === undefined ? batch.items.size : [...states].reduce((sum, state) => sum + batch.count(state), 0)
  const items: Item[] = []
  const wanted = Math.min(page.limit, total - page.offset)
  if (wanted <= 0) return { total, items }
  let at = 0
  const onPage = batch.items.where(({ state }) => {
    if (states !== undefined && !states.has(state)) return false
    at += 1
    return at > page.offset
  })
  for (const item of onPage) {
    items.push(item)
    if (items.length >= wanted) break
  }
  return { total, items }
}
