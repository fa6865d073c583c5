import type { Trend } from '../../shared/model/trend.ts'
import type { HistoryPort, Log } from '../ports.ts'
import { changesNear } from './causes.ts'
import { ChangeLog } from './change-log.ts'
import { readSeries } from './series.ts'
import { keyOf } from './subjects.ts'
import { trendOf } from './trends/trend-of.ts'

const dayMs = 86_400_000

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
  readonly #now: () => number
  /** What was changed when. */
  readonly changes: ChangeLog

  constructor(options: InsightsOptions) {
    this.#options = options
    this.#now = options.now ?? Date.now
    this.changes = new ChangeLog({ file: `${options.dir}/changes.jsonl`, log: options.log, now: this.#now })
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
