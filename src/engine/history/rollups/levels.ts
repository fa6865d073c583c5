/** Widths of the roll-ups, finest first. */
export const levelNames = ['10s', '1m', '1h', '1d'] as const
export type LevelName = (typeof levelNames)[number]

export type Level = {
  readonly name: LevelName
  /** Milliseconds; each is a multiple of the one before, and all divide a UTC day. */
  readonly ms: number
  /** How much time a shard holds. A year of the coarse ones is few files, a day of the fine ones is one. */
  readonly period: 'day' | 'month' | 'year'
}

export const dayMs = 86_400_000

const table: Readonly<Record<LevelName, Level>> = {
  '10s': { name: '10s', ms: 10_000, period: 'day' },
  '1m': { name: '1m', ms: 60_000, period: 'day' },
  '1h': { name: '1h', ms: 3_600_000, period: 'month' },
  '1d': { name: '1d', ms: dayMs, period: 'year' },
}

/** Finest first. */
export const levels: readonly Level[] = levelNames.map((name) => table[name])

export const levelOf = (name: LevelName): Level => table[name]

/** The next finer level; `undefined` for the finest, which is made from raw records. */
export const finerThan = (level: Level): Level | undefined => levels[levels.indexOf(level) - 1]

const lengths = { day: 10, month: 7, year: 4 } as const

/** The period a time lies in, as it stands in a file name: `2026-11-23`, `2026-11` or `2026`. */
export function periodOf(level: Level, at: number): string {
  return new Date(at).toISOString().slice(0, lengths[level.period])
}

/** Start and end of a period; `undefined` when the text does not name one of this level. */
export function periodRange(level: Level, period: string): { from: number; to: number } | undefined {
  if (period.length !== lengths[level.period]) return undefined
  const start = new Date(`${period}${'-01-01'.slice(period.length - 4)}T00:00:00Z`)
  if (Number.isNaN(start.getTime())) return undefined
  const end = new Date(start)
  if (level.period === 'day') end.setUTCDate(end.getUTCDate() + 1)
  else if (level.period === 'month') end.setUTCMonth(end.getUTCMonth() + 1)
  else end.setUTCFullYear(end.getUTCFullYear() + 1)
  return { from: start.getTime(), to: end.getTime() }
}
