import type { Item } from '../../shared/model/item.ts'

export function queued(item: Item): Item {
  return { ...item, state: 'queued' }
}

/** What an item of a plan is in the accepted batch. */
export function asAccepted(item: Item): Item {
  return item.state === 'planned' ? queued(item) : item
}

/** The items as they are to become, one at a time: all of them at once may be very many. */
export function* each(items: Iterable<Item>, become: (item: Item) => Item): Iterable<Item> {
  for (const item of items) yield become(item)
}
