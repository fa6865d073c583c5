import type { Cause } from '../../shared/model/trend.ts'
import type { ChangeEntry } from './change-log.ts'
import { dayText } from './words.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs

/**
 * The changes that lie near the moment at which a number began to move, the likeliest first.
 *
 * @param span - It began to move somewhere in here: from the last value that was as usual to the first that was not.
 */
export function changesNear(
  changes: readonly ChangeEntry[],
  span: { readonly from: number; readonly to: number },
): Cause[] {
  return changes
    .flatMap((entry): Cause[] => {
      if (entry.kind === 'throttled') return []
      // Nobody changed anything when it was noted for the first time.
      if (entry.before === '' || Object.keys(entry.before).length === 0) return []
      const confidence = nearness(entry.at, span)
      return confidence === 0 ? [] : [{ ...wordsOf(entry), kind: entry.kind, at: entry.at, confidence }]
    })
    .sort((a, b) => b.confidence - a.confidence)
}

/** Certain within the span; half as likely a day earlier, when nothing may have run until it began; then nothing. */
function nearness(at: number, { from, to }: { from: number; to: number }): number {
  if (at > to) return 0
  if (at >= from - hourMs) return 0.9
  const early = (from - at) / dayMs
  return early > 2 ? 0 : 0.6 * 2 ** -early
}

function wordsOf(
  entry: Exclude<ChangeEntry, { kind: 'throttled' }>,
): Pick<Cause, 'before' | 'after' | 'message'> {
  const on = `on ${dayText(entry.at)}`
  if (entry.kind === 'mode') {
    const { before, after } = entry
    return { before, after, message: `The mode went from ${before} to ${after} ${on}.` }
  }
  const names = Object.keys({ ...entry.before, ...entry.after })
  const text = (values: Readonly<Record<string, string>>) =>
    names.map((name) => `${name} ${values[name] ?? 'none'}`).join(', ')
  const before = text(entry.before)
  const after = text(entry.after)
  const what = entry.kind === 'versions' ? 'Versions' : 'Settings'
  return { before, after, message: `${what} changed ${on}: ${before} became ${after}.` }
}
