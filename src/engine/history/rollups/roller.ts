import { join } from 'node:path'
import { setImmediate as breathe } from 'node:timers/promises'
import { Low } from 'lowdb'
import * as z from 'zod'
import type { Log } from '../../ports.ts'
import type { DamageEntry } from '../damage-log.ts'
import { JsonFile } from '../json-file.ts'
import type { RawPoints } from '../raw-points.ts'
import { Cell, type Row } from './cell.ts'
import { dayMs, finerThan, type Level, levels, periodOf, periodRange } from './levels.ts'
import { aligned, overlap, type Range, union, without } from './ranges.ts'
import { baseView, type Damage, type RollupStore, type ShardPlace } from './rollup-store.ts'
import { parseSeries, seriesKey } from './series.ts'

export type RollerOptions = {
  readonly store: RollupStore
  readonly raw: RawPoints
  /** Epoch milliseconds. */
  readonly now: () => number
  /** Days that a level is kept. */
  readonly keepDays: (level: Level) => number
  readonly log: Log
  readonly report: (entry: DamageEntry) => Promise<void>
}

/** An hour is rolled up this long after it ended: other processes write within a second, samples within ten. */
const lagMs = 60_000
const hourMs = 3_600_000

const catalogSchema = z.object({
  version: z.literal(1),
  shards: z.record(z.string(), z.array(z.tuple([z.number(), z.number()]))),
})

/**
 * Makes roll-ups: the finest from raw records, each coarser one from the next finer. What a shard knows stands in
 * its header as coverage, so the same step that goes on with a new hour fills what a crash left out and mends what
 * was damaged. A catalogue of all coverage tells what a shard knew whose header is gone.
 */
export class Roller {
  readonly #options: RollerOptions
  readonly #catalog: Low<z.output<typeof catalogSchema>>
  #catalogRead: Promise<void> | undefined

  constructor(options: RollerOptions) {
    this.#options = options
    const file = new JsonFile(join(options.store.dir, 'catalog.json'), catalogSchema)
    this.#catalog = new Low(file, { version: 1, shards: {} })
  }

