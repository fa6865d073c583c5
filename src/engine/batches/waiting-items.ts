import type { Item } from '../../shared/model/item.ts'
import type { ItemList } from './packed-items.ts'

/** Items that are put together ahead; twice as many as the admission looks at near the end of a batch. */
const ahead = 512

/**
 * The items of a batch that wait to be started, in their order. A hundred thousand of them are waited with by their ids;
 * only the next few hundred are there as items.
 */
export class WaitingItems {
  readonly #items: ItemList
  /** Ids of those behind the near ones, the next one last. */
  #far: string[] = []
  /** The next one last. Always more than half of `ahead`, or all there are. */
  #near: Item[] = []

  constructor(items: ItemList) {
    this.#items = items
    for (const { id } of items.where(({ state }) => state === 'queued')) this.#far.push(id)
    this.#far.reverse()
    this.#refill()
  }

  get size(): number {
    return this.#far.length + this.#near.length
  }

  /** The next ones, the very next last; never empty while any wait. */
  next(): readonly Item[] {
    return this.#near
  }

  /** Takes one of the next ones out. */
  take(item: Item): void {
    this.#near.splice(this.#near.lastIndexOf(item), 1)
    this.#refill()
  }

  /** It was taken too early, and is the next one again. */
  giveBack(item: Item): void {
    this.#near.push(item)
  }

  /** Adds items behind all others. */
  add(items: readonly Item[]): void {
    this.#far = [...items.map(({ id }) => id).reverse(), ...this.#far]
    this.#refill()
  }

  /** Takes items out, wherever they are. */
  withdraw(itemIds: ReadonlySet<string>): void {
    this.#far = this.#far.filter((id) => !itemIds.has(id))
    this.#near = this.#near.filter(({ id }) => !itemIds.has(id))
    this.#refill()
  }

  /** Puts those of the items that wait before all others, in the order given. */
  prefer(itemIds: readonly string[]): void {
    const wanted = new Set(itemIds)
    const far = new Set(this.#far.filter((id) => wanted.has(id)))
    const near = new Map(this.#near.filter(({ id }) => wanted.has(id)).map((item) => [item.id, item]))
    const preferred = [...wanted].flatMap(
      (id) => near.get(id) ?? (far.has(id) ? this.#items.get(id) : undefined) ?? [],
    )
    this.withdraw(wanted)
    this.#near.push(...preferred.reverse())
  }

  #refill(): void {
    if (this.#near.length > ahead / 2 || this.#far.length === 0) return
    const items = this.#far.splice(-(ahead - this.#near.length)).flatMap((id) => this.#items.get(id) ?? [])
    this.#near = [...items, ...this.#near]
  }
}
