import type { Item } from '../../shared/model/item.ts'

/** More are not looked at: the median of so many is near that of all. */
const most = 2_000

/** The image in the middle by its pixels, among those that are to be made: it stands for the others. */
export function sampleOf(items: Iterable<Item>): Item | undefined {
  const found: { readonly item: Item; readonly pixels: number }[] = []
  for (const item of items) {
    if (item.probe === undefined || item.state !== 'planned') continue
    found.push({ item, pixels: item.probe.width * item.probe.height })
    if (found.length === most) break
  }
  return found.toSorted((a, b) => a.pixels - b.pixels)[Math.floor((found.length - 1) / 2)]?.item
}
