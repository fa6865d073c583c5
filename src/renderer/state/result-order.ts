import type { Item } from '../../shared/model/item.ts'
import type { OutputResult } from '../../shared/model/output.ts'
import { servedOutput } from '../../shared/model/served.ts'
import { savingOf } from '../savings.ts'

export const resultSorts = ['name', 'saving', 'original', 'smallest', 'score', 'time'] as const
export type ResultSort = (typeof resultSorts)[number]

/** An image that has results, with the numbers it is sorted and shown by. */
export type Result = {
  readonly item: Item
  readonly served: OutputResult
  /** A fraction; `undefined` where there is nothing to compare with. */
  readonly saving: number | undefined
  /** The lowest of its files; `null` where none was judged. */
  readonly score: number | null
}

/** Images that have at least one file, in the wanted order, by a part of their name. */
export function orderedResults(
  items: readonly Item[],
  order: { readonly sort: ResultSort; readonly descending: boolean; readonly search: string },
): Result[] {
  const wanted = order.search.trim().toLocaleLowerCase()
  const results = items
    .filter((item) => wanted === '' || item.name.toLocaleLowerCase().includes(wanted))
    .map(resultOf)
    .filter((result) => result !== undefined)
  const sign = order.descending ? -1 : 1
  // Equal ones keep the order of the batch, whichever way round.
  return results.toSorted((a, b) => sign * compare(a, b, order.sort))
}

function resultOf(item: Item): Result | undefined {
  const served = servedOutput(item.outputs)
  if (served === undefined) return undefined
  const scores = item.outputs.map((output) => output.score).filter((score) => score !== null)
  return {
    item,
    served,
    saving: item.probe === undefined ? undefined : savingOf(item.probe.bytes, served.bytes),
    score: scores.length === 0 ? null : Math.min(...scores),
  }
}

const names = new Intl.Collator(undefined, { numeric: true })

function compare(a: Result, b: Result, sort: ResultSort): number {
  switch (sort) {
    case 'name':
      return names.compare(a.item.name, b.item.name)
    case 'saving':
      return (a.saving ?? 0) - (b.saving ?? 0)
    case 'original':
      return (a.item.probe?.bytes ?? 0) - (b.item.probe?.bytes ?? 0)
    case 'smallest':
      return a.served.bytes - b.served.bytes
    case 'score':
      return (a.score ?? Number.NEGATIVE_INFINITY) - (b.score ?? Number.NEGATIVE_INFINITY)
    case 'time':
      return (a.item.ms ?? 0) - (b.item.ms ?? 0)
  }
}
