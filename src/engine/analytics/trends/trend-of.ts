import type { MeasuredPoint } from '../../../shared/model/measure.ts'
import type { Cause, ChangePoint, Trend } from '../../../shared/model/trend.ts'
import type { Series } from '../series.ts'
import { mannKendall } from '../statistics/mann-kendall.ts'
import { theilSen } from '../statistics/theil-sen.ts'
import { badDirection, keyOf, nameOf, unitOf } from '../subjects.ts'
import { dayText, percentText, valueText } from '../words.ts'
import { levelChanges } from './level-changes.ts'

const dayMs = 86_400_000
/**
 * Days with values that a trend needs. With ten the normal approximation of Mann–Kendall's test begins to hold (Gilbert
 * 1987, ch. 16.4.2); two weeks also have two weekends in them.
 */
export const leastDays = 14
/** Recorded values behind all of these days. */
const leastValues = 100
/** A median of fewer operations says more about the images than about the machine; such days are left out. */
const leastOfDay = 5
/** Of series without a trend one in a hundred is called one: dozens are looked at. */
const significance = 0.01
/** Percent over the whole range; less is real perhaps, but nobody has to know. */
const leastChangePercent = 5

export type TrendRange = { readonly from: number; readonly to: number }

/**
 * How a daily series moved.
 *
 * @param causesAt - What changed at about a time.
 */
export function trendOf(
  { subject, points }: Series,
  range: TrendRange,
  causesAt: (at: number) => readonly Cause[],
): Trend {
  const usable = subject.type === 'operation' ? points.filter(({ count }) => count >= leastOfDay) : points
  const values = usable.reduce((sum, { count }) => sum + count, 0)
  const unit = unitOf(subject)
  const name = nameOf(subject)
  const common = {
    id: keyOf(subject),
    subject,
    unit,
    ...range,
    points: [...usable],
    days: usable.length,
    values,
  }
  if (usable.length < leastDays || values < leastValues) {
    const have = `${usable.length} days with ${values} values`
    return {
      ...common,
      ...nothing,
      verdict: 'too-few',
      message: `${name}: ${have} are too few to speak of a trend; it takes ${leastDays} with ${leastValues}.`,
    }
  }
  const x = usable.map(({ at }) => (at - range.from) / dayMs)
  const y = usable.map(({ value }) => value)
  const plain = mannKendall(y)
  const rough = theilSen(x, y, plain.variance)
  const fitted = x.map((day) => rough.intercept + rough.slope * day)
  const steps = levelChanges(y, fitted)
  const residuals = y.map((value, index) => value - levelAt(index, y, fitted, steps))
  const test = mannKendall(y, residuals)
  const { slope, low, high, intercept } = theilSen(x, y, test.variance)
  const line = { start: intercept + slope * (x[0] ?? 0), end: intercept + slope * (x.at(-1) ?? 0) }
  const changePercent = line.start === 0 ? 0 : (100 * (line.end - line.start)) / Math.abs(line.start)
  const moves = test.pValue < significance && Math.abs(changePercent) >= leastChangePercent
  const verdict = moves ? (slope > 0 ? ('rising' as const) : ('falling' as const)) : ('steady' as const)
  const changePoints = steps.map(({ index, before, after, pValue }): ChangePoint => {
    const at = usable[index]?.at ?? range.from
    const changed = before === 0 ? 0 : (100 * (after - before)) / Math.abs(before)
    return { at, before, after, changePercent: changed, pValue, causes: [...causesAt(at)] }
  })
  const trend: Trend = {
    ...common,
    verdict,
    meaning: moves ? (slope * badDirection(subject) > 0 ? 'worse' : 'better') : 'neutral',
    slopePerDay: slope,
    slopeLow: low,
    slopeHigh: high,
    changePercent,
    pValue: test.pValue,
    line,
    changePoints,
    message: '',
  }
  return { ...trend, message: messageOf(trend, name, usable) }
}

const nothing = {
  ...({ meaning: 'neutral', slopePerDay: null, slopeLow: null, slopeHigh: null } as const),
  ...{ changePercent: null, pValue: null, line: null },
  changePoints: [],
}

/** What is left after trend or levels were taken away is what days have in common with their neighbours. */
function levelAt(
  index: number,
  values: readonly number[],
  fitted: readonly number[],
  steps: ReturnType<typeof levelChanges>,
): number {
  if (steps.length === 0) return fitted[index] ?? 0
  const last = steps.filter((step) => step.index <= index).at(-1)
  return last?.after ?? steps[0]?.before ?? values[index] ?? 0
}

function messageOf(trend: Trend, name: string, points: readonly MeasuredPoint[]): string {
  const { verdict, changePercent, line, unit, changePoints } = trend
  const step = changePoints.at(-1)
  if (step !== undefined) {
    const way = step.after > step.before ? 'rose' : 'fell'
    const values = `from ${valueText(step.before, unit)} to ${valueText(step.after, unit)}`
    const why = step.causes[0] === undefined ? '' : ` ${step.causes[0].message}`
    return `${name} ${way} by ${percentText(step.changePercent)} on ${dayText(step.at)}, ${values}.${why}`
  }
  const first = dayText(points[0]?.at ?? trend.from)
  if (verdict === 'steady' || line === null) return `${name} has been steady since ${first}.`
  const way = verdict === 'rising' ? 'risen' : 'fallen'
  const values = `from ${valueText(line.start, unit)} to ${valueText(line.end, unit)}`
  return `${name} has ${way} by ${percentText(changePercent ?? 0)} since ${first}, ${values}.`
}
