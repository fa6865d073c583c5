import type { Excursion } from './watch-series.ts'

/**
 * Excursions that are one event: they lie on each other for most of the longer one, or began within the same two hours
 * and one ends in the other. A busy machine makes every class of operations slow at once, and each of them begins with
 * its own first image.
 */
export function group(excursions: readonly Excursion[]): Excursion[][] {
  const groups: Excursion[][] = []
  for (const one of excursions.toSorted((a, b) => a.from - b.from)) {
    // With its first member, or one thing after another would make a chain of events that have nothing in common.
    const home = groups.find(([first]) => first !== undefined && areOne(first, one))
    if (home === undefined) groups.push([one])
    else home.push(one)
  }
  return groups
}

const hourMs = 3_600_000
const sameStartMs = 2 * hourMs
/** Share of the longer one that both have in common. */
const leastShare = 0.5

function areOne(a: Excursion, b: Excursion): boolean {
  const common = Math.min(a.to, b.to) - Math.max(a.from, b.from)
  if (common <= 0) return false
  const longer = Math.max(a.to - a.from, b.to - b.from)
  if (common >= leastShare * longer) return true
  // It may have begun for both of them anywhere after the last hour that was as usual.
  const began = Math.abs(Math.max(a.after, b.after) - Math.max(a.from, b.from)) <= sameStartMs
  return began || Math.abs(a.from - b.from) <= sameStartMs
}
