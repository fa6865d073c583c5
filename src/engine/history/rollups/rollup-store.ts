import { mkdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Low } from 'lowdb'
import type { Log } from '../../ports.ts'
import { Listing } from '../listing.ts'
import { backupSuffix } from '../shard-name.ts'
import type { Cell, Row } from './cell.ts'
import { type Level, levels, periodOf, periodRange } from './levels.ts'
import { overlap, type Range, union } from './ranges.ts'
import { DamagedShard, RollupFile } from './rollup-file.ts'
import { addLine, type RollupHeader, type RollupShard } from './rollup-text.ts'

/** The roll-up with all tags; the others are indices with fewer. */
export const baseView = 'all'
/** What this home recorded itself; anything else came by an import. */
export const localSource = 'local'

export type ShardPlace = {
  readonly view: string
  readonly level: Level
  /** As it stands in the file's name. */
  readonly period: string
  readonly source: string
}
/** A damaged shard that was set aside. */
export type Damage = ShardPlace & {
  readonly reason: string
  /** Where it is now. */
  readonly aside: string
  /** What of it is still as it was written. */
  readonly rest: RollupShard | undefined
}

export type RollupStoreOptions = {
  readonly dir: string
  /** Whether this process may mend and write; one at a time may. */
  readonly owner: boolean
  readonly log: Log
  /** Mends what can be mended; the shard does not exist when this is called. */
  readonly onDamage: (damage: Damage) => Promise<void>
}

/** Which rows of a shard are wanted, and where they go. */
export type Selection = {
  readonly ranges: readonly Range[]
  /** Gives the cells of a series by time; `undefined` for a series that is not wanted. */
  readonly cells: (key: string) => ((at: number) => Cell | undefined) | undefined
}
export type ReadCount = { shards: number; pruned: number; rows: number }

/** A shard by its name, and the time that it is of. */
type Listed = { readonly place: ShardPlace; readonly range: Range }
type KnownHeader = {
  /** Of the file. */
  readonly state: string
  /** Of its folder: while that is the same, nobody has replaced the file. */
  readonly stamp: string
  readonly header: RollupHeader
}

const maxHeaders = 400
/** One query asks the same folders over and over; only the owner changes them, and knows it. */
const freshMs = 20

/** The roll-ups on disk: `<view>/<level>/<period>.<source>.json`. */
export class RollupStore {
  readonly dir: string
  readonly #options: RollupStoreOptions
  readonly #headers = new Map<string, KnownHeader>()
  readonly #levels = new Map<string, Listing<Listed>>()
  readonly #views: Listing<string>
  /** Damaged shards that are not ours to mend. */
  readonly #unusable = new Set<string>()
  readonly #mending = new Map<string, Promise<void>>()
  readonly #writing = new Map<string, Promise<unknown>>()
  #damages = 0

  constructor(options: RollupStoreOptions) {
    this.dir = options.dir
    this.#options = options
    this.#views = new Listing(options.dir, (names) => names.filter((name) => !name.includes('.')), freshMs)
  }

  /** How many damaged shards were found; an answer that was begun before one was is to be begun again. */
  get damages(): number {
    return this.#damages
  }

  path({ view, level, period, source }: ShardPlace): string {
    return join(this.dir, view, level.name, `${period}.${source}.json`)
  }

  /** Shards by their names, oldest first. */
  async list(view: string, level: Level, source?: string): Promise<ShardPlace[]> {
    const listed = await this.#listing(view, level).entries()
    return listed.flatMap(({ place }) => (source === undefined || place.source === source ? [place] : []))
  }

  async views(): Promise<readonly string[]> {
    return await this.#views.entries()
  }

