/** Where a shard belongs: `<day>.<writer>.json`, and `<day>.<writer>.<sequence>.json` after a rotation. */
export type ShardName = {
  /** UTC, `YYYY-MM-DD`; sorts as text. */
  readonly day: string
  readonly writer: string
  readonly sequence: number
}

/** The copy that a write leaves behind of what the shard was before. */
export const backupSuffix = '.bak'
/** What is being written; never read. */
export const partSuffix = '.tmp'

const pattern = /^(\d{4}-\d{2}-\d{2})\.([A-Za-z0-9-]+)(?:\.(\d{4,}))?\.json$/

export function isWriterName(writer: string): boolean {
  return /^[A-Za-z0-9-]{1,64}$/.test(writer)
}

export function shardFileName({ day, writer, sequence }: ShardName): string {
  return sequence === 0
    ? `${day}.${writer}.json`
    : `${day}.${writer}.${String(sequence).padStart(4, '0')}.json`
}

/** `undefined` for anything that is not a shard. */
export function parseShardName(file: string): ShardName | undefined {
  const [, day, writer, sequence] = pattern.exec(file) ?? []
  if (day === undefined || writer === undefined) return undefined
  return { day, writer, sequence: Number(sequence ?? 0) }
}

/**
 * The UTC day of a time in epoch milliseconds; `undefined` when it is not a time within the years 0–9999,
 * which no shard could be named after.
 */
export function dayOf(at: number): string | undefined {
  const date = new Date(at)
  if (Number.isNaN(date.getTime())) return undefined
  const text = date.toISOString()
  return text.length === 24 ? text.slice(0, 10) : undefined
}
