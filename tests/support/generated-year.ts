import { median } from 'simple-statistics'
import type { ChangeEntry } from '../../src/engine/analytics/change-log.ts'
import type { Series } from '../../src/engine/analytics/series.ts'
import type { MeasuredPoint, Subject } from '../../src/shared/model/measure.ts'
import type { Cause } from '../../src/shared/model/trend.ts'
import { normal } from './normal.ts'
import { type Random, seeded } from './random.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const days = 365
/** What is usual has to be learned first. */
const firstDay = 35

type Kind = 'busy' | 'hot' | 'memory' | 'mode' | 'one-class' | 'versions'

/** Something that happened, and how it shows. */
export type Planted = {
  readonly kind: Kind
  readonly from: number
  /** Of a change that stays: when it has become the usual. */
  readonly to: number
  /** Operations that it makes slower, and by how much. */
  readonly affects: (subject: Subject) => boolean
  readonly factor: number
  readonly cause: Cause['kind'] | undefined
}

export type Year = {
  readonly series: readonly Series[]
  readonly changes: readonly ChangeEntry[]
  readonly planted: readonly Planted[]
}

const operation = (name: string, kind: string, sizeClass: string): Subject => ({
  ...({ type: 'operation', operation: name, kind, sizeClass } as const),
})
const classes: readonly { subject: Subject; ms: number; most: number }[] = [
  { subject: operation('optimize', 'avif', '<1MP'), ms: 260, most: 60 },
  { subject: operation('optimize', 'avif', '1-4MP'), ms: 900, most: 40 },
  { subject: operation('optimize', 'webp', '<1MP'), ms: 70, most: 60 },
  { subject: operation('optimize', 'webp', '1-4MP'), ms: 240, most: 40 },
  { subject: operation('optimize', 'jpeg', '<1MP'), ms: 25, most: 60 },
  { subject: operation('optimize', 'jpeg', '1-4MP'), ms: 85, most: 40 },
  { subject: operation('preview', 'jpeg', '4-16MP'), ms: 60, most: 30 },
  { subject: operation('query', 'operation_duration', ''), ms: 12, most: 20 },
]

/**
 * A year of a machine on which images are optimized in working hours, hour by hour, as the history gives it back. On
 * quiet days there is: images that differ from batch to batch, operations that take five times as long for no reason,
 * hours in which everything is slow once, other programs that come and go, and warmer and cooler weeks.
 *
 * @param planted - With some thirty events on top, of six kinds.
 */
export function generateYear(seed: number, planted: boolean): Year {
  const random = seeded(seed)
  const draw = normal(seed + 1)
  const start = new Date(2025, 0, 6).getTime()
  const active = activeHours(start, random)
  const events = planted ? plant(active, random) : []
  const at = (kind: Kind, time: number) =>
    events.find((event) => event.kind === kind && time >= event.from && time < event.to)

  const gauges = {
    cpu: [] as MeasuredPoint[],
    memory: [] as MeasuredPoint[],
    temperature: [] as MeasuredPoint[],
  }
  const points = classes.map((): MeasuredPoint[] => [])
  let hiccup = 0
  for (let hour = 0; hour < days * 24; hour += 1) {
    const time = start + hour * hourMs
    const date = new Date(time)
    const working = date.getDay() % 6 !== 0 && date.getHours() >= 8 && date.getHours() < 19
    hiccup = hiccup > 0 ? hiccup - 1 : random.int(1, 120) === 1 ? random.int(1, 2) : 0
    const others = (working ? 12 : 3) * Math.exp(0.5 * draw()) + (hiccup > 0 ? random.int(40, 60) : 0)
    const cpu = at('busy', time) === undefined ? Math.min(95, others) : random.int(70, 95)
    const memory = at('memory', time) === undefined ? (working ? 55 : 45) + 3 * draw() : random.int(90, 97)
    const season = 4 * Math.sin((2 * Math.PI * hour) / (24 * days))
    const warm = 42 + season + 0.25 * cpu + 1.5 * draw() + (active.has(time) ? 8 : 0)
    const temperature = warm + (at('hot', time) === undefined ? 0 : random.int(18, 25))
    const add = (list: MeasuredPoint[], value: number) => list.push({ at: time, value, count: 3_600 })
    add(gauges.cpu, cpu)
    add(gauges.memory, memory)
    add(gauges.temperature, temperature)
    if (!active.has(time)) continue
    // The images of an hour have something in common, whatever is made of them.
    const images = Math.exp(0.06 * draw())
    const load = 1 + 0.004 * Math.min(cpu, 60)
    for (const [index, { subject, ms, most }] of classes.entries()) {
      const count = random.int(0, most)
      if (count === 0) continue
      const slower = events
        .filter((event) => time >= event.from && (event.kind === 'versions' || time < event.to))
        .filter(({ affects }) => affects(subject))
        .reduce((product, { factor }) => product * factor, 1)
      const durations = Array.from({ length: count }, () => {
        const wild = random.int(1, 50) === 1 ? 5 : 1
        return ms * images * load * slower * wild * Math.exp(0.35 * draw())
      })
      points[index]?.push({ at: time, value: median(durations), count })
    }
  }
  const gauge = (metric: string, list: MeasuredPoint[]): Series => ({
    subject: { type: 'resource', metric, tag: '' },
    points: list,
  })
  return {
    series: [
      ...classes.map(({ subject }, index) => ({ subject, points: points[index] ?? [] })),
      gauge('cpu_outside', gauges.cpu),
      gauge('memory', gauges.memory),
      gauge('temperature', gauges.temperature),
    ],
    changes: events.flatMap(changesOf),
    planted: events,
  }
}

