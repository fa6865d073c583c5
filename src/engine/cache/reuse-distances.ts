/** One access: when, to what, and how much room it takes. */
export type Use = { readonly at: number; readonly key: string; readonly bytes: number }

/** How far apart two uses of the same thing are. */
export type Reuse = {
  /** Milliseconds between them. */
  readonly ms: number
  /**
   * Bytes of everything different that was used in between, and of the thing itself: it is a hit in exactly those
   * caches that hold as much and drop what was not used for longest.
   */
  readonly bytes: number
}

/**
 * The reuse distances of a sequence of accesses, in one pass (Mattson et al., "Evaluation techniques for storage
 * hierarchies", 1970). A tree of sums over the places in the sequence (Fenwick, 1994) holds the size of each thing at
 * the place of its latest use; what was used since then is the sum from there on.
 */
export function reuseDistances(uses: readonly Use[]): Reuse[] {
  const tree = new Float64Array(uses.length + 1)
  const add = (place: number, value: number): void => {
    for (let at = place + 1; at < tree.length; at += at & -at) tree[at] = (tree[at] ?? 0) + value
  }
  const sumBefore = (place: number): number => {
    let sum = 0
    for (let at = place; at > 0; at -= at & -at) sum += tree[at] ?? 0
    return sum
  }
  const latest = new Map<string, { place: number; at: number; bytes: number }>()
  const reuses: Reuse[] = []
  for (const [place, { at, key, bytes }] of uses.entries()) {
    const before = latest.get(key)
    if (before !== undefined) {
      reuses.push({ ms: at - before.at, bytes: sumBefore(place) - sumBefore(before.place) })
      add(before.place, -before.bytes)
    }
    add(place, bytes)
    latest.set(key, { place, at, bytes })
  }
  return reuses
}
