import type { OutputFormat } from '../../shared/formats.ts'
import { type Html, html } from './html.ts'

export type BarPart = {
  /** Decides the colour, by class. */
  readonly kind: 'original' | 'served' | 'grew' | OutputFormat
  /** Of the whole width, 0–1. */
  readonly share: number
}

/** Width of the drawing in its own units; a bar is stretched to the width it has on the page. */
const width = 1_000
/** Between two parts, in the same units. */
const seam = 3

/** A horizontal bar. `label` says in words what it shows, for those who do not see it. */
export function bar(label: string, parts: readonly BarPart[]): Html {
  let x = 0
  const rects = parts.map(({ kind, share }, index) => {
    // Something that is there stays visible, however small.
    const length = share > 0 ? Math.max(4, share * width) : 0
    const visible = index < parts.length - 1 ? Math.max(1, length - seam) : length
    const rect = html`<rect class="fill-${kind}" x="${x.toFixed(1)}" y="0" width="${visible.toFixed(1)}" height="10"/>`
    x += length
    return rect
  })
  return html`<svg class="bar" viewBox="0 0 ${width} 10" preserveAspectRatio="none" role="img" aria-label="${label}">${rects}</svg>`
}
