import prettyBytes from 'pretty-bytes'
import type { Unit } from '../../shared/model/measure.ts'

/** A value with its unit, in English: "1.2 s", "85 %", "3.4 GB". Money is a bare number. */
export function valueText(value: number, unit: Unit): string {
  if (unit === 'ms') return msText(value)
  if (unit === 'bytes') return prettyBytes(value)
  if (unit === 'bytesPerSecond') return `${prettyBytes(value)}/s`
  return `${numberText(value)}${suffixes[unit]}`
}

const suffixes: Readonly<Record<Exclude<Unit, 'ms' | 'bytes' | 'bytesPerSecond'>, string>> = {
  percent: ' %',
  perSecond: '/s',
  celsius: ' °C',
  kilowattHours: ' kWh',
  hours: ' h',
  days: ' days',
  money: '',
  number: '',
}

/** Three digits that count: "0.123", "1.23", "12.3", "1234". */
export function numberText(value: number): string {
  return Math.abs(value) >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3)))
}

function msText(ms: number): string {
  if (ms < 1_000) return `${numberText(ms)} ms`
  return ms < 60_000 ? `${numberText(ms / 1_000)} s` : `${numberText(ms / 60_000)} min`
}

/** "2026-11-24", in UTC as the history counts its days. */
export function dayText(at: number): string {
  return new Date(at).toISOString().slice(0, 10)
}

/** "23 %", without a sign. */
export function percentText(percent: number): string {
  return `${Math.round(Math.abs(percent))} %`
}
