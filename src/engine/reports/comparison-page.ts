import type { Run } from '../../shared/model/history.ts'
import type { Impact } from '../../shared/model/impact.ts'
import { bar } from './bar.ts'
import { foreign, type Html, html } from './html.ts'
import type { Page } from './page.ts'
import { withoutPaths } from './private-names.ts'
import type { ComparisonData, ReportHead } from './report-data.ts'
import { savingSection } from './saving-section.ts'
import { scoreColumns, scoreWords } from './score-section.ts'
import { bytes, change, count, duration, energy, exact, momentOf, savedPercent } from './words.ts'

type Pair = { readonly before: number | null; readonly after: number | null }

/** Two runs of the same images side by side. */
export function comparisonPage(
  { before, after, impact }: ComparisonData,
  { paths }: Pick<ReportHead, 'paths'>,
): Pick<Page, 'what' | 'when' | 'sections'> {
  const { compared, onlyBefore, onlyAfter } = impact.images
  const folders = [before.outDir, after.outDir]
  const clean = (text: string): string => (paths ? text : withoutPaths(text, folders))
  return {
    what: 'Comparison of two runs',
    when: [html`<span>Before: ${sideWords(before)}<br>After: ${sideWords(after)}</span>`],
    sections: [
      savingSection({
        before: { label: 'Before', bytes: impact.bytes.served.before },
        after: { label: 'After', bytes: impact.bytes.served.after },
        compared: `what a visitor loads of ${count(compared, 'image')} that both runs have, recognized by their content.${others('first', onlyBefore)}${others('second', onlyAfter)}`,
        nothing: 'The two runs have no image in common',
      }),
      compared > 0 && numberSection(impact),
      compared > 0 && scoreComparison(impact),
      compared > 0 && loadSection(impact),
      paybackSection(impact, clean),
      largestSection(impact),
      caveatSection(impact.caveats.map(({ message }) => clean(message))),
    ],
  }
}

function sideWords({ label, recipe, finishedAt }: Run): Html {
  return html`${foreign(label)}, recipe “${foreign(recipe.name)}”, ${momentOf(finishedAt)}`
}

function others(which: string, images: number): string {
  return images === 0
    ? ''
    : ` ${count(images, 'image')} of the ${which} run only ${images === 1 ? 'is' : 'are'} left out.`
}

function numberSection({ bytes: size, time, cpu, scores, energy: used, money }: Impact): Html {
  const score = (of: 'median' | 'min'): Pair => ({
    before: scores.before?.[of] ?? null,
    after: scores.after?.[of] ?? null,
  })
  const price = (value: number): string =>
    new Intl.NumberFormat('en', { style: 'currency', currency: money?.currency ?? 'EUR' }).format(value)
  return html`<section aria-labelledby="numbers">
<h2 id="numbers">In numbers</h2>
<table>
<thead><tr><th scope="col">What</th><th scope="col" class="number">Before</th><th scope="col" class="number">After</th>
<th scope="col" class="number">Change</th></tr></thead>
<tbody>
${row('What a visitor loads', size.served, bytes)}
${row('All files together', size.stored, bytes)}
${row('Time to make them', time, duration)}
${row('Processor time', cpu, duration)}
${row('Score, median', score('median'), exact, scoreChange)}
${row('Score, lowest', score('min'), exact, scoreChange)}
${row('Energy to make them', used.making, energy)}
${priced(used.delivery) && row('Energy to deliver them a month', used.delivery, energy)}
${money !== null && priced(money.storage) && row('Storage a month', money.storage, price)}
${money !== null && priced(money.transfer) && row('Transfer a month', money.transfer, price)}
</tbody>
</table>
<p class="more">Energy is an estimate: ${used.assumption}</p>
</section>
`
}

/** Without a price or without traffic both sides are 0, which says nothing. */
const priced = ({ before, after }: Pair): boolean => (before ?? 0) > 0 || (after ?? 0) > 0

type Change = { readonly text: string; readonly tone: '' | 'shrank' | 'grew' }

/** Less is better: bytes, times, money. */
function shareChange(before: number, after: number): Change {
  const saved = savedPercent(before, after)
  if (saved === undefined) return { text: '–', tone: '' }
  return { text: change(saved), tone: saved === 0 ? '' : saved > 0 ? 'shrank' : 'grew' }
}

/** More is better, and a percentage of a score says nothing. */
function scoreChange(before: number, after: number): Change {
  const points = Math.round((after - before) * 10) / 10
  if (points === 0) return { text: '0', tone: '' }
  return points > 0 ? { text: `+${points}`, tone: 'shrank' } : { text: `−${-points}`, tone: 'grew' }
}

