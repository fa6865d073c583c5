import type { HistoryGap, PlanStep, Query } from '../../../shared/model/query.ts'
import type { DamageLog } from '../damage-log.ts'
import type { RawPoints } from '../raw-points.ts'
import { dayMs, type Level, levels } from '../rollups/levels.ts'
import { aligned, overlap, type Range, union, without } from '../rollups/ranges.ts'
import { parseView } from '../rollups/roller.ts'
import { baseView, type ReadCount, type RollupStore } from '../rollups/rollup-store.ts'
import type { Answer } from './answer.ts'

export type Sources = {
  readonly store: RollupStore
  readonly raw: RawPoints
  readonly damage: DamageLog
}
export type Reading = {
  readonly steps: PlanStep[]
  exact: boolean
  readonly gaps: HistoryGap[]
}

/**
 * Answers ranges of time from one source: as much as possible from the coarsest roll-up whose rows fit into the
 * chunks, from an index where one has all the tags; the edges from ever finer ones, and the last seconds from raw
 * values. What is older than the finer data is taken from the finest there is, and the answer is not exact.
 *
 * @param chunkMs Width in milliseconds within which rows may be added up.
 * @param from Whose history, and whether indices may be used.
 */
export async function readRanges(
  query: Query,
  ranges: readonly Range[],
  chunkMs: number,
  { source, indices }: { readonly source: string; readonly indices: boolean },
  sources: Sources,
  answer: Answer,
): Promise<Reading> {
  const reading: Reading = { steps: [], exact: true, gaps: [] }
  const views = indices ? await viewsFor(query, sources.store) : [baseView]
  let rest = union(ranges)
  for (const level of levels.filter(({ ms }) => chunkMs % ms === 0).reverse()) {
    for (const view of views) {
      const inner = rest.flatMap((range) => aligned(range, level.ms) ?? [])
      const usable = await known(sources.store, view, level, source, inner)
      if (usable.length === 0) continue
      await readLevel(view, level, usable)
      rest = rest.flatMap((range) => without(range, usable))
    }
  }
  await readRest(rest)
  return reading

  async function readLevel(view: string, level: Level, usable: readonly Range[]): Promise<void> {
    const selection = { ranges: usable, cells: answer.cells }
    note(level.name, usable, await sources.store.read(view, level, source, selection), view)
  }

  async function readRest(left: readonly Range[]): Promise<void> {
    if (left.length === 0) return
    const days = union(
      (await sources.raw.days(source, query.metric)).map((from) => ({ from, to: from + dayMs })),
    )
    const fromRaw = left.flatMap((range) => overlap(range, days))
    if (fromRaw.length > 0) {
      const count = await sources.raw.visit(source, query.metric, fromRaw, (key) => {
        const cellAt = answer.cells(key)
        return cellAt === undefined ? undefined : (at, value) => cellAt(at).add(value)
      })
      note('raw', fromRaw, count)
    }
    let unknown = left.flatMap((range) => without(range, days))
    for (const level of levels) {
      // Rows count where they begin, so that two ranges side by side never count one twice.
      const outer = unknown.map(({ from, to }) => ({
        from: Math.floor(from / level.ms) * level.ms,
        to: Math.ceil(to / level.ms) * level.ms,
      }))
      const covered = await known(sources.store, baseView, level, source, union(outer))
      const usable = unknown.flatMap((range) => overlap(range, covered))
      if (usable.length === 0) continue
      reading.exact = false
      await readLevel(baseView, level, usable)
      unknown = unknown.flatMap((range) => without(range, usable))
    }
    for (const range of unknown) reading.gaps.push(...(await sources.damage.gaps(range)))
  }

  function note(
    name: PlanStep['source'],
    used: readonly Range[],
    { shards, pruned, rows }: ReadCount,
    view = baseView,
  ): void {
    const tags = parseView(view)?.tags
    reading.steps.push({
      source: name,
      ...(tags === undefined ? {} : { index: tags }),
      from: used[0]?.from ?? 0,
      to: used.at(-1)?.to ?? 0,
      shards,
      pruned,
      rows,
    })
  }
}

/** What a level knows of ranges, looked up from the first to the last of them. */
async function known(
  store: RollupStore,
  view: string,
  level: Level,
  source: string,
  ranges: readonly Range[],
): Promise<Range[]> {
  const [first] = ranges
  const last = ranges.at(-1)
  if (first === undefined || last === undefined) return []
  const covered = await store.coverage(view, level, source, { from: first.from, to: last.to })
  return ranges.flatMap((range) => overlap(range, covered))
}

/** Indices that have every tag that the query names, the one with the fewest tags first; last the full roll-up. */
async function viewsFor(query: Query, store: RollupStore): Promise<string[]> {
  const needed = [...query.groupBy, ...Object.keys(query.filter)]
  const usable = (await store.views()).filter((name) => {
    const view = parseView(name)
    return view?.metric === query.metric && needed.every((tag) => view.tags.includes(tag))
  })
  return [...usable.sort((a, b) => a.split('+').length - b.split('+').length), baseView]
}
