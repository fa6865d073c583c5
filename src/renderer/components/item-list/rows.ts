import type { Item } from '../../../shared/model/item.ts'
import type { OutputResult, PlannedOutput } from '../../../shared/model/output.ts'

/** One line of the list: an image, one of its variants, or what went wrong with it in full. */
export type Row =
  | { readonly kind: 'item'; readonly position: number }
  | { readonly kind: 'variant'; readonly position: number; readonly variant: number }
  | { readonly kind: 'problem'; readonly position: number }

/** An opened item: how many variant lines follow it, and whether one about its error comes first. */
export type Opened = { readonly position: number; readonly variants: number; readonly problem: boolean }

/** A variant as planned, with its result once there is one. */
export type Variant = { readonly planned: PlannedOutput; readonly result: OutputResult | undefined }

export function variantsOf(item: Item): Variant[] {
  const results = new Map(item.outputs.map((output) => [output.index, output]))
  return item.planned.map((planned) => ({ planned, result: results.get(planned.index) }))
}

/** Opened items in the order of the list. */
export function openedRows(
  openIds: ReadonlySet<string>,
  positionOf: (id: string) => number | undefined,
  itemAt: (position: number) => Item | undefined,
): Opened[] {
  const opened: Opened[] = []
  for (const id of openIds) {
    const position = positionOf(id)
    const item = position === undefined ? undefined : itemAt(position)
    if (position !== undefined && item !== undefined) {
      opened.push({ position, variants: item.planned.length, problem: item.error !== undefined })
    }
  }
  return opened.toSorted((a, b) => a.position - b.position)
}

export function countRows(total: number, opened: readonly Opened[]): number {
  return opened.reduce((sum, entry) => sum + childrenOf(entry), total)
}

/** The line at an index. Costs one step per opened item above it, however long the list is. */
export function rowAt(index: number, opened: readonly Opened[]): Row {
  let extra = 0
  for (const entry of opened) {
    const itemIndex = entry.position + extra
    if (index <= itemIndex) break
    const child = index - itemIndex - 1
    if (child < childrenOf(entry)) return childAt(entry, child)
    extra += childrenOf(entry)
  }
  return { kind: 'item', position: index - extra }
}

/** Where a line is; its item's own line when it is not shown any more. */
export function indexOfRow(row: Row, opened: readonly Opened[]): number {
  const index = opened.reduce(
    (sum, entry) => (entry.position < row.position ? sum + childrenOf(entry) : sum),
    row.position,
  )
  const entry = opened.find((candidate) => candidate.position === row.position)
  if (row.kind === 'item' || entry === undefined) return index
  if (row.kind === 'problem') return entry.problem ? index + 1 : index
  return row.variant < entry.variants ? index + 1 + (entry.problem ? 1 : 0) + row.variant : index
}

function childrenOf(entry: Opened): number {
  return entry.variants + (entry.problem ? 1 : 0)
}

function childAt(entry: Opened, child: number): Row {
  if (entry.problem && child === 0) return { kind: 'problem', position: entry.position }
  return { kind: 'variant', position: entry.position, variant: child - (entry.problem ? 1 : 0) }
}
