import type { ErrorData } from '../../shared/errors.ts'
import type { Item } from '../../shared/model/item.ts'

export type ProblemGroup = {
  readonly error: ErrorData
  readonly names: readonly string[]
  readonly itemIds: readonly string[]
  /** Else it was skipped, and a second try would end the same. */
  readonly failed: boolean
}

/** Items that did not make it, by reason, the most frequent first. */
export function groupProblems(items: readonly Item[]): ProblemGroup[] {
  const groups = new Map<string, ProblemGroup>()
  for (const { error, name, id, state } of items) {
    if (error === undefined) continue
    const key = `${error.code} ${error.message}`
    const group = groups.get(key)
    groups.set(key, {
      error,
      names: group === undefined ? [name] : [...group.names, name],
      failed: state === 'failed',
      itemIds: group === undefined ? [id] : [...group.itemIds, id],
    })
  }
  return [...groups.values()].toSorted((a, b) => b.names.length - a.names.length)
}
