import type { Log } from '../ports.ts'

/** One line a minute about each kind of operation; the rest is counted. */
const quietMs = 60_000

/** Warns of single slow operations without filling the log. */
export class SlowLog {
  readonly #log: Log
  readonly #told = new Map<string, { at: number; withheld: number }>()

  constructor(log: Log) {
    this.#log = log
  }

  tell(at: number, subject: string, durationMs: number, thresholdMs: number): void {
    const last = this.#told.get(subject)
    if (last !== undefined && at - last.at < quietMs) {
      last.withheld += 1
      return
    }
    const more =
      last === undefined || last.withheld === 0 ? '' : `; ${last.withheld} more since the last line`
    this.#told.set(subject, { at, withheld: 0 })
    this.#log(
      'warn',
      `Slow: ${subject} took ${Math.round(durationMs)} ms, above ${Math.round(thresholdMs)} ms${more}.`,
    )
  }
}
