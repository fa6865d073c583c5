import type { Item } from '../../shared/model/item.ts'

/** With more images than these waiting, the end is not near; and all of them are looked at every time. */
const nearEnd = 256
/** The end is near when what is left is less than this many times the longest image, on each core. */
const reach = 1.5

/**
 * Which image starts next: the first in line, except near the end, where the longest goes first: one long image
 * started last would keep a single core busy while all others idle.
 *
 * @param waiting The next one last.
 * @param expectedMs Of an image on a core of its own.
 * @param slots Images at once.
 */
export function nextImage(
  waiting: readonly Item[],
  expectedMs: (item: Item) => number,
  slots: number,
): { readonly item: Item | undefined; readonly balanced: boolean } {
  const first = waiting.at(-1)
  if (first === undefined || slots < 2 || waiting.length > nearEnd) return { item: first, balanced: false }
  let longest = first
  let longestMs = expectedMs(first)
  let sum = 0
  // From the next one on, so that among equals the order stays.
  for (let at = waiting.length - 1; at >= 0; at -= 1) {
    const item = waiting[at]
    if (item === undefined) continue
    const ms = expectedMs(item)
    sum += ms
    if (ms <= longestMs) continue
    longest = item
    longestMs = ms
  }
  if (sum > longestMs * reach * slots) return { item: first, balanced: false }
  return { item: longest, balanced: longest !== first }
}
