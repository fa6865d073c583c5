import { open, readFile, rename } from 'node:fs/promises'
import type { Adapter } from 'lowdb'
import * as z from 'zod'
import { codeOf } from '../../shared/code-of.ts'
import type { Log } from '../ports.ts'
import { writeDurably } from './durable-write.ts'
import type { Kind } from './kinds.ts'
import { backupSuffix } from './shard-name.ts'

/** What a shard holds on disk. Raised when a field changes its meaning; new optional fields do not need it. */
export const shardVersion = 1
export type Shard<T> = { readonly version: typeof shardVersion; readonly kind: string; readonly records: T[] }

/** Long enough for all that stands before the records. */
const headBytes = 256
const headPattern = /^\{"version":1,"kind":"\w+","from":(-?[\d.e+]+),"to":(-?[\d.e+]+),"records":\[/

/** What is told of the reading, for tests and diagnosis. */
export type ReadStats = { filesRead: number; filesDamaged: number }

export type ShardFileContext = {
  readonly log: Log
  readonly stats: ReadStats
  /** Files that were already complained about, so that a question asked each second is not a warning each second. */
  readonly warned: Set<string>
  /** Told of each file that is set aside; `kept` are the records that go on, `lost` those known to be gone. */
  readonly onDamage?: (damage: ShardDamage) => void
}

export type ShardDamage = {
  readonly kind: string
  readonly path: string
  readonly aside: string
  readonly kept: number
  /** The previous copy, which lacks at most the last write, took its place. */
  readonly fromBackup: boolean
}

type Usable<T> =
  | { readonly state: 'good'; readonly records: T[] }
  | { readonly state: 'absent' }
  /** Written by a later version, or not readable at all: not ours to touch. */
  | { readonly state: 'foreign'; readonly reason: string }
/** `records` are those that are still valid. */
type Damaged<T> = { readonly state: 'damaged'; readonly reason: string; readonly records: T[] }
type Content<T> = Usable<T> | Damaged<T>

const envelope = z.object({ version: z.int() })
const body = z.object({ version: z.literal(shardVersion), records: z.array(z.unknown()) })

/** lowdb's adapter for one shard: validates what it reads, falls back to the backup, and writes durably. */
export class ShardFile<T> implements Adapter<Shard<T>> {
  readonly #path: string
  readonly #kind: Kind<T>
  readonly #context: ShardFileContext

  constructor(path: string, kind: Kind<T>, context: ShardFileContext) {
    this.#path = path
    this.#kind = kind
    this.#context = context
  }

  /** `null` when there is no such shard, or when it must be left alone. Never throws. */
  readonly read = async (): Promise<Shard<T> | null> => {
    const result = await this.load()
    return result.state === 'good' ? this.#shard(result.records) : null
  }

  /** The times that the records are of stand first, so that who wants others need not read them. */
  readonly write = ({ records, ...head }: Shard<T>): Promise<void> => {
    const { at, until = at } = this.#kind
    let from = Number.POSITIVE_INFINITY
    let to = Number.NEGATIVE_INFINITY
    for (const record of records) {
      from = Math.min(from, at(record))
      to = Math.max(to, until(record))
    }
    const times = records.length === 0 ? {} : { from, to }
    return writeDurably(this.#path, JSON.stringify({ ...head, ...times, records }))
  }

  /**
   * From the first to the last time that the records are of, in epoch milliseconds, without reading them.
   *
   * @returns `undefined` where the file does not tell: it is not there, damaged, or written before there was such a
   * thing.
   */
  async times(): Promise<{ from: number; to: number } | undefined> {
    const handle = await open(this.#path, 'r').catch(() => undefined)
    try {
      const { buffer, bytesRead } = (await handle?.read(Buffer.alloc(headBytes), 0, headBytes, 0)) ?? {}
      const [, from, to] = headPattern.exec(buffer?.toString('latin1', 0, bytesRead) ?? '') ?? []
      return from === undefined || to === undefined ? undefined : { from: Number(from), to: Number(to) }
    } catch {
      // A folder of that name, a disk that fails: whoever reads all of it finds out what is the matter.
      return undefined
    } finally {
      await handle?.close()
    }
  }

  /** Like `read`, but tells a shard that is absent from one that must be left alone. */
  async load(): Promise<Usable<T>> {
    const current = await this.#parse(this.#path)
    if (current.state === 'good') return current
    if (current.state === 'foreign') return this.#leave(this.#path, current.reason)
    const backup = await this.#parse(this.#path + backupSuffix)
    if (current.state === 'damaged') return await this.#recover(current, backup)
    // A crash between the two renames of a write leaves only the backup.
    if (backup.state === 'good' || backup.state === 'absent') return backup
    return this.#leave(this.#path + backupSuffix, backup.reason)
  }

  /** Moves a damaged shard aside; what can be had of its records goes on: the backup's, else its own valid ones. */
  async #recover(current: Damaged<T>, backup: Content<T>): Promise<Usable<T>> {
    const { log, stats, onDamage } = this.#context
    stats.filesDamaged += 1
    const aside = `${this.#path}.damaged-${new Date().toISOString().replaceAll(/[-:.]/g, '')}`
    const found = `A history file is damaged (${current.reason})`
    try {
      await rename(this.#path, aside)
    } catch (error) {
      return this.#leave(this.#path, `${current.reason}; it cannot be moved: ${String(error)}`)
    }
    const fromBackup = backup.state === 'good'
    const kept = fromBackup ? backup.records.length : current.records.length
    onDamage?.({ kind: this.#kind.name, path: this.#path, aside, kept, fromBackup })
    if (fromBackup) {
      log('warn', `${found} and was set aside as ${aside}; its previous copy is used.`)
      return backup
    }
    log('warn', `${found} and was set aside as ${aside}; ${current.records.length} of its records are kept.`)
    if (current.records.length === 0) return { state: 'absent' }
    // Written back at once: nothing else holds these records now.
    await this.write(this.#shard(current.records)).catch((error: unknown) => {
      log('warn', `The records that were kept could not be written back: ${String(error)}`)
    })
    return { state: 'good', records: current.records }
  }

  #leave(path: string, reason: string): { state: 'foreign'; reason: string } {
    const { log, warned } = this.#context
    if (!warned.has(path)) log('warn', `A history file is left alone: ${path} (${reason})`)
    warned.add(path)
    return { state: 'foreign', reason }
  }

  async #parse(path: string): Promise<Content<T>> {
    let text: string
    try {
      text = await readFile(path, 'utf8')
    } catch (error) {
      return codeOf(error) === 'ENOENT' ? { state: 'absent' } : { state: 'foreign', reason: String(error) }
    }
    this.#context.stats.filesRead += 1
    return parseShard(text, this.#kind)
  }

  #shard(records: T[]): Shard<T> {
    return { version: shardVersion, kind: this.#kind.name, records }
  }
}

function parseShard<T>(text: string, kind: Kind<T>): Content<T> {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return { state: 'damaged', reason: text === '' ? 'it is empty' : 'it is not valid JSON', records: [] }
  }
  const { data: head } = envelope.safeParse(json)
  if (head !== undefined && head.version > shardVersion) {
    return {
      state: 'foreign',
      reason: `it was written by a later version of Whittle, format ${head.version}`,
    }
  }
  const parsed = body.safeParse(json)
  if (!parsed.success) return { state: 'damaged', reason: 'it is not a history file', records: [] }
  const records: T[] = []
  for (const record of parsed.data.records) {
    if (kind.valid?.(record) === true) {
      records.push(record)
      continue
    }
    const { data } = kind.schema.safeParse(record)
    if (data !== undefined) records.push(data)
  }
  const lost = parsed.data.records.length - records.length
  if (lost === 0) return { state: 'good', records }
  return { state: 'damaged', reason: `${lost} of its records are not valid`, records }
}
