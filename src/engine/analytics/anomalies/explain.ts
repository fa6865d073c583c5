import { median } from 'simple-statistics'
import type { MeasuredPoint } from '../../../shared/model/measure.ts'
import type { Cause } from '../../../shared/model/trend.ts'
import { changesNear } from '../causes.ts'
import type { ChangeEntry } from '../change-log.ts'
import type { Series } from '../series.ts'
import { keyOf } from '../subjects.ts'
import { percentText, valueText } from '../words.ts'
import { baselineMs, type Excursion } from './watch-series.ts'

export type Surroundings = {
  /** All series of the time and of four weeks before it. */
  readonly series: readonly Series[]
  readonly changes: readonly ChangeEntry[]
}

/** Points of the machine by which a gauge must be above what is usual to explain anything. */
const least = { cpu_outside: 15, memory: 15, temperature: 6 } as const
/** Points above the usual at which a gauge explains all of it. */
const full = { cpu_outside: 50, memory: 30, temperature: 15 } as const
/** Share of the time in which images were held back, from which on that explains anything. */
const leastThrottled = 0.1
const hourMs = 3_600_000

/** What else was different at the time of an event, the likeliest explanation first. */
export function explain(event: readonly Excursion[], { series, changes }: Surroundings): Cause[] {
  const from = Math.min(...event.map((one) => one.from))
  const to = Math.max(...event.map((one) => one.to))
  const span = { from: Math.max(...event.map((one) => one.after)), to: from + hourMs }
  const gauge = (metric: string) =>
    series.find(({ subject }) => subject.type === 'resource' && subject.metric === metric)?.points ?? []
  const hours = new Set(event.flatMap((one) => [...one.hours]))
  const usualHours = hoursBefore(event, series)
  const causes = [
    raised('outside-load', 'cpu_outside', gauge('cpu_outside'), hours, usualHours),
    raised('memory-pressure', 'memory', gauge('memory'), hours, usualHours),
    raised('temperature', 'temperature', gauge('temperature'), hours, usualHours),
    throttled(changes, { from, to }),
    ...changesNear(changes, span.from < span.to ? span : { from: from - hourMs, to: from + hourMs }),
  ]
  return causes.flatMap((cause) => cause ?? []).sort((a, b) => b.confidence - a.confidence)
}

/** The hours of the four weeks before, in which the same things ran: a machine that works is warmer than one that idles. */
function hoursBefore(event: readonly Excursion[], series: readonly Series[]): Set<number> {
  const keys = new Set(event.map(({ subject }) => keyOf(subject)))
  const from = Math.min(...event.map((one) => one.from))
  const own = series.filter(({ subject }) => subject.type === 'operation' && keys.has(keyOf(subject)))
  const alike = own.length > 0 ? own : series.filter(({ subject }) => keys.has(keyOf(subject)))
  const times = alike.flatMap(({ points }) => points.map(({ at }) => at))
  return new Set(times.filter((at) => at >= from - baselineMs && at < from))
}

type Range = { readonly from: number; readonly to: number }

const sentences = {
  'outside-load': (value: string, usual: string) =>
    `Other programs used ${value} of the CPU, usually ${usual}.`,
  'memory-pressure': (value: string, usual: string) => `${value} of the memory was in use, usually ${usual}.`,
  temperature: (value: string, usual: string) => `The processor was at ${value}, usually ${usual}.`,
} as const

function raised(
  kind: keyof typeof sentences,
  metric: keyof typeof least,
  points: readonly MeasuredPoint[],
  hours: ReadonlySet<number>,
  usualHours: ReadonlySet<number>,
): Cause | undefined {
  const from = Math.min(...hours)
  const during = points.filter(({ at }) => hours.has(at))
  const before = points.filter(({ at }) => usualHours.has(at))
  if (during.length === 0 || before.length === 0) return undefined
  const value = median(during.map((point) => point.value))
  const usual = median(before.map((point) => point.value))
  const above = value - usual
  if (above < least[metric]) return undefined
  const unit = metric === 'temperature' ? 'celsius' : 'percent'
  return {
    kind,
    at: from,
    before: valueText(usual, unit),
    after: valueText(value, unit),
    // What is measured at the time says more than what was changed some time before.
    confidence: Math.min(0.99, 0.6 + (0.39 * above) / full[metric]),
    message: sentences[kind](valueText(value, unit), valueText(usual, unit)),
  }
}

function throttled(changes: readonly ChangeEntry[], { from, to }: Range): Cause | undefined {
  const held = changes.flatMap((entry) => (entry.kind === 'throttled' ? [entry] : []))
  const shares = new Map<string, number>()
  for (const { at, to: end, reason } of held) {
    const ms = Math.max(0, Math.min(to, end) - Math.max(from, at))
    shares.set(reason, (shares.get(reason) ?? 0) + ms / (to - from))
  }
  const [reason, share] = [...shares].sort((a, b) => b[1] - a[1])[0] ?? ['', 0]
  if (share < leastThrottled) return undefined
  const during = percentText(100 * Math.min(1, share))
  return {
    kind: 'throttled',
    at: from,
    before: '',
    after: reason,
    confidence: Math.min(0.8, 0.4 + share / 2),
    message: `Whittle held images back for ${during} of that time, because of the ${reasons[reason] ?? reason}.`,
  }
}

const reasons: Readonly<Record<string, string>> = {
  cpu: 'load of other programs',
  memory: 'memory of the machine',
  budget: 'memory budget',
  quiet: 'Quiet mode',
}
