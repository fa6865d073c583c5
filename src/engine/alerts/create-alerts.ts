import { randomUUID } from 'node:crypto'
import type { Alert } from '../../shared/model/alert.ts'
import type { Operation } from '../../shared/model/history.ts'
import type { Sample } from '../../shared/model/monitor.ts'
import type { Log } from '../ports.ts'
import { EncodeMedians } from './encode-medians.ts'
import { SlidingWindow } from './sliding-window.ts'
import { SlowLog } from './slow-log.ts'

type AlertThresholds = {
  readonly cpuPercent: number
  readonly memoryPercent: number
  readonly slowMs: number
  readonly slowEncodeFactor: number
  readonly errorPercent: number
}

export type AlertsOptions = {
  /** Asked each time, so that changed settings count at once. */
  readonly thresholds: () => AlertThresholds
  /** Keeps an alert when it is raised and when it is over. */
  readonly record: (alert: Alert) => void
  /** Called with all alerts that last, when that changes. */
  readonly onChange: (active: Alert[]) => void
  readonly log: Log
}

export type Alerts = {
  readonly observe: (sample: Sample) => void
  readonly observeOperation: (operation: Operation) => void
  /** Medians of encodes in milliseconds by class (`avif 1-4MP`), from the history. */
  readonly learn: (medians: ReadonlyMap<string, number>) => void
  readonly active: () => Alert[]
  /** Ends what lasts; nothing is watched any more. */
  readonly close: (now: number) => void
}

/** Seconds in a row that a gauge must be beyond its threshold, or within it, to count. */
const lastingSamples = 10
/** Points below the threshold from which on a gauge counts as recovered. */
const recoveredBy = 3
/** Operations of one kind that are judged together, and for how long one of them counts. */
const judged = { maxAgeMs: 120_000, maxEntries: 20 }
/** So many of those must be slow, and half of them, before it is more than a hiccup. */
const slowOnes = 5
/** Failures count for five minutes; three of at least twenty operations are more than bad luck. */
const failures = { maxAgeMs: 300_000, maxEntries: 5_000, least: 3, among: 20 }
const maxEvidence = 20

type Evidence = Alert['evidence']

/**
 * Watches thresholds. One that is crossed for long enough raises one alert with the values that did it; while it
 * lasts only its worst value changes; it ends by itself when things are well again for as long.
 */
