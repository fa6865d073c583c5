import type { Item } from '../../../shared/model/item.ts'

export type Pairing = {
  readonly pairs: readonly (readonly [Item, Item])[]
  readonly onlyBefore: number
  readonly onlyAfter: number
  /** Pairs that were told by name, dimensions and size, since the hash of their bytes is not on record. */
  readonly guessed: number
}

/** Finished images that are the same on both sides, whatever they are called: recognized by their bytes. */
export function pairItems(before: readonly Item[], after: readonly Item[]): Pairing {
  const left = before.filter(isFinished)
  const right = after.filter(isFinished)
  const bySha = new Map(left.flatMap((item) => (item.sha256 === undefined ? [] : [[item.sha256, item]])))
  const byLooks = new Map(left.map((item) => [looksOf(item), item]))
  const taken = new Set<Item>()
  const pairs: (readonly [Item, Item])[] = []
  let guessed = 0
  for (const item of right) {
    const exact = item.sha256 === undefined ? undefined : bySha.get(item.sha256)
    const alike = byLooks.get(looksOf(item))
    // With both hashes known, and different, what looks the same is not.
    const unsure = alike?.sha256 === undefined || item.sha256 === undefined ? alike : undefined
    const found = exact ?? unsure
    if (found === undefined || taken.has(found)) continue
    taken.add(found)
    pairs.push([found, item])
    if (exact === undefined) guessed += 1
  }
  return {
    pairs,
    onlyBefore: left.length - pairs.length,
    onlyAfter: right.length - pairs.length,
    guessed,
  }
}

export const isFinished = (item: Item): boolean =>
  item.state === 'done' && item.outputs.length > 0 && item.probe !== undefined

function looksOf({ name, probe }: Item): string {
  return JSON.stringify([name, probe?.bytes, probe?.width, probe?.height])
}
