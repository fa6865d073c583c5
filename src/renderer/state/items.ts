import { create } from 'zustand'
import type { Batch } from '../../shared/model/batch.ts'
import type { Item } from '../../shared/model/item.ts'
import { call } from '../bridge.ts'
import {
  countOf,
  emptyPages,
  type ItemFilter,
  type ItemPages,
  missingPages,
  pageSize,
  statesOf,
  withPage,
  withPatches,
} from './item-pages.ts'

type ItemsState = {
  readonly pages: ItemPages
  /** Shows another batch or another filter; keeps what is there when nothing changes. */
  readonly show: (batchId: string, filter: ItemFilter) => void
  /** Tells which positions are on screen, so that they are fetched. */
  readonly want: (first: number, last: number) => void
  readonly patch: (batchId: string, items: readonly Item[]) => void
  /** The batch's numbers or state changed, so the list may have grown or been planned anew. */
  readonly follow: (batch: Batch) => void
  /** Fetches what is on screen again, e.g. after the engine came back. */
  readonly refresh: () => void
}

/** While a filtered list keeps changing it is fetched again this often at most, in milliseconds. */
const refetchEveryMs = 400

export const useItems = create<ItemsState>()((set, get) => {
  let visible = { first: 0, last: pageSize - 1 }
  let seenState: Batch['state'] | undefined
  let reloadDue = false
  let lastReload = 0
  const loading = new Set<string>()

  const load = async (offset: number): Promise<void> => {
    const { batchId, filter } = get().pages
    const key = `${batchId} ${filter} ${offset}`
    if (batchId === '' || loading.has(key)) return
    loading.add(key)
    try {
      const page = await fetchPage(batchId, filter, offset)
      if (isShown(batchId, filter)) set(({ pages }) => ({ pages: withPage(pages, offset, page) }))
    } catch {
      // The rows stay empty; `refresh` runs when the engine is back.
    } finally {
      loading.delete(key)
    }
  }

  const reload = async (): Promise<void> => {
    const { batchId, filter, total } = get().pages
    if (batchId === '') return
    lastReload = Date.now()
    const range = { ...visible, refetch: true }
    const offsets = missingPages(get().pages, range)
    try {
      const fetched = await Promise.all(
        (offsets.length > 0 ? offsets : [0]).map(async (offset) => ({
          offset,
          page: await fetchPage(batchId, filter, offset),
        })),
      )
      if (!isShown(batchId, filter)) return
      const fresh = fetched.reduce(
        (pages, { offset, page }) => withPage(pages, offset, page),
        emptyPages(batchId, filter, total),
      )
      set({ pages: fresh })
    } catch {
      // As above.
    }
  }

  const isShown = (batchId: string, filter: ItemFilter): boolean => {
    const { pages } = get()
    return pages.batchId === batchId && pages.filter === filter
  }

  /** At once the first time, then no more often than every `refetchEveryMs`. */
  const reloadSoon = (): void => {
    if (reloadDue) return
    const wait = lastReload + refetchEveryMs - Date.now()
    if (wait <= 0) {
      void reload()
      return
    }
    reloadDue = true
    setTimeout(() => {
      reloadDue = false
      void reload()
    }, wait)
  }

  return {
    pages: emptyPages('', 'all'),
    show: (batchId, filter) => {
      if (isShown(batchId, filter)) return
      seenState = undefined
      visible = { first: 0, last: pageSize - 1 }
      set({ pages: emptyPages(batchId, filter) })
      void load(0)
    },
    want: (first, last) => {
      visible = { first, last }
      for (const offset of missingPages(get().pages, visible)) void load(offset)
    },
    patch: (batchId, items) => {
      if (get().pages.batchId !== batchId) return
      set(({ pages }) => ({ pages: withPatches(pages, items) }))
      if (get().pages.stale) reloadSoon()
    },
    follow: (batch) => {
      if (get().pages.batchId !== batch.id) return
      const { pages } = get()
      const moved = countOf(batch.counts, pages.filter) !== pages.total
      if (moved || (seenState !== undefined && seenState !== batch.state)) reloadSoon()
      seenState = batch.state
    },
    refresh: () => void reload(),
  }
})

async function fetchPage(
  batchId: string,
  filter: ItemFilter,
  offset: number,
): Promise<{ total: number; items: Item[] }> {
  const states = statesOf(filter)
  return call('listItems', {
    batchId,
    offset,
    limit: pageSize,
    ...(states === undefined ? {} : { states }),
  })
}
