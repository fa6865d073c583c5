import type { Subject, Unit } from '../../shared/model/measure.ts'

/** A gauge that insights look at. */
export type Gauge = {
  readonly metric: string
  readonly unit: Unit
  /** Tag that makes a series each. */
  readonly tag?: string
  readonly name: string
  /** Whether a higher value is bad news. */
  readonly bad: 'higher' | 'lower'
}

/**
 * What the machine is watched by. `cpu_outside` is not recorded but derived: what other programs use of the CPU. Our
 * own use is not among them, since it follows from what people ask for and not from how the machine is.
 */
export const gauges: readonly Gauge[] = [
  { metric: 'cpu_outside', unit: 'percent', name: 'CPU used by other programs', bad: 'higher' },
  { metric: 'memory', unit: 'percent', name: 'Memory in use', bad: 'higher' },
  { metric: 'memory_own', unit: 'bytes', name: 'Memory of Whittle', bad: 'higher' },
  { metric: 'temperature', unit: 'celsius', name: 'Temperature', bad: 'higher' },
  { metric: 'disk_free', unit: 'bytes', tag: 'drive', name: 'Free space', bad: 'lower' },
]

const gaugeOf = (metric: string): Gauge | undefined => gauges.find((gauge) => gauge.metric === metric)

export function unitOf(subject: Subject): Unit {
  return subject.type === 'operation' ? 'ms' : (gaugeOf(subject.metric)?.unit ?? 'number')
}

/** The same for the same subject, and for no other. */
export function keyOf(subject: Subject): string {
  return subject.type === 'operation'
    ? ['operation', subject.operation, subject.kind, subject.sizeClass].join('/')
    : ['resource', subject.metric, subject.tag].join('/')
}

/** What it is called in a sentence: "optimize avif 1-4MP", "Memory in use". */
export function nameOf(subject: Subject): string {
  if (subject.type === 'operation') {
    return [subject.operation, subject.kind, subject.sizeClass].filter(Boolean).join(' ')
  }
  const name = gaugeOf(subject.metric)?.name ?? subject.metric
  return subject.tag === '' ? name : `${name} on ${subject.tag}`
}

/** Whether more of it is bad news. */
export function badDirection(subject: Subject): 1 | -1 {
  return subject.type === 'resource' && gaugeOf(subject.metric)?.bad === 'lower' ? -1 : 1
}
