import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Low } from 'lowdb'
import { byAge, listShards, shardsAmong } from './folder.ts'
import type { Kind } from './kinds.ts'
import { Listing } from './listing.ts'
import { type Shard, ShardFile, type ShardFileContext, shardVersion } from './shard-file.ts'
import { dayOf, parseShardName, type ShardName, shardFileName } from './shard-name.ts'

/** When a shard is full: lowdb writes the whole file each time, so none may grow. */
export type ShardLimits = { readonly maxRecords: number; readonly maxBytes: number }

type OpenShard<T> = {
  readonly day: string
  readonly sequence: number
  readonly file: string
  readonly low: Low<Shard<T>>
  /** Length of its JSON, roughly. */
  bytes: number
  dirty: boolean
}

/**
 * Appends the records of one kind to the shards of one writer. Nothing is read or written before the first
 * `flush`, and only the shards that are being appended to stay in memory. The caller runs one `flush` at a time.
 */
export class ShardWriter<T> {
  readonly kind: Kind<T>
  readonly folder: string
  readonly #writer: string
  readonly #limits: ShardLimits
  readonly #context: ShardFileContext
  #pending: T[] = []
  #open: OpenShard<T>[] = []
  readonly #listing: Listing<ShardName>

  constructor(
    kind: Kind<T>,
    place: { readonly folder: string; readonly writer: string },
    limits: ShardLimits,
    context: ShardFileContext,
  ) {
    this.kind = kind
    this.folder = place.folder
    this.#writer = place.writer
    this.#limits = limits
    this.#context = context
    this.#listing = new Listing(place.folder, shardsAmong)
  }

  get dirty(): boolean {
    return this.#pending.length > 0 || this.#open.some((shard) => shard.dirty)
  }

  add(record: T): void {
    this.#pending.push(record)
  }

  /** All shards of this kind, of every writer, oldest first; also those that could not be written yet. */
  async list(): Promise<readonly ShardName[]> {
    const onDisk = await this.#listing.entries()
    const unwritten = this.#open
      .flatMap((shard) => parseShardName(shard.file) ?? [])
      .filter((shard) => !onDisk.some((known) => byAge(known, shard) === 0))
    return unwritten.length === 0 ? onDisk : [...onDisk, ...unwritten].sort(byAge)
  }

  /** Records of the shards in memory by file name; they may be ahead of the disk after a failed `flush`. */
  inMemory(): ReadonlyMap<string, readonly T[]> {
    return new Map(this.#open.map((shard) => [shard.file, shard.low.data.records]))
  }

  /** What was added since the last `flush` that succeeded. */
  unwritten(): readonly T[] {
    return this.#pending
  }

  /**
   * Puts everything added so far on disk.
   *
   * @throws the file system's error; nothing is lost then, and the next call tries again.
   */
  async flush(): Promise<void> {
    if (!this.dirty) return
    // Every time: somebody may have removed the folder while Whittle runs.
    await mkdir(this.folder, { recursive: true })
    for (let next = this.#pending[0]; next !== undefined; next = this.#pending[0]) {
      const shard = await this.#shardFor(dayOf(this.kind.at(next)) ?? '')
      shard.low.data.records.push(next)
      shard.bytes += JSON.stringify(next).length
      shard.dirty = true
      this.#pending.shift()
    }
    for (const shard of this.#open) {
      if (!shard.dirty) continue
      await shard.low.write()
      shard.dirty = false
    }
    const today = this.#open
      .map((shard) => shard.day)
      .sort()
      .at(-1)
    this.#open = this.#open.filter((shard) => shard.dirty || (shard.day === today && !this.#isFull(shard)))
  }

  async #shardFor(day: string): Promise<OpenShard<T>> {
    const known = this.#open.findLast((shard) => shard.day === day)
    if (known !== undefined) return this.#isFull(known) ? this.#start(day, known.sequence + 1, []) : known
    const onDisk = (await listShards(this.folder)).filter(
      (shard) => shard.day === day && shard.writer === this.#writer,
    )
    const last = onDisk.at(-1)
    if (last === undefined) return this.#start(day, 0, [])
    const content = await this.#fileFor(shardFileName(last)).load()
    if (content.state === 'foreign') return this.#start(day, last.sequence + 1, [])
    const shard = this.#start(day, last.sequence, content.state === 'good' ? content.records : [])
    return this.#isFull(shard) ? this.#start(day, last.sequence + 1, []) : shard
  }

  #start(day: string, sequence: number, records: T[]): OpenShard<T> {
    const file = shardFileName({ day, writer: this.#writer, sequence })
    const data: Shard<T> = { version: shardVersion, kind: this.kind.name, records }
    const low = new Low(this.#fileFor(file), data)
    const shard = { day, sequence, file, low, bytes: JSON.stringify(records).length, dirty: false }
    this.#open.push(shard)
    return shard
  }

  #fileFor(file: string): ShardFile<T> {
    return new ShardFile(join(this.folder, file), this.kind, this.#context)
  }

  #isFull(shard: OpenShard<T>): boolean {
    return shard.low.data.records.length >= this.#limits.maxRecords || shard.bytes >= this.#limits.maxBytes
  }
}
