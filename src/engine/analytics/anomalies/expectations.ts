import * as z from 'zod'
import { type Anomaly, anomalySchema } from '../../../shared/model/anomaly.ts'
import type { Subject } from '../../../shared/model/measure.ts'
import { keyOf } from '../subjects.ts'

/** What a person said of an anomaly: that it is as it should be. */
export const expectationSchema = z.object({
  /** When it was said, in epoch milliseconds. */
  at: z.number(),
  /** As it was when it was said, and expected. */
  anomaly: anomalySchema,
})
export type Expectation = z.output<typeof expectationSchema>

/** So much worse than what was called expected is something else. */
const worseBy = 1.25

/** Whether an hour is part of what was called expected: such hours are learned from like any other. */
export function isExpectedHour(expectations: readonly Expectation[], subject: Subject, at: number): boolean {
  const key = keyOf(subject)
  return expectations.some(
    ({ anomaly }) =>
      at >= anomaly.from &&
      at < anomaly.to &&
      anomaly.deviations.some((deviation) => keyOf(deviation.subject) === key),
  )
}

/**
 * Whether an anomaly is the same again as one that was called expected: for the same reason, nothing off that was not
 * off then, and not much worse.
 */
export function isCovered(expectations: readonly Expectation[], found: Anomaly): boolean {
  return expectations.some(({ anomaly }) => {
    if (anomaly.causes[0]?.kind !== found.causes[0]?.kind) return false
    const known = new Map(anomaly.deviations.map((deviation) => [keyOf(deviation.subject), deviation]))
    return found.deviations.every((deviation) => {
      const then = known.get(keyOf(deviation.subject))
      return then !== undefined && distance(deviation) <= worseBy * distance(then)
    })
  })
}

const distance = ({ observed, usual }: { observed: number; usual: number }): number =>
  Math.abs(observed - usual) / Math.max(1e-9, Math.abs(usual))
