import { dayOf } from './days.ts'
import type { ReportData } from './report-data.ts'

const slugLength = 40

/**
 * File name of a report without extension: of a run `whittle-report-20261123-0712-holiday-photos`, of a comparison the
 * same with `whittle-comparison`, of a period `whittle-period-20261116-20261122`; local time.
 */
export function reportName(data: ReportData): string {
  switch (data.kind) {
    case 'run':
      return `whittle-report-${timeOf(data.run.finishedAt)}-${slugOf(data.run.label)}`
    case 'comparison':
      return `whittle-comparison-${timeOf(data.after.finishedAt)}-${slugOf(data.after.label)}`
    case 'period':
      return periodName(data)
  }
}

/** @param range Epoch milliseconds, `to` not included. */
export function periodName({ from, to }: { readonly from: number; readonly to: number }): string {
  const plain = (at: number): string => dayOf(at).replaceAll('-', '')
  return `whittle-period-${plain(from)}-${plain(to - 1)}`
}

function timeOf(moment: number): string {
  const at = new Date(moment)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${dayOf(moment).replaceAll('-', '')}-${two(at.getHours())}${two(at.getMinutes())}`
}

/**
 * Letters and digits of any script, the rest as hyphens: safe in a file name on every system, and free of marks
 * that would turn its reading direction.
 */
function slugOf(label: string): string {
  const words = label
    .normalize('NFC')
    .toLowerCase()
    .match(/[\p{L}\p{N}\p{M}]+/gu)
  const slug = [...(words ?? []).join('-')].slice(0, slugLength).join('').replace(/-$/, '')
  return slug === '' ? 'run' : slug
}
