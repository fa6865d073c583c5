import type { Anomaly, Deviation } from '../../../shared/model/anomaly.ts'
import type { Subject } from '../../../shared/model/measure.ts'
import type { Cause } from '../../../shared/model/trend.ts'
import { keyOf, nameOf, unitOf } from '../subjects.ts'
import { numberText, valueText } from '../words.ts'
import { type Expectation, isCovered, isExpectedHour } from './expectations.ts'
import { explain, type Surroundings } from './explain.ts'
import { group } from './group.ts'
import { type Excursion, watchSeries } from './watch-series.ts'

/** From so many times the usual value, or so many spreads away, it is a warning rather than a notice. */
const warning = { factor: 2, spreads: 10 }

/**
 * The times in which operations or the machine were far from what is usual, newest first; those that have one cause in
 * common are one. What a person called expected is left out where it happens again, and marked where it was called so.
 */
export function findAnomalies(
  surroundings: Surroundings,
  expectations: readonly Expectation[] = [],
): Anomaly[] {
  const excursions = surroundings.series.flatMap((series) =>
    watchSeries(series, (subject, at) => isExpectedHour(expectations, subject, at)),
  )
  const events = joinedByCause(group(excursions), surroundings)
  const told = expectations.map(({ anomaly }) => anomaly)
  return [...events.filter((event) => !isCovered(expectations, event)), ...told].sort(
    (a, b) => b.from - a.from,
  )
}

/** Groups that lie on each other and have the same explanation are one event after all. */
function joinedByCause(groups: readonly (readonly Excursion[])[], surroundings: Surroundings): Anomaly[] {
  const events = groups.map((members) => ({ members: [...members], causes: explain(members, surroundings) }))
  const joined: typeof events = []
  for (const event of events) {
    const kind = event.causes[0]?.kind
    const home = joined.find(
      ({ members, causes }) =>
        kind !== undefined && causes[0]?.kind === kind && overlap(members, event.members),
    )
    if (home === undefined) joined.push(event)
    else home.members.push(...event.members)
  }
  return joined
    .filter(({ members }) => members.some(({ subject }) => !isOthersLoad(subject)))
    .map(({ members, causes }) => anomalyOf(members, causes))
}

/** What other programs do is theirs, as long as nothing of ours becomes slow. */
const isOthersLoad = (subject: Subject): boolean =>
  subject.type === 'resource' && subject.metric === 'cpu_outside'

const overlap = (a: readonly Excursion[], b: readonly Excursion[]): boolean =>
  a.some((one) => b.some((other) => one.from < other.to && other.from < one.to))

function anomalyOf(event: readonly Excursion[], causes: Cause[]): Anomaly {
  const deviations = event.map(deviationOf).sort((a, b) => b.spreads - a.spreads)
  const [first] = event
  const from = beginOf(event)
  const severe = deviations.some(
    ({ factor, spreads }) => factor >= warning.factor && spreads >= warning.spreads,
  )
  return {
    // Its first hour and what was off first: both stay as they are while it goes on.
    id: `${new Date(from).toISOString().slice(0, 13)}/${first === undefined ? '' : keyOf(first.subject)}`,
    from,
    to: Math.max(...event.map((one) => one.to)),
    ongoing: event.some((one) => one.ongoing),
    expected: false,
    severity: severe ? 'warning' : 'notice',
    deviations,
    causes,
    message: messageOf(deviations, causes),
  }
}

/** When a quarter of what is off was off: one that had a bad hour the day before does not make it begin then. */
function beginOf(event: readonly Excursion[]): number {
  const begins = event.map((one) => one.from).sort((a, b) => a - b)
  return begins[Math.floor(begins.length / 4)] ?? 0
}

function deviationOf(one: Excursion): Deviation {
  const { subject, usual, spread, usualHours, observed, points } = one
  return {
    ...{ subject, usual, spread, usualHours, observed },
    unit: unitOf(subject),
    factor: usual === 0 ? 1 : observed / usual,
    spreads: spread === 0 ? 0 : Math.abs(observed - usual) / spread,
    points: [...points],
  }
}

function messageOf(deviations: readonly Deviation[], causes: readonly Cause[]): string {
  const slow = deviations.filter(({ subject }) => subject.type === 'operation')
  const [first] = slow.length > 0 ? slow.toSorted((a, b) => b.factor - a.factor) : deviations
  if (first === undefined) return ''
  const { subject, usual, observed, unit, factor } = first
  const times =
    subject.type === 'operation'
      ? `took ${numberText(factor)} times as long as usual`
      : 'was far from what is usual'
  const others = slow.length > 1 ? ` and ${slow.length - 1} more` : ''
  const values = `${valueText(observed, unit)} instead of ${valueText(usual, unit)}`
  const why = causes[0] === undefined ? '' : ` ${causes[0].message}`
  return `${nameOf(subject)}${others} ${times}: ${values}.${why}`
}
