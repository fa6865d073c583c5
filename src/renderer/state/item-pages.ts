import type { BatchCounts } from '../../shared/model/batch.ts'
import type { Item, ItemState } from '../../shared/model/item.ts'

export const itemFilters = ['all', 'done', 'failed', 'skipped'] as const
export type ItemFilter = (typeof itemFilters)[number]

/**
 * What the window knows of a batch's items: those pages that were looked at. The engine decides the order; a
 * position that was not fetched yet is a gap, never a guess.
 */
export type ItemPages = {
  readonly batchId: string
  readonly filter: ItemFilter
  readonly total: number
  /** False until the first page arrived: before that, an empty list means nothing. */
  readonly known: boolean
  readonly idAt: ReadonlyMap<number, string>
  readonly positionOf: ReadonlyMap<string, number>
  readonly items: ReadonlyMap<string, Item>
  /** An item joined or left the filtered list, so positions may be wrong until they are fetched again. */
  readonly stale: boolean
}

/** Items per request: a few screens, and small enough to parse between two frames. */
export const pageSize = 100

export function emptyPages(batchId: string, filter: ItemFilter, total = 0): ItemPages {
  return {
    batchId,
    filter,
    total,
    known: false,
    idAt: new Map(),
    positionOf: new Map(),
    items: new Map(),
    stale: false,
  }
}

/** How many of a batch's images a filter lets through. */
export function countOf({ total, done, failed, skipped }: BatchCounts, filter: ItemFilter): number {
  return { all: total, done, failed, skipped }[filter]
}

/** The states to ask the engine for; `undefined` asks for all. */
export function statesOf(filter: ItemFilter): ItemState[] | undefined {
  return filter === 'all' ? undefined : [filter]
}

export function withPage(
  pages: ItemPages,
  offset: number,
  page: { readonly total: number; readonly items: readonly Item[] },
): ItemPages {
  const idAt = new Map(pages.idAt)
  const positionOf = new Map(pages.positionOf)
  const items = new Map(pages.items)
  page.items.forEach((item, index) => {
    const position = offset + index
    const before = idAt.get(position)
    if (before !== undefined && positionOf.get(before) === position) positionOf.delete(before)
    idAt.set(position, item.id)
    positionOf.set(item.id, position)
    items.set(item.id, item)
  })
  for (const position of idAt.keys()) if (position >= page.total) idAt.delete(position)
  return { ...pages, total: page.total, known: true, idAt, positionOf, items }
}

/** Takes in changed items. Those that were never fetched are left to their page, except that they may join the list. */
export function withPatches(pages: ItemPages, changed: readonly Item[]): ItemPages {
  const known = changed.filter((item) => pages.items.has(item.id))
  const moved = changed.some((item) => pages.positionOf.has(item.id) !== belongs(item, pages.filter))
  const stale = pages.stale || (pages.filter !== 'all' && moved)
  if (known.length === 0) return stale === pages.stale ? pages : { ...pages, stale }
  const items = new Map(pages.items)
  for (const item of known) items.set(item.id, item)
  return { ...pages, items, stale }
}

/** Offsets of the pages that cover `first`…`last` and are not known yet (or all of them when `refetch`). */
export function missingPages(
  pages: ItemPages,
  range: { readonly first: number; readonly last: number; readonly refetch?: boolean },
): number[] {
  const end = Math.min(range.last, pages.total - 1)
  const offsets: number[] = []
  for (let offset = pageStart(range.first); offset <= end; offset += pageSize) {
    if (range.refetch === true || hasGap(pages, offset)) offsets.push(offset)
  }
  return offsets
}

export function itemAt(pages: ItemPages, position: number): Item | undefined {
  const id = pages.idAt.get(position)
  return id === undefined ? undefined : pages.items.get(id)
}

export function belongs(item: Item, filter: ItemFilter): boolean {
  return filter === 'all' || item.state === filter
}

function pageStart(position: number): number {
  return Math.floor(Math.max(0, position) / pageSize) * pageSize
}

function hasGap(pages: ItemPages, offset: number): boolean {
  const end = Math.min(offset + pageSize, pages.total)
  for (let position = offset; position < end; position += 1) if (!pages.idAt.has(position)) return true
  return false
}
