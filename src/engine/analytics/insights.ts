import { join } from 'node:path'
import * as z from 'zod'
import { WhittleError } from '../../shared/errors.ts'
import type { Anomaly } from '../../shared/model/anomaly.ts'
import type { Trend } from '../../shared/model/trend.ts'
import type { HistoryPort, Log } from '../ports.ts'
import { expectationSchema } from './anomalies/expectations.ts'
import { findAnomalies } from './anomalies/find-anomalies.ts'
import { baselineMs } from './anomalies/watch-series.ts'
import { changesNear } from './causes.ts'
import { ChangeLog } from './change-log.ts'
import { readSeries } from './series.ts'
import { StateFile } from './state-file.ts'
import { keyOf } from './subjects.ts'
import { trendOf } from './trends/trend-of.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
/** How far back an anomaly is looked for that a person speaks of. */
const longestDays = 365
/** The oldest go first. */
const mostExpectations = 200

const feedbackSchema = z.object({ expectations: z.array(expectationSchema).default([]) })

export type InsightsOptions = {
  /** Folder of its own; need not exist. */
  readonly dir: string
  readonly history: HistoryPort
  readonly log: Log
  /** Epoch milliseconds. */
  readonly now?: () => number
}

/** What the numbers of the history say. */
export class Insights {
  readonly #options: InsightsOptions
  readonly log: Log
  readonly #now: () => number
  /** What was changed when. */
  readonly changes: ChangeLog
  readonly #feedback: StateFile<z.output<typeof feedbackSchema>>

  constructor(options: InsightsOptions) {
    this.#options = options
    this.log = options.log
    this.#now = options.now ?? Date.now
    this.changes = new ChangeLog({
      file: join(options.dir, 'changes.jsonl'),
      log: options.log,
      now: this.#now,
    })
    this.#feedback = new StateFile(join(options.dir, 'feedback.json'), feedbackSchema, options.log)
  }

  /** A trend for each class of operations and each gauge over the last days, the worst news first. */
  async listTrends(days: number): Promise<Trend[]> {
    const to = Math.floor(this.#now() / dayMs) * dayMs
    const range = { from: to - days * dayMs, to }
    const [series, changes] = await Promise.all([
      readSeries(this.#options.history, { ...range, step: dayMs }),
      this.changes.list({ from: range.from - 2 * dayMs, to }),
    ])
    const causesAt = (at: number) => changesNear(changes, { from: at - dayMs / 2, to: at + dayMs })
    return series
      .map((one) => trendOf(one, range, causesAt))
      .sort((a, b) => rank(b) - rank(a) || keyOf(a.subject).localeCompare(keyOf(b.subject)))
  }

  /** What was far from usual in the last days, newest first. */
  async listAnomalies(days: number): Promise<Anomaly[]> {
    const to = this.#now()
    const from = to - days * dayMs
    // What is usual is learned from the weeks before; twice as many, so that it has settled when it begins to count.
    const range = { from: from - 2 * baselineMs, to }
    const [series, changes, feedback] = await Promise.all([
      readSeries(this.#options.history, { ...range, step: hourMs }),
      this.changes.list(range),
      this.#feedback.read(),
    ])
    return findAnomalies({ series, changes }, feedback.expectations).filter((anomaly) => anomaly.to > from)
  }

  /**
   * Says of an anomaly that it is as it should be, or takes that back.
   * @throws WhittleError `NOT_FOUND` when there is no such anomaly in the last year; `HOME_UNWRITABLE`.
   */
  async judgeAnomaly(id: string, expected: boolean): Promise<Anomaly> {
    const known = (await this.#feedback.read()).expectations.find(({ anomaly }) => anomaly.id === id)
    const found = known?.anomaly ?? (await this.listAnomalies(longestDays)).find((one) => one.id === id)
    if (found === undefined) throw new WhittleError('NOT_FOUND', { detail: `Anomaly ${id}` })
    const judged = { ...found, expected }
    await this.#feedback.change(({ expectations }) => {
      const others = expectations.filter(({ anomaly }) => anomaly.id !== id)
      const said = expected ? [{ at: this.#now(), anomaly: judged }] : []
      return { expectations: [...others, ...said].slice(-mostExpectations) }
    })
    return judged
  }

  close(): Promise<void> {
    return this.changes.close()
  }
}

/** Worse before better, larger before smaller, and what says nothing last. */
function rank({ verdict, meaning, changePercent }: Trend): number {
  if (verdict === 'too-few') return -1
  const size = Math.min(999, Math.abs(changePercent ?? 0)) / 1_000
  return size + { worse: 2, better: 1, neutral: 0 }[meaning]
}
