import { stringify } from 'csv-stringify/sync'
import type { Report } from '../../shared/model/report.ts'
import { tableOf } from './csv-columns.ts'

/**
 * The report's table as RFC 4180 says, in UTF-8 with a byte order mark, which spreadsheets need to see the encoding. A
 * text that a spreadsheet would take for a formula, e.g. a file name that begins with `=`, is led by an apostrophe.
 */
export function renderCsv(report: Report): string {
  const { head, rows } = tableOf(report)
  return stringify([head, ...rows], {
    bom: true,
    record_delimiter: 'windows',
    escape_formulas: true,
    cast: { boolean: String },
  })
}
