import type { Run } from '../../shared/model/history.ts'
import type { PeriodReport, ReportDay } from '../../shared/model/report.ts'

/** Date of a moment in local time, `2026-11-23`. */
export function dayOf(at: number): string {
  const date = new Date(at)
  const two = (value: number): string => String(value).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

/** Every day from `from` to `to` (epoch milliseconds) in local time, with what finished on it. */
export function daysOf(from: number, to: number, runs: readonly Run[]): ReportDay[] {
  const days = new Map<string, ReportDay>()
  const at = new Date(from)
  at.setHours(0, 0, 0, 0)
  // By the calendar: a day may have 23 or 25 hours.
  for (; at.getTime() < to; at.setDate(at.getDate() + 1)) {
    const day = dayOf(at.getTime())
    days.set(day, { day, runs: 0, images: 0, failed: 0, originals: 0, served: 0, durationMs: 0 })
  }
  for (const { finishedAt, counts, bytes, durationMs } of runs) {
    const known = days.get(dayOf(finishedAt))
    if (known === undefined) continue
    days.set(known.day, {
      day: known.day,
      runs: known.runs + 1,
      images: known.images + counts.done,
      failed: known.failed + counts.failed,
      originals: known.originals + bytes.inputDone,
      served: known.served + bytes.served,
      durationMs: known.durationMs + durationMs,
    })
  }
  return [...days.values()]
}

/** All days together. */
export function totalsOf(days: readonly ReportDay[]): PeriodReport['totals'] {
  const sum = (of: (day: ReportDay) => number): number => days.reduce((total, day) => total + of(day), 0)
  const originals = sum((day) => day.originals)
  const served = sum((day) => day.served)
  return {
    runs: sum((day) => day.runs),
    images: sum((day) => day.images),
    failed: sum((day) => day.failed),
    originals,
    served,
    durationMs: sum((day) => day.durationMs),
    savedPercent: savedShare(originals, served),
  }
}

/** How much smaller, in percent with one decimal; `null` without anything to compare with. */
export function savedShare(before: number, after: number): number | null {
  return before <= 0 ? null : Math.round((1 - after / before) * 1_000) / 10
}
