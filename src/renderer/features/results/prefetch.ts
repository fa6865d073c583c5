import { previewUrl } from '../../../shared/contract/shell.ts'
import type { Result } from '../../state/result-order.ts'

/** Longest side of the pictures on the cards, in device pixels. */
export const cardSide = 512

let before = 0

/**
 * Fetches the pictures that come next in the direction in which somebody scrolls, as many as are on screen, so that
 * they are made when they come into sight.
 */
export function prefetchPreviews(
  batchId: string,
  results: readonly Result[],
  first: number,
  last: number,
): void {
  const screen = Math.max(1, last - first)
  const ahead =
    first >= before ? results.slice(last, last + screen) : results.slice(Math.max(0, first - screen), first)
  before = first
  for (const { item, served } of ahead) {
    new Image().src = previewUrl({
      batchId,
      itemId: item.id,
      output: served.index,
      side: cardSide,
      ahead: true,
    })
  }
}
