/** Epoch milliseconds, `from` included and `to` not. */
export type Range = { readonly from: number; readonly to: number }

/** Sorted, without overlaps, neighbours joined. */
export function union(ranges: readonly Range[]): Range[] {
  const joined: { from: number; to: number }[] = []
  for (const { from, to } of [...ranges].sort((a, b) => a.from - b.from)) {
    if (to <= from) continue
    const last = joined.at(-1)
    if (last !== undefined && from <= last.to) last.to = Math.max(last.to, to)
    else joined.push({ from, to })
  }
  return joined
}

/** What of `range` lies in `covered`, which must be as `union` gives it. */
export function overlap(range: Range, covered: readonly Range[]): Range[] {
  return covered
    .map(({ from, to }) => ({ from: Math.max(from, range.from), to: Math.min(to, range.to) }))
    .filter(({ from, to }) => from < to)
}

/** What of `range` does not lie in `covered`, which must be as `union` gives it. */
export function without(range: Range, covered: readonly Range[]): Range[] {
  const rest: Range[] = []
  let { from } = range
  for (const part of overlap(range, covered)) {
    if (part.from > from) rest.push({ from, to: part.from })
    from = part.to
  }
  if (from < range.to) rest.push({ from, to: range.to })
  return rest
}

/** The largest part of the range whose ends are multiples of `ms`; `undefined` when there is none. */
export function aligned(range: Range, ms: number): Range | undefined {
  const from = Math.ceil(range.from / ms) * ms
  const to = Math.floor(range.to / ms) * ms
  return from < to ? { from, to } : undefined
}
