import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { itemAt, pageSize } from '../../../src/renderer/state/item-pages.ts'
import { useItems } from '../../../src/renderer/state/items.ts'
import type { Item, ItemState } from '../../../src/shared/model/item.ts'
import { aBatch, anItem, items } from '../support/models.ts'

type Query = { batchId: string; offset: number; limit: number; states?: ItemState[] }

/** An engine that has these items and answers as `listItems` does. */
function engineWith(all: Item[]) {
  const listItems = vi.fn(async ({ offset, limit, states }: Query) => {
    const found = all.filter((item) => states === undefined || states.includes(item.state))
    return { ok: true, value: { total: found.length, items: found.slice(offset, offset + limit) } }
  })
  vi.stubGlobal('window', { whittle: { listItems } })
  return listItems
}

const pages = () => useItems.getState().pages

beforeEach(() => {
  useItems.getState().show('', 'all')
})
afterEach(() => vi.unstubAllGlobals())

describe('the items on screen', () => {
  it('come page by page as they are looked at', async () => {
    const listItems = engineWith(items(1_000))
    useItems.getState().show('paged', 'all')
    await vi.waitFor(() => expect(itemAt(pages(), 0)?.id).toBe('i0'))
    expect(pages().total).toBe(1_000)
    useItems.getState().want(495, 510)
    await vi.waitFor(() => expect(itemAt(pages(), 505)?.id).toBe('i505'))
    useItems.getState().want(495, 510)
    expect(listItems.mock.calls.map(([query]) => query.offset)).toEqual([0, 400, 500])
    expect(listItems.mock.calls.every(([query]) => query.limit === pageSize)).toBe(true)
  })

  it('follow news about them, and leave other batches alone', async () => {
    engineWith(items(3))
    useItems.getState().show('followed', 'all')
    await vi.waitFor(() => expect(pages().items.size).toBe(3))
    useItems.getState().patch('another', [anItem('i1', { state: 'failed' })])
    expect(itemAt(pages(), 1)?.state).toBe('queued')
    useItems.getState().patch('followed', [anItem('i1', { state: 'done' })])
    expect(itemAt(pages(), 1)?.state).toBe('done')
  })

  it('are fetched again when a filtered list changes', async () => {
    const all = [anItem('a', { state: 'failed' }), anItem('b'), anItem('c', { state: 'failed' })]
    engineWith(all)
    useItems.getState().show('filtered', 'failed')
    await vi.waitFor(() => expect(pages().items.size).toBe(2))
    const failed = anItem('b', { state: 'failed' })
    all[1] = failed
    useItems.getState().patch('filtered', [failed])
    await vi.waitFor(() => expect(itemAt(pages(), 1)?.id).toBe('b'), { timeout: 5_000 })
    expect(pages()).toMatchObject({ total: 3, stale: false })
  })

  it('grow with a batch that is still being planned', async () => {
    const all = items(2)
    engineWith(all)
    const counts = { total: 2, done: 0, failed: 0, skipped: 0, cancelled: 0, running: 0 }
    useItems.getState().show('growing', 'all')
    await vi.waitFor(() => expect(pages().items.size).toBe(2))
    useItems.getState().follow(aBatch('growing', { state: 'planning', counts }))
    all.push(anItem('late'))
    useItems.getState().follow(aBatch('growing', { state: 'planning', counts: { ...counts, total: 3 } }))
    await vi.waitFor(() => expect(itemAt(pages(), 2)?.id).toBe('late'), { timeout: 5_000 })
  })
})
