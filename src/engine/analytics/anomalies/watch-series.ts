import { median } from 'simple-statistics'
import type { MeasuredPoint, Subject } from '../../../shared/model/measure.ts'
import type { Series } from '../series.ts'
import { robustSpread } from '../statistics/spread.ts'
import { badDirection } from '../subjects.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs

/** A time in which one series was far from what is usual. */
export type Excursion = {
  readonly subject: Subject
  /** The last hour that was as usual, if there was one; it began to move after that. */
  readonly after: number
  readonly from: number
  /** End of its last hour. */
  readonly to: number
  /** The last hour on record is part of it. */
  readonly ongoing: boolean
  readonly usual: number
  readonly spread: number
  readonly usualHours: number
  readonly observed: number
  /** The starts of its hours. */
  readonly hours: ReadonlySet<number>
  readonly points: readonly MeasuredPoint[]
}

/** What is usual is learned from so far back. */
export const baselineMs = 28 * dayMs
/** Hours with values that must be known before anything is judged. */
const leastBaseline = 24
/** Of a gauge the same hour of the day and its neighbours, on the same kind of day, are what is usual. */
const leastSeasonal = 12
/**
 * One-sided CUSUM (Page 1954, *Biometrika* 41:100–115) in robust standard deviations: an hour counts by what it is above
 * `slack`, at most `most` of it, and together they must reach `alarm`. So no hour alone raises anything, however far
 * off, and three do at the least; of normal values such a sum is reached once in millions of hours.
 */
const cusum = { slack: 1, most: 3, alarm: 8 } as const
/** An hour is as usual again below this, and the time is over after so many of them in a row. */
const calm = { spreads: 2, hours: 3 } as const
/** Hours with values further apart than this have nothing to do with each other. */
const longestGapMs = 3 * dayMs
/** The same again within this, at about the same level, is the same. */
const again = { ms: 3 * dayMs, within: 0.2 } as const
/** After so many hours off, over at least five days, it is the new usual: trends show it as a change of level. */
const acceptedAfter = { hours: 30, ms: 5 * dayMs }
/** A median of fewer operations says more about the images than about the machine. */
const leastOperations = 5

type Judged = {
  readonly point: MeasuredPoint
  readonly usual: number
  readonly spread: number
  readonly hours: number
  /** How far it is off in the direction that is bad news, in spreads. */
  readonly off: number
}

/**
 * Follows a series hour by hour and tells the times in which it was off: further from the median of the last four
 * weeks than its robust spread makes plausible, by enough to matter, for hours on end, and in the direction that is bad
 * news. What was off is not learned from, unless it stays.
 *
 * @param isExpected - Hours of which a person said that they are as they should be; they count as usual.
 */
export function watchSeries(
  { subject, points }: Series,
  isExpected: (subject: Subject, at: number) => boolean = () => false,
): Excursion[] {
  const limit = limitOf(subject)
  if (limit === undefined) return []
  const isOperation = subject.type === 'operation'
  const usable = isOperation ? points.filter(({ count }) => count >= leastOperations) : points
  const watcher = new Watcher(usable[0]?.at ?? 0)
  for (const point of usable) {
    const hour = hourOf(point)
    const baseline = baselineOf(isOperation, watcher.usual, hour)
    const judged = baseline === undefined ? undefined : judge(limit, point, baseline, badDirection(subject))
    watcher.see(hour, judged === undefined || isExpected(subject, point.at) ? undefined : judged)
  }
  return watcher
    .end()
    .filter((run) => matters(run.hours, limit))
    .map((run) => excursionOf(subject, run, usable))
}

type Run = { hours: Judged[]; after: number; ongoing: boolean }

/** The hours that are usual, and the runs of those that are not. */
class Watcher {
  usual: Hour[] = []
  readonly #runs: Run[] = []
  #run: Judged[] = []
  /** Hours since the last one that was off; they belong to neither yet. */
  #calm: Hour[] = []
  #sum = 0
  #alarmed = false
  #usualAt: number

  constructor(start: number) {
    this.#usualAt = start
  }

