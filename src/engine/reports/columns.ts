import { type Html, html } from './html.ts'

type Drawn = {
  /** In words what it stands for, shown when it is pointed at. */
  readonly label: string
  /** Drawn side by side; each is at least 0. */
  readonly values: readonly number[]
}

export type Columns = {
  /** In words what the drawing shows, for those who do not see it. */
  readonly label: string
  readonly columns: readonly Drawn[]
  /** Colour of each value by its place, a class of the style sheet. */
  readonly kinds: readonly string[]
  /** What the highest value is, in words. */
  readonly top: string
  /** Below the axis, spread from its start to its end. */
  readonly axis: readonly string[]
}

/** Size of the drawing in its own units; it is stretched to the room it has, so that its words are not in it. */
const width = 1_000
const height = 100
/** Share of a column's room that stays free. */
const gapShare = 0.25

/** Upright columns over time or over classes, all on one scale. */
export function columns({ label, columns: drawn, kinds, top, axis }: Columns): Html {
  const highest = Math.max(...drawn.flatMap(({ values }) => values), Number.MIN_VALUE)
  const room = width / Math.max(1, drawn.length)
  const parts = drawn.map(({ label: name, values }, place) => {
    const each = (room * (1 - gapShare)) / Math.max(1, values.length)
    const rects = values.map((value, index) => {
      // Something that is there stays visible, however small.
      const tall = value > 0 ? Math.max(1.5, (value / highest) * height) : 0
      const x = place * room + (room * gapShare) / 2 + index * each
      return html`<rect class="fill-${kinds[index] ?? 'served'}" x="${x.toFixed(1)}" y="${(height - tall).toFixed(1)}" width="${each.toFixed(1)}" height="${tall.toFixed(1)}"/>`
    })
    return html`<g><title>${name}</title>${rects}</g>`
  })
  return html`<figure class="columns">
<p class="top">${top}</p>
<svg viewBox="0 0 ${width} ${height}" preserveAspectRatio="none" role="img" aria-label="${label}">${parts}</svg>
<p class="axis">${axis.map((text) => html`<span>${text}</span> `)}</p>
</figure>`
}
