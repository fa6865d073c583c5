/** Random choices that are the same in every run: a failure can be looked at again. */
export type Random = {
  /** From `min` to `max`, both included. */
  readonly int: (min: number, max: number) => number
  readonly of: <T>(values: readonly [T, ...T[]]) => T
  readonly list: <T>(length: number, make: () => T) => T[]
}

/** @param seed Any whole number; each gives its own sequence. */
export function seeded(seed: number): Random {
  let state = seed >>> 0
  // Mulberry32, by Tommy Ettinger: public domain.
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
  const int: Random['int'] = (min, max) => min + Math.floor(next() * (max - min + 1))
  return {
    int,
    of: (values) => values[int(0, values.length - 1)] ?? values[0],
    list: (length, make) => Array.from({ length }, make),
  }
}
