import type { Item, ItemState, Probe } from '../../shared/model/item.ts'
import {
  joined,
  type PackedOutput,
  type PackedPath,
  PathPacking,
  packOutputs,
  unpackOutputs,
} from './packed-outputs.ts'
import { Shared } from './shared-values.ts'

/** What few items have: only those that were worked on, or could not be. */
type Rare = Pick<Item, 'outputs' | 'step' | 'ms' | 'acceptDamage' | 'sha256' | 'error'>

/** What an item is kept as. What many items of a folder have in common is there once. */
type PackedItem = {
  readonly id: string
  readonly state: ItemState
  readonly name: string
  readonly input: PackedPath
  /** File size of an image in bytes, which is the part of its probe that every image has to itself. */
  readonly bytes: number
  readonly probe: Omit<Probe, 'bytes'> | undefined
  readonly planned: readonly PackedOutput[]
  readonly rare: Rare | undefined
}

/** What may be read of a batch's items; what it gives out are copies. */
export type ItemList = Pick<PackedItems, 'size' | 'get' | 'values' | 'where'>

/**
 * The items of a batch in the order in which they came, by their ids. A hundred thousand of them are to fit into memory,
 * and nearly all that is in them are long paths that differ in a few letters; so an item is taken apart when it is put in,
 * and put together anew each time that it is asked for. What is given out is a copy: it does not follow later changes.
 */
export class PackedItems {
  readonly #items = new Map<string, PackedItem>()
  readonly #paths = new PathPacking()
  readonly #probes = new Shared<Omit<Probe, 'bytes'>>()
  readonly #plans = new Shared<readonly PackedOutput[]>()

  get size(): number {
    return this.#items.size
  }

  get(itemId: string): Item | undefined {
    const packed = this.#items.get(itemId)
    return packed && unpack(packed)
  }

  /** Each put together when it is reached. */
  *values(): IterableIterator<Item> {
    for (const packed of this.#items.values()) yield unpack(packed)
  }

  /** Those for which the test is true, without putting the others together. */
  *where(test: (packed: PackedItem) => boolean): IterableIterator<Item> {
    for (const packed of this.#items.values()) if (test(packed)) yield unpack(packed)
  }

  /** Adds the item, or replaces the one with its id, in its place. */
  put(item: Item): void {
    this.#items.set(item.id, this.#pack(item))
  }

  /** Changes the state of all items that have one; tells how many these were. */
  turn(from: ItemState, to: ItemState): number {
    let turned = 0
    for (const packed of this.#items.values()) {
      if (packed.state !== from) continue
      this.#items.set(packed.id, { ...packed, state: to })
      turned += 1
    }
    return turned
  }

  delete(itemId: string): void {
    this.#items.delete(itemId)
  }

  #pack(item: Item): PackedItem {
    const stem = stemOf(item.name)
    const planned = packOutputs(item.planned, stem, this.#paths)
    return {
      id: item.id,
      state: item.state,
      name: item.name,
      input: this.#paths.pack(item.input, stem),
      bytes: item.probe?.bytes ?? 0,
      probe: item.probe && this.#packProbe(item.probe),
      planned: this.#plans.get(JSON.stringify(planned), () => planned),
      rare: rareOf(item),
    }
  }

  #packProbe({ bytes: _, ...probe }: Probe): Omit<Probe, 'bytes'> {
    return this.#probes.get(JSON.stringify(probe), () => probe)
  }
}

function unpack({ id, state, name, input, bytes, probe, planned, rare }: PackedItem): Item {
  const stem = stemOf(name)
  return {
    id,
    input: joined(input, stem),
    name,
    state,
    ...(probe === undefined ? {} : { probe: { ...probe, bytes } }),
    planned: unpackOutputs(planned, stem),
    outputs: [],
    ...rare,
  }
}

function rareOf({ outputs, step, ms, acceptDamage, sha256, error }: Item): Rare | undefined {
  const isPlain =
    outputs.length === 0 &&
    step === undefined &&
    ms === undefined &&
    acceptDamage === undefined &&
    sha256 === undefined &&
    error === undefined
  if (isPlain) return undefined
  return {
    outputs,
    ...(step === undefined ? {} : { step }),
    ...(ms === undefined ? {} : { ms }),
    ...(acceptDamage === undefined ? {} : { acceptDamage }),
    ...(sha256 === undefined ? {} : { sha256 }),
    ...(error === undefined ? {} : { error }),
  }
}

/** The part of an image's name that the paths of its outputs have in them. */
function stemOf(name: string): string {
  const start = name.lastIndexOf('/') + 1
  const dot = name.lastIndexOf('.')
  return dot > start ? name.slice(start, dot) : name.slice(start)
}
