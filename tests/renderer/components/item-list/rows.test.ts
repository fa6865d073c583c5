import { describe, expect, it } from 'vitest'
import {
  countRows,
  indexOfRow,
  type Opened,
  openedRows,
  type Row,
  rowAt,
  variantsOf,
} from '../../../../src/renderer/components/item-list/rows.ts'
import { toErrorData, WhittleError } from '../../../../src/shared/errors.ts'
import { anItem, anOutput, aPlannedOutput, items } from '../../support/models.ts'

/** Ten images; the third is open with two variants, the sixth with its reason and one variant. */
const opened: Opened[] = [
  { position: 2, variants: 2, problem: false },
  { position: 5, variants: 1, problem: true },
]
const expected: Row[] = [
  { kind: 'item', position: 0 },
  { kind: 'item', position: 1 },
  { kind: 'item', position: 2 },
  { kind: 'variant', position: 2, variant: 0 },
  { kind: 'variant', position: 2, variant: 1 },
  { kind: 'item', position: 3 },
  { kind: 'item', position: 4 },
  { kind: 'item', position: 5 },
  { kind: 'problem', position: 5 },
  { kind: 'variant', position: 5, variant: 0 },
  { kind: 'item', position: 6 },
  { kind: 'item', position: 7 },
  { kind: 'item', position: 8 },
  { kind: 'item', position: 9 },
]

describe('rows of a list with opened images', () => {
  it('stand in order', () => {
    expect(countRows(10, opened)).toBe(expected.length)
    expect(expected.map((_, index) => rowAt(index, opened))).toEqual(expected)
  })

  it('are found again by what they are', () => {
    expect(expected.map((row) => indexOfRow(row, opened))).toEqual(expected.map((_, index) => index))
  })

  it('fall back to their image when they are not shown any more', () => {
    expect(indexOfRow({ kind: 'variant', position: 3, variant: 4 }, opened)).toBe(5)
    expect(indexOfRow({ kind: 'variant', position: 2, variant: 9 }, opened)).toBe(2)
    expect(indexOfRow({ kind: 'problem', position: 2 }, opened)).toBe(2)
  })

  it('are one per image while nothing is open', () => {
    expect(countRows(10_000, [])).toBe(10_000)
    expect(rowAt(9_999, [])).toEqual({ kind: 'item', position: 9_999 })
  })
})

describe('openedRows', () => {
  it('sorts by position and leaves out what is not here', () => {
    const error = toErrorData(new WhittleError('INPUT_EMPTY'))
    const list = items(3).map((item, index) =>
      index === 0 ? { ...item, error } : { ...item, planned: [aPlannedOutput(0)] },
    )
    const positions = new Map(list.map((item, position) => [item.id, position]))
    const result = openedRows(
      new Set(['i2', 'gone', 'i0']),
      (id) => positions.get(id),
      (position) => list[position],
    )
    expect(result).toEqual([
      { position: 0, variants: 0, problem: true },
      { position: 2, variants: 1, problem: false },
    ])
  })
})

describe('variantsOf', () => {
  it('pairs what was planned with what is there, whatever the order', () => {
    const second = anOutput({ index: 1 })
    const item = anItem('a', { planned: [aPlannedOutput(0), aPlannedOutput(1)], outputs: [second] })
    expect(variantsOf(item).map((variant) => variant.result)).toEqual([undefined, second])
  })
})
