import type { Summary } from '../../shared/model/query.ts'
import { type Html, html } from './html.ts'
import { count, duration, exact, integerText } from './words.ts'

/** The most frequent operations; the JSON report has them all. */
const maxRows = 12

/** Metrics of the window that are no durations. */
const unitless: ReadonlySet<string> = new Set(['CLS'])

/** How long operations took and what failed. Nothing where nothing was recorded. */
export function performanceSection({ operations, errors }: Summary): Html | undefined {
  const shown = operations.filter(({ kind }) => !unitless.has(kind)).slice(0, maxRows)
  if (shown.length === 0) return undefined
  const left = operations.length - shown.length
  return html`<section aria-labelledby="performance">
<h2 id="performance">How long it took <small>${count(errors.count, 'error')}, ${exact(errors.percent)}\u00a0% of all operations</small></h2>
<table>
<thead><tr><th scope="col">Operation</th><th scope="col" class="number">Count</th>
<th scope="col" class="number">Median</th><th scope="col" class="number">p95</th><th scope="col" class="number">Longest</th></tr></thead>
<tbody>
${shown.map(
  ({ operation, kind, count: times, p50, p95, max }) => html`<tr>
<th scope="row">${operation}<small>${kind}</small></th>
<td data-label="Count" class="number">${integerText(times)}</td>
<td data-label="Median" class="number">${duration(p50)}</td>
<td data-label="p95" class="number">${duration(p95)}</td>
<td data-label="Longest" class="number">${duration(max)}</td></tr>
`,
)}</tbody>
</table>
${left > 0 && html`<p class="more">and ${count(left, 'more kind')}; the JSON report lists them all.</p>`}
</section>
`
}