export function createAlerts(options: AlertsOptions): Alerts {
  const active = new Map<string, Alert>()
  const gauges = { cpu: new SlidingWindow(gaugeLimits), memory: new SlidingWindow(gaugeLimits) }
  const windows = new Map<string, { readonly window: SlidingWindow; threshold: number }>()
  const outcomes = new SlidingWindow(failures)
  const medians = new EncodeMedians()
  const slowLog = new SlowLog(options.log)

  const changed = () => options.onChange([...active.values()])

  const raise = (alert: Omit<Alert, 'id' | 'worst'>): void => {
    const key = `${alert.rule} ${alert.subject}`
    const worst = Math.max(...alert.evidence.map(({ value }) => value))
    const known = active.get(key)
    if (known !== undefined) {
      if (worst > known.worst) active.set(key, { ...known, worst })
      return
    }
    const raised = { ...alert, id: randomUUID(), worst, evidence: alert.evidence.slice(-maxEvidence) }
    active.set(key, raised)
    options.record(raised)
    options.log('warn', raised.message)
    changed()
  }

  const clear = (rule: Alert['rule'], subject: string, now: number): void => {
    const key = `${rule} ${subject}`
    const known = active.get(key)
    if (known === undefined) return
    active.delete(key)
    options.record({ ...known, clearedAt: now })
    options.log('info', `It is over: ${known.message}`)
    changed()
  }

  const gauge = (rule: 'cpu' | 'memory', sample: Sample, value: number, threshold: number): void => {
    const window = gauges[rule]
    window.add(sample.at, value)
    const evidence = window.entries(sample.at)
    if (evidence.length < lastingSamples) return
    const name = rule === 'cpu' ? 'The processor' : 'Memory'
    const message = `${name} has been above ${threshold} % for ${lastingSamples} seconds.`
    if (evidence.every((entry) => entry.value > threshold)) {
      raise({ rule, subject: '', raisedAt: sample.at, threshold, message, evidence: [...evidence] })
    } else if (evidence.every((entry) => entry.value <= threshold - recoveredBy)) {
      clear(rule, '', sample.at)
    }
  }

  const judgeSlowness = (subject: string, now: number): void => {
    const known = windows.get(subject)
    if (known === undefined) return
    const { window, threshold } = known
    const entries = window.entries(now)
    const slow = entries.filter(({ value }) => value > threshold)
    if (slow.length >= slowOnes && slow.length * 2 > entries.length) {
      const message = `${subject} is slow: ${slow.length} of the last ${entries.length} took longer than ${Math.round(threshold)} ms.`
      const raisedAt = now
      raise({ rule: 'slow-operation', subject, raisedAt, threshold, message, evidence: [...slow] })
    } else if (slow.length * 4 <= entries.length) {
      clear('slow-operation', subject, now)
    }
    if (entries.length === 0) windows.delete(subject)
  }

  const judgeErrors = (now: number): void => {
    const entries = outcomes.entries(now)
    const failed = entries.filter(({ value }) => value === 1)
    const percent = entries.length === 0 ? 0 : (failed.length / entries.length) * 100
    const { errorPercent } = options.thresholds()
    if (failed.length >= failures.least && entries.length >= failures.among && percent > errorPercent) {
      const message = `${failed.length} of the last ${entries.length} operations failed, more than ${errorPercent} %.`
      const evidence: Evidence = [{ at: now, value: percent }]
      raise({ rule: 'errors', subject: '', raisedAt: now, threshold: errorPercent, message, evidence })
    } else if (percent <= errorPercent) {
      clear('errors', '', now)
    }
  }

  return {
    observe: (sample) => {
      const { cpuPercent, memoryPercent } = options.thresholds()
      gauge('cpu', sample, sample.cpu.total, cpuPercent)
      gauge('memory', sample, sample.memory.usedPercent, memoryPercent)
      for (const subject of [...windows.keys()]) judgeSlowness(subject, sample.at)
      judgeErrors(sample.at)
    },
    observeOperation: (operation) => {
      const { at, status, code, durationMs } = operation
      if (status === 'cancelled') return
      if (!isInputsFault(code)) outcomes.add(at, status === 'error' ? 1 : 0)
      if (status === 'error') {
        judgeErrors(at)
        return
      }
      const subject = subjectOf(operation)
      const threshold = thresholdOf(operation, subject, options.thresholds(), medians)
      if (isEncode(operation)) medians.add(subject, durationMs)
      if (threshold === undefined) return
      const known = windows.get(subject) ?? { window: new SlidingWindow(judged), threshold }
      known.threshold = threshold
      windows.set(subject, known)
      known.window.add(at, durationMs)
      if (durationMs > threshold) slowLog.tell(at, subject, durationMs, threshold)
      judgeSlowness(subject, at)
    },
    learn: (known) => medians.learn(known),
    active: () => [...active.values()],
    close: (now) => {
      for (const { rule, subject } of [...active.values()]) clear(rule, subject, now)
    },
  }
}

const gaugeLimits = { maxAgeMs: lastingSamples * 2_000, maxEntries: lastingSamples }

/** Nobody waits in front of these; how long they take depends on the picture. */
const encodes: ReadonlySet<string> = new Set(['optimize', 'score'])
/** They last as long as what they carry. */
const unjudged: ReadonlySet<string> = new Set(['export', 'import'])

const isEncode = ({ operation }: Operation): boolean => encodes.has(operation)

/** A folder of damaged images is no fault of Whittle or the machine. */
const isInputsFault = (code: string | undefined): boolean =>
  code !== undefined && (code.startsWith('INPUT_') || code === 'OWN_OUTPUT' || code === 'BAD_REQUEST')

function subjectOf({ operation, kind, sizeClass }: Operation): string {
  return [operation, kind, ...(encodes.has(operation) && sizeClass !== undefined ? [sizeClass] : [])].join(
    ' ',
  )
}

function thresholdOf(
  operation: Operation,
  subject: string,
  thresholds: AlertThresholds,
  medians: EncodeMedians,
): number | undefined {
  if (unjudged.has(operation.operation)) return undefined
  if (!isEncode(operation)) return thresholds.slowMs
  const median = medians.of(subject)
  return median === undefined ? undefined : median * thresholds.slowEncodeFactor
}
