import { median, quantileSorted } from 'simple-statistics'
import type { MeasuredPoint } from '../../../../shared/model/measure.ts'
import type { EvidenceKind } from '../../../../shared/model/recommendation.ts'
import { percentText } from '../../words.ts'
import { type Advice, type Facts, sum } from '../facts.ts'
import { meetings } from '../meetings.ts'

/** Hours of work that must be on record. */
const leastHours = 5
/** Percent of the CPU below which images could have been made in what was left. */
const idleBelow = 75
const fullyUsed = 95

/** A fixed number of images at once that leaves the cores idle while images wait. */
export function concurrency(facts: Facts): Advice[] {
  const { settings, cores } = facts
  const fixed = settings.concurrency > 0
  if (!fixed || settings.mode === 'quiet') return []
  const waiting = hoursWhere(facts, ({ busy, queued }) => queued >= 1 && busy >= 0.5)
  const cpu = waiting.map(({ at }) => valueAt(facts, 'cpu', at)).flatMap((value) => value ?? [])
  const memory = waiting.map(({ at }) => valueAt(facts, 'memory', at)).flatMap((value) => value ?? [])
  if (cpu.length < leastHours || median(cpu) >= idleBelow || median(memory) >= idleBelow) return []
  const used = median(cpu)
  // What idles at most, less what is never to be had: images also wait for disks.
  const idle = 100 * (1 - used / fullyUsed)
  return [
    {
      ...{ id: 'concurrency', rule: 'concurrency', group: 'performance', object: '' },
      title: 'Let Whittle choose how many images are made at once.',
      reason:
        `At most ${settings.concurrency} are made at once on ${cores} cores. While images waited, only ` +
        `${percentText(used)} of the CPU was used (${cpu.length} hours).`,
      facts: { concurrency: settings.concurrency, cores, cpu: used, hours: cpu.length },
      evidence: [
        history(facts, 'cpu-waiting', 'CPU while images waited', used, 'percent', 'cpu'),
        history(facts, 'memory-waiting', 'Memory in use at the time', median(memory), 'percent', 'memory'),
      ],
      gain: {
        ...{ what: 'time', unit: 'percent', per: 'batch' },
        amount: { low: 0.3 * idle, expected: 0.6 * idle, high: idle },
      },
      risk: {
        level: 'low',
        message: 'A batch takes more of the machine; memory budget and mode still hold.',
      },
      action: { type: 'settings', patch: { concurrency: 0, scaling: 'auto' } },
    },
  ]
}

/** Share of the working time that images had to wait for the budget. */
const leastHeld = 0.1
/** Percent of the memory that the machine must have had left over nearly all of the time. */
const roomBelow = 65
const keepFree = 85

/** A memory budget that holds images back though the machine has memory to spare. */
export function memoryBudget(facts: Facts): Advice[] {
  const { settings, memoryBytes } = facts
  const held = facts.changes.flatMap((entry) =>
    entry.kind === 'throttled' && entry.reason === 'budget' ? [entry.to - entry.at] : [],
  )
  const working = sum(facts.runs.map(({ run }) => run.durationMs))
  const share = working === 0 ? 0 : Math.min(1, sum(held) / working)
  const memory = (facts.hours.memory ?? []).map(({ value }) => value).sort((a, b) => a - b)
  if (share < leastHeld || held.length < 3 || memory.length < leastHours) return []
  const high = quantileSorted(memory, 0.95)
  if (high > roomBelow) return []
  const budget = settings.memoryBudgetBytes || memoryBytes / 2
  const room = ((keepFree - high) / 100) * memoryBytes
  const advised = Math.round(Math.min(1.5 * budget, budget + room))
  const percent = 100 * share
  return [
    {
      ...{ id: 'memory-budget', rule: 'memory-budget', group: 'resources', object: '' },
      title: `Give Whittle ${gigabytes(advised)} of memory instead of ${gigabytes(budget)}.`,
      reason:
        `Images waited for the memory budget in ${percentText(percent)} of the working time, while the machine ` +
        `never used more than ${percentText(high)} of its memory for long.`,
      facts: { budget, advisedBytes: advised, share: percent, memory: high },
      evidence: [
        {
          label: 'Working time that images waited',
          what: 'held-share',
          value: percent,
          unit: 'percent',
          source: { type: 'settings' },
        },
        history(facts, 'memory-high', 'Memory in use, 95 % of the hours below', high, 'percent', 'memory'),
      ],
      gain: {
        ...{ what: 'time', unit: 'percent', per: 'batch' },
        // One image more is not twice as many.
        amount: { low: 0.2 * percent, expected: 0.5 * percent, high: percent },
      },
      risk: { level: 'medium', message: 'Other programs have less memory while a batch runs.' },
      action: { type: 'settings', patch: { memoryBudgetBytes: advised } },
    },
  ]
}