/** Hours in which images are made: parts of most working days, and now and then of a weekend. */
function activeHours(start: number, random: Random): Set<number> {
  const found = new Set<number>()
  for (let day = 0; day < days; day += 1) {
    const midnight = new Date(start)
    midnight.setDate(midnight.getDate() + day)
    const weekend = midnight.getDay() % 6 === 0
    if (random.int(1, 100) > (weekend ? 15 : 85)) continue
    const from = random.int(8, 14)
    const hours = random.int(2, 6)
    for (let hour = from; hour < from + hours; hour += 1) found.add(start + (day * 24 + hour) * hourMs)
  }
  return found
}

const everything = (subject: Subject): boolean => subject.type === 'operation'
const ofFormat = (format: string) => (subject: Subject) =>
  subject.type === 'operation' && subject.kind === format && subject.operation === 'optimize'

function plant(active: ReadonlySet<number>, random: Random): Planted[] {
  const hours = [...active].sort((a, b) => a - b)
  const start = hours[0] ?? 0
  const events: Planted[] = []
  let next = start + firstDay * dayMs
  const kinds: readonly Kind[] = ['busy', 'hot', 'memory', 'mode', 'one-class', 'busy', 'versions']
  for (let index = 0; ; index += 1) {
    const first = hours.findIndex((hour) => hour >= next)
    const kind = kinds[index % kinds.length] ?? 'busy'
    // A person notices nothing that lasts for an hour in which hardly anything ran.
    const lasts = kind === 'busy' || kind === 'memory' ? random.int(4, 8) : random.int(8, 14)
    const last = hours[first + lasts]
    const from = hours[first]
    if (from === undefined || last === undefined) return events
    events.push(eventOf(kind, from, last + hourMs, random))
    next = last + random.int(kind === 'versions' ? 20 : 6, kind === 'versions' ? 22 : 9) * dayMs
  }
}

function eventOf(kind: Kind, from: number, to: number, random: Random): Planted {
  const between = (low: number, high: number) => random.int(low * 100, high * 100) / 100
  switch (kind) {
    case 'busy':
      return { kind, from, to, affects: everything, factor: between(1.6, 2.5), cause: 'outside-load' }
    case 'hot':
      return { kind, from, to, affects: everything, factor: between(1.4, 1.7), cause: 'temperature' }
    case 'memory':
      return { kind, from, to, affects: everything, factor: between(1.5, 2.2), cause: 'memory-pressure' }
    case 'mode':
      return { kind, from, to, affects: everything, factor: between(1.5, 1.9), cause: 'mode' }
    case 'one-class':
      return { kind, from, to, affects: ofFormat('webp'), factor: between(1.6, 2.2), cause: undefined }
    case 'versions':
      // It stays; after three weeks nobody calls it unusual any more.
      return { kind, from, to: from + 21 * dayMs, affects: ofFormat('avif'), factor: 1.5, cause: 'versions' }
  }
}

function changesOf({ kind, from, to }: Planted, index: number): ChangeEntry[] {
  if (kind === 'versions') {
    const aom = (version: number) => ({ aom: `3.${version}` })
    return [{ kind, at: from - 60_000, before: aom(index), after: aom(index + 1) }]
  }
  if (kind !== 'mode') return []
  return [
    { kind, at: from - 60_000, before: 'balanced', after: 'quiet' },
    { kind, at: to, before: 'quiet', after: 'balanced' },
  ]
}
