import { create } from 'zustand'
import { type ErrorData, toErrorData } from '../../shared/errors.ts'
import type { Item } from '../../shared/model/item.ts'
import { call } from '../bridge.ts'
import { useBatches } from './batches.ts'
import type { ResultSort } from './result-order.ts'

/** One image, or one of the files made from it. */
type Compared = { readonly itemId: string; readonly output: number }

type ResultsState = {
  /** The batch or run whose results are shown. */
  readonly shownId: string | undefined
  /** Every image of it; `undefined` while they are on their way. */
  readonly items: readonly Item[] | undefined
  readonly error: ErrorData | undefined
  readonly view: 'grid' | 'table'
  readonly sort: ResultSort
  readonly descending: boolean
  readonly search: string
  readonly selected: ReadonlySet<string>
  readonly compared: Compared | undefined
  readonly show: (id: string) => Promise<void>
  readonly patch: (batchId: string, changed: readonly Item[]) => void
  readonly select: (ids: Iterable<string>) => void
  readonly compare: (compared: Compared | undefined) => void
}

/** The most that one request may bring. */
const pageSize = 1000

export const useResults = create<ResultsState>()((set, get) => ({
  shownId: undefined,
  items: undefined,
  error: undefined,
  view: 'grid',
  sort: 'name',
  descending: false,
  search: '',
  selected: new Set(),
  compared: undefined,
  show: async (id) => {
    const other = get().shownId !== id
    if (other) set({ shownId: id, items: undefined, selected: new Set(), compared: undefined })
    try {
      const items = await itemsOf(id)
      if (get().shownId === id) set({ items, error: undefined })
    } catch (error) {
      if (get().shownId === id) set({ error: toErrorData(error) })
    }
  },
  patch: (batchId, changed) => {
    const { shownId, items } = get()
    if (shownId !== batchId || items === undefined) return
    const news = new Map(changed.map((item) => [item.id, item]))
    set({ items: items.map((item) => news.get(item.id) ?? item) })
  },
  select: (ids) => set({ selected: new Set(ids) }),
  compare: (compared) => set({ compared }),
}))

/** From the batch while the engine has it, else from the history. */
async function itemsOf(id: string): Promise<readonly Item[]> {
  if (!useBatches.getState().batches.some((batch) => batch.id === id)) {
    const { items } = await call('getRun', { runId: id })
    return items.map((record) => record.item)
  }
  const items: Item[] = []
  for (let total = 1; items.length < total; ) {
    const page = await call('listItems', { batchId: id, offset: items.length, limit: pageSize })
    items.push(...page.items)
    total = page.items.length === 0 ? 0 : page.total
  }
  return items
}