  /** Until when everything can be rolled up by now. */
  closedUntil(): number {
    return Math.floor((this.#options.now() - lagMs) / hourMs) * hourMs
  }

  /**
   * Brings all roll-ups of all sources up to date, views included, shard by shard.
   *
   * @param stop Ends it before the next shard; it goes on where it stopped the next time.
   */
  async update(stop: () => boolean = never): Promise<void> {
    const { store, raw } = this.#options
    await this.#findVanished()
    const views = (await store.views()).filter((view) => view !== baseView)
    for (const source of await this.#sources()) {
      const rawDays = (await raw.days(source)).map((from) => ({ from, to: from + dayMs }))
      for (const level of levels) {
        await this.#bringUp(baseView, level, source, rawDays, stop)
        for (const view of views) await this.#bringUp(view, level, source, [], stop)
      }
    }
    await this.#writeCatalog()
  }

  /**
   * Makes an index: a roll-up by fewer tags, of all levels that long queries use.
   *
   * @param stop Ends it before the next shard.
   * @returns Whether it is complete.
   */
  async build(view: string, stop: () => boolean): Promise<boolean> {
    for (const source of await this.#sources()) {
      for (const level of levels) await this.#bringUp(view, level, source, [], stop)
    }
    return !stop()
  }

  /** Rebuilds a shard that was set aside from its neighbours, and reports what is gone. */
  async mend(damage: Damage): Promise<void> {
    const { store, report, now, log } = this.#options
    const { view, level, source, period } = damage
    const whole = periodRange(level, period)
    if (whole === undefined) return
    const known = damage.rest?.coverage ?? (await this.#catalogued(damage)) ?? [clipped(whole, now())]
    const still = await store.coverage(view, level, source, whole)
    const missing = union(known).flatMap((range) => without(range, still))
    const rebuilt = await this.#fill(view, level, source, missing)
    let lost = missing.flatMap((range) => without(range, rebuilt))
    if (damage.rest !== undefined && lost.length > 0) {
      // The rest is better than nothing; which series are missing in it, nobody knows.
      for (const range of lost) await store.replace(view, level, source, range, damage.rest.series)
    }
    if (view !== baseView) lost = []
    const what = `${labels[level.name]} of the history${source === 'local' ? '' : ` (${source})`}`
    await report({ at: now(), file: damage.aside, what, lost })
    if (lost.length > 0) log('warn', `${what} could not be rebuilt: ${lost.map(rangeText).join(', ')}`)
  }

  async #bringUp(
    view: string,
    level: Level,
    source: string,
    rawDays: readonly Range[],
    stop: () => boolean,
  ): Promise<void> {
    const { store, now, keepDays } = this.#options
    if (view !== baseView && level.ms < 60_000) return
    const end = Math.floor(this.closedUntil() / level.ms) * level.ms
    const keep = { from: now() - keepDays(level) * dayMs, to: end }
    const finer = view === baseView ? finerThan(level) : level
    const finerKnown = finer === undefined ? [] : await store.coverage(baseView, finer, source, keep)
    const wanted = union([...rawDays, ...finerKnown]).flatMap((range) => {
      const [inside] = overlap(range, [keep])
      const part = inside === undefined ? undefined : aligned(inside, level.ms)
      return part === undefined ? [] : [part]
    })
    if (wanted.length === 0) return
    const covered = await store.coverage(view, level, source, keep)
    const missing = wanted.flatMap((range) => without(range, covered))
    for (const ranges of groupedByPeriod(level, missing)) {
      if (stop()) return
      await this.#fill(view, level, source, ranges)
      await breathe()
    }
  }

  /** Makes the rows of ranges within one shard. @returns The ranges of which everything was known. */
  async #fill(view: string, level: Level, source: string, ranges: readonly Range[]): Promise<Range[]> {
    if (ranges.length === 0) return []
    const { store } = this.#options
    const cells = new CellTable(level.ms, view)
    const found: Range[] = []
    let rest = union(ranges)
    const below = view === baseView ? levels.slice(0, levels.indexOf(level)).reverse() : [level]
    for (const finer of below) {
      const [first] = rest
      const last = rest.at(-1)
      if (first === undefined || last === undefined) break
      const known = await store.coverage(baseView, finer, source, { from: first.from, to: last.to })
      const usable = rest
        .flatMap((range) => overlap(range, known))
        .flatMap((range) => aligned(range, level.ms) ?? [])
      if (usable.length === 0) continue
      await store.read(baseView, finer, source, { ranges: usable, cells: cells.of })
      found.push(...usable)
      rest = rest.flatMap((range) => without(range, usable))
    }
    if (view === baseView && rest.length > 0) found.push(...(await this.#fromRaw(source, rest, cells)))
    const known = union(found)
    if (known.length === 0) return []
    const rows = cells.rows()
    for (const range of known) await store.replace(view, level, source, range, rows)
    return known
  }

  async #fromRaw(source: string, ranges: readonly Range[], cells: CellTable): Promise<Range[]> {
    const { raw } = this.#options
    const days = union((await raw.days(source)).map((from) => ({ from, to: from + dayMs })))
    const known = ranges.flatMap((range) => overlap(range, days))
    await raw.visit(source, undefined, known, (key) => {
      const cellAt = cells.of(key)
      return cellAt === undefined ? undefined : (at, value) => cellAt(at).add(value)
    })
    return known
  }

  async #sources(): Promise<string[]> {
    const { store, raw } = this.#options
    return [...new Set([...(await store.sources()), ...(await raw.sources())])].sort()
  }

  async #catalogued(place: ShardPlace): Promise<Range[] | undefined> {
    await this.#readCatalog()
    return this.#catalog.data.shards[nameOf(place)]?.map(([from, to]) => ({ from, to }))
  }

