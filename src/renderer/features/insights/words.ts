import { outputFormats } from '../../../shared/formats.ts'
import type { Subject, Unit } from '../../../shared/model/measure.ts'
import type { Cause } from '../../../shared/model/trend.ts'
import { formatBytes, formatCount, formatDecimal, formatDuration, formatPercent } from '../../format.ts'
import { currentLocale, t } from '../../i18n.ts'
import type { insights } from '../../locales/en/insights.ts'

type Operation = keyof typeof insights.operation
type Gauge = keyof typeof insights.gauge

const gap = '\u00a0'

/** A value with its unit, e.g. "1.2 s", "85 %", "3.4 GB". */
export function formatValue(value: number, unit: Unit, currency = 'EUR'): string {
  switch (unit) {
    case 'ms':
      return formatSpan(value)
    case 'percent':
      return formatPercent(value)
    case 'bytes':
      return formatBytes(value)
    case 'bytesPerSecond':
      return `${formatBytes(value)}/s`
    case 'perSecond':
      return `${formatDecimal(value)}/s`
    case 'celsius':
      return `${formatDecimal(value)}${gap}°C`
    case 'money':
      return formatMoney(value, currency)
    case 'kilowattHours':
      return value >= 0.1 ? `${significant(value)}${gap}kWh` : `${significant(1_000 * value)}${gap}Wh`
    case 'hours':
      return `${significant(value)}${gap}h`
    case 'days':
      return t('insights.days', { count: Math.round(value), n: formatCount(value) })
    case 'number':
      return Number.isInteger(value) ? formatCount(value) : significant(value)
  }
}

/** A span of time with three digits that count, where words like "0.2 s" would hide what changed: "69 ms", "1.23 s". */
function formatSpan(ms: number): string {
  const whole = Math.abs(ms)
  if (whole < 1_000) return `${significant(ms)}${gap}ms`
  return whole < 10_000 ? `${significant(ms / 1_000)}${gap}s` : formatDuration(ms)
}

/** An amount of money in the notation of the region. */
export function formatMoney(value: number, currency: string): string {
  return new Intl.NumberFormat(currentLocale(), { style: 'currency', currency }).format(value)
}

/** Three digits that count. */
export function significant(value: number): string {
  return new Intl.NumberFormat(currentLocale(), { maximumSignificantDigits: 3 }).format(value)
}

/** What a number is about, e.g. "Encoding AVIF, 1–4 MP", "Memory in use". */
export function subjectWords(subject: Subject): string {
  if (subject.type === 'resource') {
    const name = isGauge(subject.metric) ? t(`insights.gauge.${subject.metric}`) : subject.metric
    return subject.tag === '' ? name : t('insights.onDrive', { name, drive: subject.tag })
  }
  const { operation, kind, sizeClass } = subject
  const name = isOperation(operation) ? t(`insights.operation.${operation}`) : operation
  const what = [name, kindWords(kind)].filter(Boolean).join(' ')
  return sizeClass === '' ? what : `${what}, ${sizeClass.replace('-', '–').replace('MP', `${gap}MP`)}`
}

/** Why it may be, in a sentence. */
export function causeWords({ kind, before, after }: Cause): string {
  if (kind === 'throttled') return t('insights.cause.throttled')
  return t(`insights.cause.${kind}`, { before, after })
}

/** A day, given in epoch milliseconds; the history counts its days in UTC. */
export function formatDay(at: number): string {
  return new Intl.DateTimeFormat(currentLocale(), { dateStyle: 'medium', timeZone: 'UTC' }).format(at)
}

function kindWords(kind: string): string {
  const known = Object.entries(outputFormats).find(([format]) => format === kind)
  return known?.[1].label ?? kind
}

const operations: ReadonlySet<string> = new Set<Operation>([
  ...([
    'optimize',
    'probe',
    'preview',
    'query',
    'export',
    'import',
    'insight',
    'ipc',
    'window',
    'score',
  ] as const),
])
const gauges: ReadonlySet<string> = new Set<Gauge>([
  ...(['cpu_outside', 'cpu', 'memory', 'memory_own', 'temperature', 'disk_free'] as const),
])

function isOperation(name: string): name is Operation {
  return operations.has(name)
}
function isGauge(name: string): name is Gauge {
  return gauges.has(name)
}
