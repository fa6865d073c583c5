import type { Report } from '../../shared/model/report.ts'

/** The report as its published schema (`docs/report.schema.json`) says. */
export function renderJson(report: Report): string {
  return `${JSON.stringify(report, null, 2)}\n`
}