  /** Shards that were there and are not any more, though nobody removed them for their age. */
  async #findVanished(): Promise<void> {
    const { store, now } = this.#options
    await this.#readCatalog()
    const present = new Set((await this.#places()).map(nameOf))
    for (const name of Object.keys(this.#catalog.data.shards)) {
      if (present.has(name)) continue
      const place = placeOf(name)
      const range = place === undefined ? undefined : periodRange(place.level, place.period)
      if (place !== undefined && range !== undefined && range.to > this.#keptFrom(place.level, now())) {
        await this.mend({ ...place, reason: 'it is gone', aside: store.path(place), rest: undefined })
      }
      delete this.#catalog.data.shards[name]
    }
  }

  #keptFrom(level: Level, now: number): number {
    return now - this.#options.keepDays(level) * dayMs
  }

  async #writeCatalog(): Promise<void> {
    const { store } = this.#options
    const shards: Record<string, [number, number][]> = {}
    for (const place of await this.#places()) {
      const header = await store.header(place)
      if (header !== undefined) shards[nameOf(place)] = header.coverage.map(({ from, to }) => [from, to])
    }
    if (JSON.stringify(shards) === JSON.stringify(this.#catalog.data.shards)) return
    this.#catalog.data = { version: 1, shards }
    await this.#catalog.write()
  }

  async #places(): Promise<ShardPlace[]> {
    const found = await Promise.all(levels.map((level) => this.#options.store.list(baseView, level)))
    return found.flat()
  }

  #readCatalog(): Promise<void> {
    this.#catalogRead ??= this.#catalog.read()
    return this.#catalogRead
  }

  /** Forgets a shard that was removed on purpose. */
  async forget(place: ShardPlace): Promise<void> {
    await this.#readCatalog()
    delete this.#catalog.data.shards[nameOf(place)]
  }
}

const never = (): boolean => false
const labels = { '10s': 'Ten-second values', '1m': 'Minutes', '1h': 'Hours', '1d': 'Days' } as const

/** Cells by series and time, for making rows. */
class CellTable {
  readonly #ms: number
  /** `undefined` for all tags. */
  readonly #view: { readonly metric: string; readonly tags: readonly string[] } | undefined
  readonly #cells = new Map<string, Map<number, Cell>>()
  readonly #readers = new Map<string, ((at: number) => Cell) | undefined>()

  constructor(ms: number, view: string) {
    this.#ms = ms
    this.#view = view === baseView ? undefined : parseView(view)
  }

  readonly of = (key: string): ((at: number) => Cell) | undefined => {
    const known = this.#readers.get(key)
    if (known !== undefined || this.#readers.has(key)) return known
    const reader = this.#readerOf(key)
    this.#readers.set(key, reader)
    return reader
  }

  rows(): Map<string, Row[]> {
    const ready = this.#view !== undefined
    return new Map(
      [...this.#cells].map(([key, cells]) => [
        key,
        [...cells].map(([at, cell]) => cell.toRow(at, ready)).sort((a, b) => a.at - b.at),
      ]),
    )
  }

  #readerOf(key: string): ((at: number) => Cell) | undefined {
    let target = key
    if (this.#view !== undefined) {
      const { metric, tags } = parseSeries(key)
      if (metric !== this.#view.metric) return undefined
      target = seriesKey(metric, Object.fromEntries(this.#view.tags.map((tag) => [tag, tags[tag]])))
    }
    const cells = this.#cells.get(target) ?? new Map<number, Cell>()
    this.#cells.set(target, cells)
    const ms = this.#ms
    return (at) => {
      const start = Math.floor(at / ms) * ms
      let cell = cells.get(start)
      if (cell === undefined) {
        cell = new Cell()
        cells.set(start, cell)
      }
      return cell
    }
  }
}

/** Folder of an index: `by-operation_duration+kind+operation`. */
export function viewName(metric: string, tags: readonly string[]): string {
  return `by-${[metric, ...[...tags].sort()].join('+')}`
}

export function parseView(view: string): { metric: string; tags: string[] } | undefined {
  if (!view.startsWith('by-')) return undefined
  const [metric = '', ...tags] = view.slice(3).split('+')
  return { metric, tags }
}

function groupedByPeriod(level: Level, ranges: readonly Range[]): Range[][] {
  const groups = new Map<string, Range[]>()
  for (const range of ranges) {
    for (let from = range.from; from < range.to; ) {
      const period = periodOf(level, from)
      const to = Math.min(periodRange(level, period)?.to ?? range.to, range.to)
      groups.set(period, [...(groups.get(period) ?? []), { from, to }])
      from = to
    }
  }
  return [...groups.values()]
}

const nameOf = ({ view, level, period, source }: ShardPlace): string =>
  [view, level.name, period, source].join('/')

function placeOf(name: string): ShardPlace | undefined {
  const [view = '', levelName, period = '', source = ''] = name.split('/')
  const level = levels.find((one) => one.name === levelName)
  return level === undefined ? undefined : { view, level, period, source }
}

const clipped = ({ from, to }: Range, now: number): Range => ({
  from,
  to: Math.max(from, Math.min(to, Math.floor(now / dayMs) * dayMs)),
})

const rangeText = ({ from, to }: Range): string =>
  `${new Date(from).toISOString()} – ${new Date(to).toISOString()}`
