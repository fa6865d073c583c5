type GridPlace = {
  readonly index: number
  readonly count: number
  readonly columns: number
  /** Rows that fit on the screen. */
  readonly page: number
}

/** Where a key leads in a grid that is filled row by row; `undefined` leaves the key to the browser. */
export function gridStep(key: string, { index, count, columns, page }: GridPlace): number | undefined {
  const steps: Readonly<Record<string, number>> = {
    ArrowRight: 1,
    ArrowLeft: -1,
    ArrowDown: columns,
    ArrowUp: -columns,
    PageDown: page * columns,
    PageUp: -page * columns,
    Home: -index,
    End: count - 1 - index,
  }
  const step = steps[key]
  if (step === undefined || count === 0) return undefined
  const next = index + step
  // A step off the grid up or down stays, one along the rows goes on in the next row.
  if (next < 0) return key === 'PageUp' ? index % columns : index
  if (next >= count) return key === 'PageDown' || key === 'ArrowDown' ? count - 1 : index
  return next
}
