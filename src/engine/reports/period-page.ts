import type { ReportDay } from '../../shared/model/report.ts'
import { columns } from './columns.ts'
import { daysOf, totalsOf } from './days.ts'
import { findingSections } from './finding-sections.ts'
import { foreign, type Html, html } from './html.ts'
import type { Page } from './page.ts'
import { performanceSection } from './performance-section.ts'
import type { PeriodData, ReportHead } from './report-data.ts'
import { savingSection } from './saving-section.ts'
import { bytes, change, count, daysText, duration, momentOf, savedPercent } from './words.ts'

/** So many rows a page still shows; the CSV report has them all. */
const maxRows = 200
/** Beyond so many days their columns are drawn by the week. */
const maxDays = 62

/** What was done in a time, what changed, and what to do about it. */
export function periodPage(
  data: PeriodData,
  head: Pick<ReportHead, 'paths'>,
): Pick<Page, 'what' | 'when' | 'sections'> {
  const { from, to, runs, performance } = data
  const days = daysOf(from, to, runs)
  const totals = totalsOf(days)
  return {
    what: 'Report of a period',
    when: [
      html`<span>${daysText(from, to)}</span>\n`,
      html`<span>${count(totals.runs, 'run')}</span>\n`,
      html`<span>${count(totals.images, 'image')}</span>\n`,
      html`<span>${duration(totals.durationMs)} of work</span>`,
    ],
    sections: [
      savingSection({
        before: { label: 'Original files', bytes: totals.originals },
        after: { label: 'What a visitor loads instead', bytes: totals.served },
        compared: `per image, the smallest format at its largest size against the original file, over ${count(totals.images, 'finished image')} of ${count(totals.runs, 'run')}.`,
        nothing: 'Nothing was optimized in that time',
      }),
      totals.images > 0 && daySection(days),
      ...findingSections(data, head),
      runs.length > 0 && runSection(data),
      performanceSection(performance),
    ],
  }
}

function daySection(days: readonly ReportDay[]): Html {
  const shown = days.length > maxDays ? weeksOf(days) : days
  const unit = days.length > maxDays ? 'week' : 'day'
  const first = shown[0]?.day ?? ''
  const last = shown.at(-1)?.day ?? ''
  const highest = Math.max(...shown.map(({ originals }) => originals))
  return html`<section aria-labelledby="days">
<h2 id="days">By ${unit}</h2>
${columns({
  label: `Originals and what a visitor loads instead, by ${unit}, from ${first} to ${last}`,
  columns: shown.map(({ day, originals, served, images }) => ({
    label: `${day}: ${count(images, 'image')}, ${bytes(originals)} → ${bytes(served)}`,
    values: [originals, served],
  })),
  kinds: ['original', 'served'],
  top: bytes(highest),
  axis: [first, last],
})}
<p class="legend"><span class="key key-original">Original files</span> <span class="key key-served">What a visitor loads instead</span></p>
</section>
`
}

/** Days in sevens from the first on, each named after its first day. */
function weeksOf(days: readonly ReportDay[]): ReportDay[] {
  const weeks: ReportDay[] = []
  for (let at = 0; at < days.length; at += 7) {
    const week = days.slice(at, at + 7)
    const { savedPercent: _saved, ...sums } = totalsOf(week)
    weeks.push({ day: week[0]?.day ?? '', ...sums })
  }
  return weeks
}

function runSection({ runs }: PeriodData): Html {
  const left = runs.length - maxRows
  return html`<section aria-labelledby="runs">
<h2 id="runs">Runs</h2>
<table>
<thead><tr><th scope="col">Run</th><th scope="col">Images</th><th scope="col">Originals</th>
<th scope="col">A visitor loads</th><th scope="col" class="number">Change</th></tr></thead>
<tbody>
${runs.slice(0, maxRows).map((run) => {
  const { inputDone, served } = run.bytes
  const saved = savedPercent(inputDone, served)
  const left = run.counts.failed > 0 ? `, ${run.counts.failed} failed` : ''
  return html`<tr>
<th scope="row">${foreign(run.label)}<small>${momentOf(run.finishedAt)}</small></th>
<td data-label="Images">${count(run.counts.done, 'image')}${left}<small>${duration(run.durationMs)}</small></td>
<td data-label="Originals">${bytes(inputDone)}</td>
<td data-label="A visitor loads">${bytes(served)}</td>
<td data-label="Change" class="number ${saved !== undefined && saved < 0 ? 'grew' : 'shrank'}">${saved === undefined ? '–' : change(saved)}</td>
</tr>
`
})}</tbody>
</table>
${left > 0 && html`<p class="more">and ${count(left, 'more run')}; the CSV report lists them all.</p>`}
</section>
`
}
