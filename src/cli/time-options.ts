import { InvalidArgumentError } from 'commander'

const units = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const

/** A length of time such as `90s`, `10m`, `24h`, `7d` or `4w`, in milliseconds. */
export function parseLength(value: string): number {
  const [, number, unit] = /^(\d{1,6})([smhdw])$/.exec(value.trim().toLowerCase()) ?? []
  const ms = unit === undefined ? undefined : units[unit as keyof typeof units]
  if (ms !== undefined && Number(number) > 0) return Number(number) * ms
  throw new InvalidArgumentError('Write a length of time as in 90s, 10m, 24h, 7d or 4w.')
}

/** A moment: a date such as 2026-11-24 or 2026-11-24T10:00, in epoch milliseconds. */
export function parseMoment(value: string): number {
  const at = /^\d{4}-\d{2}-\d{2}/.test(value) ? Date.parse(value) : Number.NaN
  if (Number.isFinite(at)) return at
  throw new InvalidArgumentError('Write a date as in 2026-11-24 or 2026-11-24T10:00.')
}