/** Hours in which batches and other programs met, of one hour of the day, in thirty days. */
const leastMeetings = 4
const longestRange = 14

/** Hours of the day in which batches keep meeting other programs at work. */
export function quietHours(facts: Facts): Advice[] {
  const { settings } = facts
  if (settings.mode === 'quiet' || settings.quietHours.enabled) return []
  const perHour = Array.from({ length: 24 }, () => 0)
  for (const { hour, met } of meetings(facts)) {
    if (met) perHour[hour] = (perHour[hour] ?? 0) + 1
  }
  const range = longestBusy(perHour)
  if (range === undefined) return []
  const count = sum(perHour.slice(range.from, range.to))
  const days = (facts.now - facts.from) / 86_400_000
  const monthly = (hours: number) => (Math.max(0, hours) * 30) / days
  const reach = 1.645 * Math.sqrt(count)
  return [
    {
      ...{ id: 'quiet-hours', rule: 'quiet-hours', group: 'resources', object: '' },
      title: `Be quiet from ${clock(range.from)} to ${clock(range.to)}.`,
      reason: `Batches met other programs at work in ${count} of these hours, in ${Math.round(days)} days.`,
      facts: { from: range.from, to: range.to, meetings: count },
      evidence: [
        history(facts, 'shared-hours', 'Hours in which both were at work', count, 'hours', 'cpu_own'),
      ],
      gain: {
        ...{ what: 'interference', unit: 'hours', per: 'month' },
        amount: {
          low: monthly(count - reach),
          expected: monthly(count),
          high: monthly(count + reach),
        },
      },
      risk: { level: 'low', message: 'Batches take longer in these hours.' },
      action: {
        type: 'settings',
        patch: { quietHours: { enabled: true, from: range.from, to: range.to % 24 } },
      },
    },
  ]
}

/** The stretch of the day, without a quiet hour in between, in which they met most often. */
function longestBusy(perHour: readonly number[]): { from: number; to: number } | undefined {
  let best: { from: number; to: number } | undefined
  let from = 0
  for (let hour = 0; hour <= 24; hour += 1) {
    if ((perHour[hour] ?? 0) >= leastMeetings) continue
    const met = sum(perHour.slice(from, hour))
    const known = best === undefined ? 0 : sum(perHour.slice(best.from, best.to))
    if (met > known && hour - from <= longestRange) best = { from, to: hour }
    from = hour + 1
  }
  return best
}

type Hour = { readonly at: number; readonly busy: number; readonly queued: number }

function hoursWhere(facts: Facts, wanted: (hour: Hour) => boolean): Hour[] {
  return (facts.hours.pool_busy ?? [])
    .map(({ at, value }) => ({ at, busy: value, queued: valueAt(facts, 'pool_queued', at) ?? 0 }))
    .filter(wanted)
}

const indices = new WeakMap<readonly MeasuredPoint[], ReadonlyMap<number, number>>()

function valueAt({ hours }: Facts, metric: string, at: number): number | undefined {
  const points = hours[metric]
  if (points === undefined) return undefined
  const known = indices.get(points) ?? new Map(points.map((point) => [point.at, point.value]))
  indices.set(points, known)
  return known.get(at)
}

function history(
  { from, now }: Facts,
  what: EvidenceKind,
  label: string,
  value: number,
  unit: Advice['evidence'][number]['unit'],
  metric: string,
): Advice['evidence'][number] {
  return { label, what, value, unit, source: { type: 'history', metric, filter: {}, from, to: now } }
}

const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`
const clock = (hour: number): string => `${String(hour % 24).padStart(2, '0')}:00`
