import type { Run } from '../../shared/model/history.ts'

const slugLength = 40

/** File name of a run's reports without extension, e.g. `whittle-report-20261123-0712-holiday-photos`, local time. */
export function reportName(run: Run): string {
  const at = new Date(run.finishedAt)
  const two = (value: number) => String(value).padStart(2, '0')
  const date = `${at.getFullYear()}${two(at.getMonth() + 1)}${two(at.getDate())}`
  return `whittle-report-${date}-${two(at.getHours())}${two(at.getMinutes())}-${slugOf(run.label)}`
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