  see(hour: Hour, judged: Judged | undefined): void {
    const last = this.#run.at(-1)?.point.at
    if (last !== undefined && hour.point.at - last > longestGapMs) this.#close(false)
    const off = judged?.off ?? 0
    // An hour as usual counts against it once more, so that a hiccup on the day before is no beginning.
    const short = Math.max(0, calm.spreads - off)
    this.#sum = Math.max(0, this.#sum + Math.min(cusum.most, off - cusum.slack) - short)
    if (judged === undefined || off < calm.spreads) {
      this.#calm.push(hour)
      if (this.#run.length === 0 || this.#calm.length >= calm.hours || this.#sum === 0) this.#close(false)
    } else {
      this.#run.push(judged)
      this.#calm = []
      if (this.#sum >= cusum.alarm && !this.#alarmed) this.#raise()
      if (this.#alarmed && isAccepted(this.#run)) this.#accept()
    }
    const kept = this.usual.findIndex(({ point }) => point.at >= hour.point.at - baselineMs)
    if (kept > 0) this.usual.splice(0, kept)
  }

  end(): Run[] {
    this.#close(true)
    return this.#runs
  }

  #raise(): void {
    this.#alarmed = true
    const last = this.#runs.at(-1)
    if (last === undefined || !isAgain(last.hours, this.#run)) return
    this.#runs.pop()
    this.#run.unshift(...last.hours)
    this.#usualAt = last.after
  }

  /** What was unusual for so long is what is usual now. */
  #accept(): void {
    const level = this.#run.map(({ point }) => hourOf(point))
    this.#close(false)
    this.usual = level
  }

  #close(ongoing: boolean): void {
    if (this.#alarmed) this.#runs.push({ hours: this.#run, after: this.#usualAt, ongoing })
    // Hours that were off for too short a time were a hiccup; they are part of what is usual.
    else this.usual.push(...this.#run.map(({ point }) => hourOf(point)))
    this.usual.push(...this.#calm)
    this.#usualAt = this.#calm.at(-1)?.point.at ?? this.#run.at(-1)?.point.at ?? this.#usualAt
    this.#run = []
    this.#calm = []
    this.#sum = 0
    this.#alarmed = false
  }
}

function isAgain(before: readonly Judged[], now: readonly Judged[]): boolean {
  const gap = (now[0]?.point.at ?? 0) - (before.at(-1)?.point.at ?? 0)
  const levels = [before, now].map((hours) => median(hours.map(({ point }) => point.value)))
  const [first = 0, second = 0] = levels
  return gap <= again.ms && Math.abs(first - second) <= again.within * Math.max(first, second)
}

/** An hour with its place in the week. */
type Hour = { readonly point: MeasuredPoint; readonly hour: number; readonly weekend: boolean }

function hourOf(point: MeasuredPoint): Hour {
  const date = new Date(point.at)
  return { point, hour: date.getHours(), weekend: date.getDay() === 0 || date.getDay() === 6 }
}

type Baseline = {
  readonly usual: number
  readonly spread: number
  readonly hours: number
  /** Values behind an hour. */
  readonly count: number
}

function baselineOf(isOperation: boolean, usual: readonly Hour[], hour: Hour): Baseline | undefined {
  if (usual.length < leastBaseline) return undefined
  const alike = isOperation ? usual : usual.filter((one) => isAlike(one, hour))
  if (alike.length < leastSeasonal) return undefined
  const { median: middle, spread } = robustSpread(alike.map(({ point }) => point.value))
  const count = median(alike.map(({ point }) => point.count))
  return { usual: middle, spread, hours: alike.length, count }
}

/** Machines have working hours, and those differ at weekends. */
function isAlike(a: Hour, b: Hour): boolean {
  const apart = Math.abs(a.hour - b.hour)
  return a.weekend === b.weekend && Math.min(apart, 24 - apart) <= 1
}

/** What has to be exceeded to matter, beside the spread, and a floor under the spread for series that hardly move. */
type Limit = {
  /** Above the usual value: a share of it, and at least so much. */
  readonly share: number
  readonly least: number
  /** Below this nothing is off, whatever is usual. */
  readonly from: number
  readonly floorShare: number
  readonly floor: number
}

/** A quarter slower, and by enough that a person could notice. */
const operationLimit: Limit = { share: 0.25, least: 5, from: 0, floorShare: 0.05, floor: 0 }

/**
 * Percent of the machine. What other programs use is theirs to use while half of the machine is left; memory is short
 * near the threshold from which on no image is started.
 */
const gaugeLimits: Readonly<Record<string, Limit>> = {
  cpu_outside: { share: 0, least: 25, from: 50, floorShare: 0, floor: 3 },
  memory: { share: 0, least: 15, from: 80, floorShare: 0, floor: 2 },
}

/**
 * Other gauges are only looked at to explain: how warm the processor is and what Whittle holds follow from what it is
 * given to do, and free space is a matter of trends.
 */
function limitOf(subject: Subject): Limit | undefined {
  return subject.type === 'operation' ? operationLimit : gaugeLimits[subject.metric]
}

function judge(
  limit: Limit,
  point: MeasuredPoint,
  baseline: Baseline,
  direction: 1 | -1,
): Judged | undefined {
  const { usual, hours, count } = baseline
  const floor = Math.max(baseline.spread, Math.abs(usual) * limit.floorShare, limit.floor)
  // The error of a median goes with the root of how many values it is of.
  const spread = floor * Math.sqrt(Math.max(1, count / Math.max(1, point.count)))
  if (point.value < limit.from) return undefined
  return { point, usual, spread, hours, off: (direction * (point.value - usual)) / spread }
}

/** Whether what was observed is far enough from what is usual for a person to care. */
function matters(run: readonly Judged[], { share, least }: Limit): boolean {
  const usual = median(run.map((one) => one.usual))
  const observed = median(run.map(({ point }) => point.value))
  return Math.abs(observed - usual) >= Math.max(least, share * Math.abs(usual))
}

function isAccepted(run: readonly Judged[]): boolean {
  const first = run[0]?.point.at ?? 0
  const last = run.at(-1)?.point.at ?? 0
  return run.length >= acceptedAfter.hours && last - first >= acceptedAfter.ms
}

function excursionOf(
  subject: Subject,
  { hours, after, ongoing }: Run,
  all: readonly MeasuredPoint[],
): Excursion {
  const from = hours[0]?.point.at ?? 0
  const to = (hours.at(-1)?.point.at ?? 0) + hourMs
  const around = all.filter(({ at }) => at >= from - dayMs / 2 && at < to + dayMs / 2)
  return {
    ...{ subject, after, from, to, ongoing },
    usual: median(hours.map((one) => one.usual)),
    spread: median(hours.map((one) => one.spread)),
    usualHours: hours[0]?.hours ?? 0,
    observed: median(hours.map(({ point }) => point.value)),
    hours: new Set(hours.map(({ point }) => point.at)),
    points: around.length > mostPoints ? thinned(around) : around,
  }
}

const mostPoints = 96

function thinned(points: readonly MeasuredPoint[]): MeasuredPoint[] {
  const step = Math.ceil(points.length / mostPoints)
  return points.filter((_, index) => index % step === 0)
}
