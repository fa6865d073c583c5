import { comparisonPage } from './comparison-page.ts'
import { titleOf } from './document.ts'
import { type Page, renderPage } from './page.ts'
import { periodPage } from './period-page.ts'
import type { ReportData, ReportHead } from './report-data.ts'
import { runPage } from './run-page.ts'

/**
 * The report as one self-contained page without scripts.
 *
 * @param logo A picture as a `data:` address.
 */
export function renderHtml(data: ReportData, head: ReportHead, logo?: string): string {
  const { notes, version, at } = head
  return renderPage({ title: titleOf(data, head), notes, logo, version, at, ...partsOf(data, head) })
}

function partsOf(data: ReportData, head: ReportHead): Pick<Page, 'what' | 'when' | 'sections'> {
  switch (data.kind) {
    case 'run':
      return runPage(data, head)
    case 'comparison':
      return comparisonPage(data, head)
    case 'period':
      return periodPage(data, head)
  }
}
