import { describe, expect, it } from 'vitest'
import {
  emptyPages,
  itemAt,
  missingPages,
  pageSize,
  statesOf,
  withPage,
  withPatches,
} from '../../../src/renderer/state/item-pages.ts'
import { anItem, items } from '../support/models.ts'

const all = items(250)
const page = (offset: number) => ({ total: all.length, items: all.slice(offset, offset + pageSize) })

describe('pages of items', () => {
  it('asks for exactly the pages on screen that are not known', () => {
    const none = emptyPages('b', 'all', 250)
    expect(missingPages(none, { first: 0, last: 20 })).toEqual([0])
    expect(missingPages(none, { first: 90, last: 110 })).toEqual([0, 100])
    expect(missingPages(withPage(none, 0, page(0)), { first: 90, last: 110 })).toEqual([100])
    expect(missingPages(withPage(none, 200, page(200)), { first: 240, last: 400 })).toEqual([])
    expect(missingPages(withPage(none, 0, page(0)), { first: 0, last: 9, refetch: true })).toEqual([0])
  })

  it('finds items by position and positions by item', () => {
    const pages = withPage(emptyPages('b', 'all'), 100, page(100))
    expect(pages.total).toBe(250)
    expect(itemAt(pages, 120)).toBe(all[120])
    expect(itemAt(pages, 3)).toBeUndefined()
    expect(pages.positionOf.get('i120')).toBe(120)
  })

  it('forgets positions beyond a list that became shorter', () => {
    const pages = withPage(emptyPages('b', 'all'), 0, page(0))
    const shorter = withPage(pages, 0, { total: 2, items: all.slice(0, 2) })
    expect(itemAt(shorter, 1)).toBe(all[1])
    expect(itemAt(shorter, 50)).toBeUndefined()
  })

  it('moves an item that comes back at another position', () => {
    const pages = withPage(emptyPages('b', 'failed'), 0, { total: 2, items: [anItem('x'), anItem('y')] })
    const moved = withPage(pages, 0, { total: 3, items: [anItem('new'), anItem('x'), anItem('y')] })
    expect(moved.positionOf.get('x')).toBe(1)
    expect(moved.positionOf.get('new')).toBe(0)
    expect(itemAt(moved, 2)?.id).toBe('y')
  })
})

describe('changed items', () => {
  const pages = withPage(emptyPages('b', 'all'), 0, page(0))

  it('replace what is known and leave the order alone', () => {
    const done = anItem('i7', { state: 'done' })
    const patched = withPatches(pages, [done])
    expect(itemAt(patched, 7)).toBe(done)
    expect(itemAt(patched, 8)).toBe(all[8])
    expect(patched.stale).toBe(false)
  })

  it('are ignored while their page was never looked at', () => {
    expect(withPatches(pages, [anItem('i240', { state: 'done' })])).toBe(pages)
  })

  it('make a filtered list stale when they join or leave it', () => {
    const failed = anItem('f', { state: 'failed' })
    const filtered = withPage(emptyPages('b', 'failed'), 0, { total: 1, items: [failed] })
    expect(withPatches(filtered, [anItem('other', { state: 'done' })]).stale).toBe(false)
    expect(withPatches(filtered, [{ ...failed, ms: 4 }]).stale).toBe(false)
    expect(withPatches(filtered, [anItem('other', { state: 'failed' })]).stale).toBe(true)
    expect(withPatches(filtered, [{ ...failed, state: 'queued' }]).stale).toBe(true)
  })
})

describe('statesOf', () => {
  it('asks for one state, or for all of them', () => {
    expect(statesOf('failed')).toEqual(['failed'])
    expect(statesOf('all')).toBeUndefined()
  })
})