  async sources(): Promise<string[]> {
    const found = new Set([localSource])
    for (const level of levels) {
      for (const { place } of await this.#listing(baseView, level).entries()) found.add(place.source)
    }
    return [...found].sort()
  }

  /** The times that a level knows everything of. Opens the shards that overlap the range, the first time. */
  async coverage(view: string, level: Level, source: string, range: Range): Promise<Range[]> {
    const known: Range[] = []
    for (const place of await this.#overlapping(view, level, source, [range])) {
      const header = await this.header(place)
      if (header !== undefined) known.push(...header.coverage)
    }
    return union(known)
  }

  async header(place: ShardPlace): Promise<RollupHeader | undefined> {
    const path = this.path(place)
    if (this.#unusable.has(path)) return undefined
    const known = this.#headers.get(path)
    if (
      known?.stamp !== undefined &&
      known.stamp === (await this.#listing(place.view, place.level).stamp())
    ) {
      return known.header
    }
    return await this.#open(place, async ({ header }) => header)
  }

  /** Adds the wanted rows to their cells. A shard that turns out to be damaged adds nothing. */
  async read(view: string, level: Level, source: string, selection: Selection): Promise<ReadCount> {
    const count: ReadCount = { shards: 0, pruned: 0, rows: 0 }
    for (const place of await this.#overlapping(view, level, source, selection.ranges)) {
      await this.#open(place, async ({ header, lines }) => {
        const wanted = header.series.filter(({ key }) => selection.cells(key) !== undefined)
        if (wanted.length === 0) {
          count.pruned += 1
          return
        }
        // All lines are checked before any is used: a damaged shard is read again from finer ones, not twice.
        const read = await lines(wanted)
        count.shards += 1
        for (const { entry, line } of read) {
          const cellAt = selection.cells(entry.key)
          if (cellAt === undefined) continue
          const within = withinRanges(selection.ranges, cellAt)
          count.rows += addLine(line, level.ms, within)
        }
      })
    }
    return count
  }

  /** Checks every line of a shard; a damaged one is mended. */
  async verify(place: ShardPlace): Promise<void> {
    await this.#open(place, ({ header, lines }) => lines(header.series))
  }

  /** A shard in full; empty where there is none. */
  async load(place: ShardPlace): Promise<RollupShard> {
    const file = new RollupFile(this.path(place), place.level.ms)
    try {
      return (await file.read()) ?? emptyShard()
    } catch (error) {
      if (!(error instanceof DamagedShard)) throw error
      await this.#mend(place, error)
      return (await file.read()) ?? emptyShard()
    }
  }

  /** Replaces everything that is known of a range of one level, shard by shard. */
  async replace(
    view: string,
    level: Level,
    source: string,
    range: Range,
    rows: ReadonlyMap<string, readonly Row[]>,
  ): Promise<void> {
    for (const part of byPeriod(level, range)) {
      const place = { view, level, source, period: periodOf(level, part.from) }
      await this.change(place, (shard) => replaced(shard, part, rows))
    }
  }

  /** Changes one shard; changes of the same one wait for each other. */
  async change(place: ShardPlace, change: (shard: RollupShard) => RollupShard): Promise<void> {
    // First of all, so that a damaged one is mended, which may change it too.
    await this.load(place)
    const path = this.path(place)
    const done = (this.#writing.get(path) ?? Promise.resolve()).then(async () => {
      await mkdir(join(this.dir, place.view, place.level.name), { recursive: true })
      const low = new Low<RollupShard>(new RollupFile(path, place.level.ms), emptyShard())
      await low.read()
      low.data = change(low.data)
      await low.write().finally(() => this.#changed(place))
    })
    const settled = done.catch(() => undefined)
    this.#writing.set(path, settled)
    await done
    if (this.#writing.get(path) === settled) this.#writing.delete(path)
  }

  async remove(place: ShardPlace): Promise<void> {
    const path = this.path(place)
    await rm(path, { force: true })
    await rm(path + backupSuffix, { force: true })
    this.#changed(place)
  }

  async removeView(view: string): Promise<void> {
    if (view === baseView) return
    await rm(join(this.dir, view), { recursive: true, force: true })
    this.#views.changed()
    for (const level of levels) this.#listing(view, level).changed()
  }

  async #overlapping(view: string, level: Level, source: string, ranges: readonly Range[]) {
    return (await this.#listing(view, level).entries()).flatMap(({ place, range }) =>
      place.source === source && overlap(range, ranges).length > 0 ? [place] : [],
    )
  }

  /** Forgets what was known of a shard that this process has changed. */
  #changed(place: ShardPlace): void {
    this.#headers.delete(this.path(place))
    this.#views.changed()
    this.#listing(place.view, place.level).changed()
  }

