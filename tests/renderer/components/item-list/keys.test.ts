import { describe, expect, it } from 'vitest'
import { intentOf, type Place } from '../../../../src/renderer/components/item-list/keys.ts'

const item: Place = {
  index: 4,
  count: 20,
  row: { kind: 'item', position: 4 },
  isOpen: false,
  page: 6,
  parent: 4,
}
const variant: Place = {
  ...item,
  index: 6,
  row: { kind: 'variant', position: 4, variant: 1 },
  isOpen: true,
}

describe('keys in the list', () => {
  it.each([
    ['ArrowDown', 5],
    ['ArrowUp', 3],
    ['PageDown', 10],
    ['PageUp', 0],
    ['Home', 0],
    ['End', 19],
  ])('%s goes to row %d', (key, to) => {
    expect(intentOf(key, item)).toEqual({ type: 'move', to })
  })

  it('open and close an image, and step into it', () => {
    expect(intentOf('ArrowRight', item)).toEqual({ type: 'toggle', position: 4, open: true })
    expect(intentOf('Enter', item)).toEqual({ type: 'toggle', position: 4, open: true })
    const open = { ...item, isOpen: true }
    expect(intentOf('ArrowRight', open)).toEqual({ type: 'move', to: 5 })
    expect(intentOf('ArrowLeft', open)).toEqual({ type: 'toggle', position: 4, open: false })
    expect(intentOf('Enter', open)).toEqual({ type: 'toggle', position: 4, open: false })
    expect(intentOf('ArrowLeft', item)).toBeUndefined()
  })

  it('lead from a variant back to its image, and show its file', () => {
    expect(intentOf('ArrowLeft', variant)).toEqual({ type: 'move', to: 4 })
    expect(intentOf('Enter', variant)).toEqual({ type: 'reveal', position: 4, variant: 1 })
    expect(intentOf('ArrowRight', variant)).toBeUndefined()
  })

  it('do nothing in an empty list, and other keys nothing at all', () => {
    expect(intentOf('ArrowDown', { ...item, count: 0 })).toBeUndefined()
    expect(intentOf('a', item)).toBeUndefined()
  })
})
