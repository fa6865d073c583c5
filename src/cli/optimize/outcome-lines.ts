import { type ErrorCode, errorTable } from '../../shared/errors.ts'
import type { ResultDocument } from '../../shared/model/result-document.ts'
import { countText, pathText } from '../text.ts'

type Listed = ResultDocument['failed'][number]

/** After so many lines a person scrolls; `--json` has them all. */
const mostLines = 50

/** Files named beside a reason; a folder may hold thousands that are no images. */
const mostNames = 3

/** "Failed:" and one line per image with its reason, followed by what to do about it. Empty when there is none. */
export function outcomeLines(title: string, listed: readonly Listed[], cwd: string): string[] {
  if (listed.length === 0) return []
  const lines = listed.slice(0, mostLines).flatMap((one) => {
    const line = `  ${pathText(one.input, cwd)}: ${one.message} (${one.code})`
    const hint = isErrorCode(one.code) ? errorTable[one.code].hint : undefined
    return hint === undefined ? [line] : [line, `    ${hint}`]
  })
  const rest = listed.length - mostLines
  return [`${title}:`, ...lines, ...(rest > 0 ? [`  … and ${countText(rest, 'more', 'more')}`] : [])]
}

/** A line per reason with the first files it is about: nothing needs to be done about what was left out. */
export function skippedLines(title: string, skipped: readonly Listed[], cwd: string): string[] {
  if (skipped.length === 0) return []
  const reasons = new Map<string, Listed[]>()
  for (const one of skipped) reasons.set(one.code, [...(reasons.get(one.code) ?? []), one])
  const lines = [...reasons.values()].map((group) => {
    const names = group.slice(0, mostNames).map((one) => pathText(one.input, cwd))
    const rest = group.length - names.length
    const reason = `${group[0]?.message} (${group[0]?.code})`
    return `  ${reason}: ${names.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`
  })
  return [`${title}:`, ...lines]
}

function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(errorTable, code)
}