  #listing(view: string, level: Level): Listing<Listed> {
    const folder = join(this.dir, view, level.name)
    const known = this.#levels.get(folder)
    if (known !== undefined) return known
    const listing = new Listing(folder, (names) => placesAmong(names, view, level), freshMs)
    this.#levels.set(folder, listing)
    return listing
  }

  async #open<T>(
    place: ShardPlace,
    use: (opened: Parameters<Parameters<RollupFile['open']>[1]>[0]) => Promise<T>,
  ): Promise<T | undefined> {
    const path = this.path(place)
    if (this.#unusable.has(path)) return undefined
    const file = new RollupFile(path, place.level.ms)
    const known = (state: string) => {
      const cached = this.#headers.get(path)
      return cached?.state === state ? cached.header : undefined
    }
    // Before the file is opened: it may be replaced meanwhile, and then this is the older one's.
    const stamp = await this.#listing(place.view, place.level).stamp()
    const attempt = () =>
      file.open(known, async (opened) => {
        this.#headers.delete(path)
        this.#headers.set(path, { state: opened.state, stamp, header: opened.header })
        const [oldest] = this.#headers.keys()
        if (this.#headers.size > maxHeaders && oldest !== undefined) this.#headers.delete(oldest)
        return { value: await use(opened) }
      })
    try {
      const found = await attempt()
      if (found !== undefined) return found.value
      // A crash between the two renames of a write leaves only the copy from before it.
      if (!this.#options.owner || !(await exists(path + backupSuffix)) || (await exists(path)))
        return undefined
      await rename(path + backupSuffix, path)
      this.#changed(place)
      return (await attempt())?.value
    } catch (error) {
      if (!(error instanceof DamagedShard)) {
        this.#unusable.add(path)
        this.#options.log('warn', `A roll-up of the history cannot be read: ${path} (${String(error)})`)
        return undefined
      }
      await this.#mend(place, error)
      // What is left of it is read again, once.
      return (await attempt().catch(() => undefined))?.value
    }
  }

  #mend(place: ShardPlace, damage: DamagedShard): Promise<void> {
    const path = this.path(place)
    const mending =
      this.#mending.get(path) ?? this.#setAside(place, damage).finally(() => this.#mending.delete(path))
    this.#mending.set(path, mending)
    return mending
  }

  /** Sets a damaged shard aside; the copy from before takes its place, or what its neighbours know. */
  async #setAside(place: ShardPlace, damage: DamagedShard): Promise<void> {
    const { owner, log, onDamage } = this.#options
    const path = this.path(place)
    this.#headers.delete(path)
    this.#damages += 1
    if (!owner) {
      this.#unusable.add(path)
      log('warn', `A roll-up of the history is damaged (${damage.message}) and not used: ${path}`)
      return
    }
    const file = new RollupFile(path, place.level.ms)
    const aside = `${path}.damaged-${new Date().toISOString().replaceAll(/[-:.]/g, '')}`
    const before = await new RollupFile(path + backupSuffix, place.level.ms).read().catch(() => null)
    const rest = (await file.salvage()) ?? before ?? undefined
    try {
      await rename(path, aside)
      await rm(path + backupSuffix, { force: true })
      if (before !== null) await file.write(before)
      this.#changed(place)
      log('warn', `A roll-up of the history is damaged (${damage.message}) and was set aside as ${aside}.`)
      await onDamage({ ...place, reason: damage.message, aside, rest })
    } catch (error) {
      this.#unusable.add(path)
      log('warn', `A damaged roll-up of the history cannot be mended: ${path} (${String(error)})`)
    }
  }
}

function replaced(shard: RollupShard, range: Range, rows: ReadonlyMap<string, readonly Row[]>): RollupShard {
  const outside = ({ at }: Row) => at < range.from || at >= range.to
  const series = new Map<string, readonly Row[]>()
  for (const [key, kept] of shard.series) series.set(key, kept.filter(outside))
  for (const [key, added] of rows) {
    const inside = added.filter((row) => !outside(row))
    if (inside.length === 0) continue
    const all = [...(series.get(key) ?? []), ...inside]
    series.set(
      key,
      all.sort((a, b) => a.at - b.at),
    )
  }
  return { coverage: union([...shard.coverage, range]), series }
}

function emptyShard(): RollupShard {
  return { coverage: [], series: new Map() }
}

function withinRanges(ranges: readonly Range[], cellAt: (at: number) => Cell | undefined) {
  let index = 0
  // Rows come sorted by time, as the ranges are.
  return (at: number): Cell | undefined => {
    let range = ranges[index]
    while (range !== undefined && at >= range.to) {
      index += 1
      range = ranges[index]
    }
    return range !== undefined && at >= range.from ? cellAt(at) : undefined
  }
}

function byPeriod(level: Level, range: Range): Range[] {
  const parts: Range[] = []
  for (let from = range.from; from < range.to; ) {
    const end = Math.min(periodRange(level, periodOf(level, from))?.to ?? range.to, range.to)
    parts.push({ from, to: end })
    from = end
  }
  return parts
}

/** The shards among the names of a folder's entries; of one after a crash only the copy may be left. */
function placesAmong(names: readonly string[], view: string, level: Level): Listed[] {
  const files = new Set(
    names.map((name) => (name.endsWith(backupSuffix) ? name.slice(0, -backupSuffix.length) : name)),
  )
  return [...files].sort().flatMap((name) => {
    const [, period = '', source = ''] = /^([\d-]+)\.([A-Za-z0-9-]+)\.json$/.exec(name) ?? []
    const range = periodRange(level, period)
    return range === undefined ? [] : [{ place: { view, level, period, source }, range }]
  })
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  )
