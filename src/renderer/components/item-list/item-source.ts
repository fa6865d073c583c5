import type { Item } from '../../../shared/model/item.ts'

/** Where a list takes its images from: pages of a batch that arrive as they are looked at, or a past run at once. */
export type ItemSource = {
  /** Under which previews and folders are found: a batch or a run. */
  readonly batchId: string
  readonly total: number
  /** Whether `total` can be believed: an empty list is only called empty then. */
  readonly known: boolean
  /** `undefined` while it is not here yet. */
  readonly itemAt: (position: number) => Item | undefined
  readonly positionOf: (itemId: string) => number | undefined
  readonly want: (first: number, last: number) => void
}

/** A source for items that are all here. */
export function sourceOf(batchId: string, items: readonly Item[]): ItemSource {
  const positions = new Map(items.map((item, position) => [item.id, position]))
  return {
    batchId,
    total: items.length,
    known: true,
    itemAt: (position) => items[position],
    positionOf: (itemId) => positions.get(itemId),
    want: () => {},
  }
}
