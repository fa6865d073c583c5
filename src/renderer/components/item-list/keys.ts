import type { Row } from './rows.ts'

/** What a key does in the list. */
export type Intent =
  | { readonly type: 'move'; readonly to: number }
  | { readonly type: 'toggle'; readonly position: number; readonly open: boolean }
  | { readonly type: 'reveal'; readonly position: number; readonly variant: number }

export type Place = {
  readonly index: number
  readonly count: number
  readonly row: Row
  /** Whether the item that the line belongs to is opened. */
  readonly isOpen: boolean
  /** Lines that fit on the screen. */
  readonly page: number
  /** Index of the line of the item that this line belongs to. */
  readonly parent: number
}

/** The keys of the ARIA treegrid pattern, by whole rows. `undefined` leaves the key to the browser. */
export function intentOf(key: string, place: Place): Intent | undefined {
  const { index, row, isOpen } = place
  if (place.count === 0) return undefined
  switch (key) {
    case 'ArrowDown':
      return move(index + 1, place)
    case 'ArrowUp':
      return move(index - 1, place)
    case 'PageDown':
      return move(index + place.page, place)
    case 'PageUp':
      return move(index - place.page, place)
    case 'Home':
      return move(0, place)
    case 'End':
      return move(place.count - 1, place)
    case 'ArrowRight':
      if (row.kind !== 'item') return undefined
      return isOpen ? move(index + 1, place) : { type: 'toggle', position: row.position, open: true }
    case 'ArrowLeft':
      if (row.kind !== 'item') return move(place.parent, place)
      return isOpen ? { type: 'toggle', position: row.position, open: false } : undefined
    case 'Enter':
      return enter(row, isOpen)
    default:
      return undefined
  }
}

function enter(row: Row, isOpen: boolean): Intent | undefined {
  switch (row.kind) {
    case 'item':
      return { type: 'toggle', position: row.position, open: !isOpen }
    case 'variant':
      return { type: 'reveal', position: row.position, variant: row.variant }
    case 'problem':
      return undefined
  }
}

function move(to: number, { count }: Place): Intent {
  return { type: 'move', to: Math.min(count - 1, Math.max(0, to)) }
}
