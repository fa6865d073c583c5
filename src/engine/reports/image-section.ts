import { outputFormats } from '../../shared/formats.ts'
import { bar } from './bar.ts'
import type { ImageFigures } from './figures.ts'
import { foreign, type Html, html } from './html.ts'
import { bytes, change, count, dimensions, savedPercent } from './words.ts'

/** So many rows a browser still opens at once; the JSON report has them all. */
const maxRows = 1_000

/** Every image: its original against the variant that counts. */
export function imageSection(images: readonly ImageFigures[]): Html | undefined {
  if (images.length === 0) return undefined
  const left = images.length - maxRows
  return html`<section aria-labelledby="images">
<h2 id="images">Images</h2>
<table>
<thead><tr><th scope="col">Image</th><th scope="col">Original</th><th scope="col">Best variant</th>
<th scope="col" class="number">Change</th></tr></thead>
<tbody>
${images.slice(0, maxRows).map(row)}</tbody>
</table>
${left > 0 && html`<p class="more">and ${count(left, 'more image')}; the JSON report lists them all.</p>`}
</section>`
}

function row({ name, original, best, outputs }: ImageFigures): Html {
  const saved = savedPercent(original.bytes, best.bytes)
  const share = Math.min(1, best.bytes / Math.max(1, original.bytes))
  const grew = saved !== undefined && saved < 0
  const kept = best.keptOriginal ? ', original kept' : ''
  return html`<tr>
<th scope="row">${foreign(name)}<small>${count(outputs.length, 'variant')}</small></th>
<td data-label="Original">${bytes(original.bytes)}<small>${original.format.toUpperCase()}, ${dimensions(original)}</small></td>
<td data-label="Best variant">${bytes(best.bytes)}<small>${outputFormats[best.format].label}, ${dimensions(best)}${kept}</small></td>
<td data-label="Change" class="number ${grew ? 'grew' : 'shrank'}">${saved === undefined ? '–' : change(saved)}
${bar(`${bytes(best.bytes)} of ${bytes(original.bytes)}`, [{ kind: grew ? 'grew' : 'served', share }])}</td>
</tr>
`
}