/** A line of the table; nothing where neither side is known. */
function row(
  name: string,
  { before, after }: Pair,
  words: (value: number) => string,
  changeOf: (before: number, after: number) => Change = shareChange,
): Html | undefined {
  if (before === null && after === null) return undefined
  const { text, tone } = before === null || after === null ? { text: '–', tone: '' } : changeOf(before, after)
  const side = (value: number | null): string => (value === null ? '–' : words(value))
  return html`<tr><th scope="row">${name}</th><td data-label="Before" class="number">${side(before)}</td>
<td data-label="After" class="number">${side(after)}</td>
<td data-label="Change" class="number ${tone}">${text}</td></tr>
`
}

function scoreComparison({ scores: { before, after } }: Impact): Html | undefined {
  const sides = [before, after].filter((side) => side !== null)
  if (sides.length === 0) return undefined
  const kinds = before === null ? ['served'] : after === null ? ['original'] : ['original', 'served']
  const names = before === null ? ['after'] : after === null ? ['before'] : ['before', 'after']
  return html`<section aria-labelledby="quality">
<h2 id="quality">Quality</h2>
${scoreColumns({ histograms: sides.map(({ histogram }) => histogram), kinds, names })}
<p class="legend">${kinds.map((kind, index) => html`<span class="key key-${kind}">${names[index] === 'before' ? 'Before' : 'After'}</span> `)}</p>
<p class="more">${scoreWords}</p>
</section>
`
}

const connectionWords: Readonly<Record<Impact['experience'][number]['connection'], string>> = {
  '3g': '3G',
  'slow-4g': '4G, slow',
  '4g': '4G',
  cable: 'Cable',
  fibre: 'Fibre',
}

function loadSection({ experience }: Impact): Html | undefined {
  if (experience.length === 0) return undefined
  const slowest = Math.max(...experience.flatMap(({ lcp }) => [lcp.before, lcp.after]))
  return html`<section aria-labelledby="load">
<h2 id="load">How soon a page shows its largest image <small>estimated, by connection</small></h2>
<div class="charts">
${experience.map(
  ({ connection, lcp }) => html`<div class="row">
<p><span>${connectionWords[connection]}</span> <b>${duration(lcp.before)} → ${duration(lcp.after)}</b></p>
${bar(`Before: ${duration(lcp.before)}`, [{ kind: 'original', share: lcp.before / slowest }])}
${bar(`After: ${duration(lcp.after)}`, [{ kind: lcp.after > lcp.before ? 'grew' : 'served', share: lcp.after / slowest }])}
</div>
`,
)}</div>
<p class="more">${loadWords}</p>
</section>
`
}

/** How, and where the speeds are from; the model is in docs/insights.md. */
const loadWords =
  'At 700 kbit/s and 300 ms there and back, 1.6 Mbit/s and 150 ms (both as in Lighthouse), 9 Mbit/s and 170 ms, 5 Mbit/s and 28 ms, ' +
  '20 Mbit/s and 4 ms (WebPageTest): connecting, a document of 30 kB, then the image. A lower bound: nothing is lost, and the server does not think.'

function paybackSection({ payback }: Impact, clean: (text: string) => string): Html {
  return html`<section aria-labelledby="payback">
<h2 id="payback">What it costs and brings</h2>
<p>${clean(payback.message)}</p>
</section>
`
}

function largestSection({ largest }: Impact): Html | undefined {
  if (largest.length === 0) return undefined
  const score = (value: number | null): string => (value === null ? 'not judged' : `score ${exact(value)}`)
  return html`<section aria-labelledby="largest">
<h2 id="largest">Images that differ most</h2>
<table>
<thead><tr><th scope="col">Image</th><th scope="col">Before</th><th scope="col">After</th>
<th scope="col" class="number">Change</th></tr></thead>
<tbody>
${largest.map(({ name, bytes: size, score: judged }) => {
  const saved = savedPercent(size.before, size.after)
  const tone = saved === undefined || saved === 0 ? '' : saved > 0 ? 'shrank' : 'grew'
  return html`<tr><th scope="row">${foreign(name)}</th>
<td data-label="Before">${bytes(size.before)}<small>${score(judged.before)}</small></td>
<td data-label="After">${bytes(size.after)}<small>${score(judged.after)}</small></td>
<td data-label="Change" class="number ${tone}">${saved === undefined ? '–' : change(saved)}</td></tr>
`
})}</tbody>
</table>
</section>
`
}

function caveatSection(caveats: readonly string[]): Html | undefined {
  if (caveats.length === 0) return undefined
  return html`<section aria-labelledby="caveats">
<h2 id="caveats">To be known with these numbers</h2>
<ul class="plain">${caveats.map((caveat) => html`<li>${foreign(caveat)}</li>\n`)}</ul>
</section>
`
}
