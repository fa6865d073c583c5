import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Operation, SampleChunk } from '../../shared/model/history.ts'
import type { Advice, Explanation, Query, Summary } from '../../shared/model/query.ts'
import type { Log } from '../ports.ts'
import { type DamageEntry, DamageLog } from './damage-log.ts'
import { Advisor } from './queries/advisor.ts'
import { QueryRunner } from './queries/run-query.ts'
import { summarize } from './queries/summarize.ts'
import { RawPoints } from './raw-points.ts'
import { type HistoryRetention, keepDays, pruneBySize, pruneRollups } from './retention.ts'
import { Roller } from './rollups/roller.ts'
import { baseView, RollupStore } from './rollups/rollup-store.ts'
import { Scrub } from './scrub.ts'
import type { ShardDamage, ShardFileContext } from './shard-file.ts'
import { dayOf, parseShardName } from './shard-name.ts'
import type { ShardWriter } from './shard-writer.ts'

/** Who asks for advice waits so long, in milliseconds, for a trial; the advice is there the next time then. */
const adviceMs = 10_000

export type MetricHistoryOptions = {
  readonly dir: string
  /** Whether this process makes roll-ups, mends them and builds indices: one at a time does. */
  readonly owner: boolean
  readonly now: () => number
  readonly log: Log
  readonly retention: () => HistoryRetention
  readonly operations: ShardWriter<Operation>
  readonly samples: ShardWriter<SampleChunk>
  readonly context: ShardFileContext
  readonly openChunk: () => SampleChunk | undefined
  /** Told when something is gone that cannot be had again. */
  readonly onLost: (entry: DamageEntry) => void
}

/** Numbers over time: raw values, their roll-ups, and the queries over both. */
export class MetricHistory {
  readonly store: RollupStore
  readonly raw: RawPoints
  readonly roller: Roller
  readonly #options: MetricHistoryOptions
  readonly #damage: DamageLog
  readonly #runner: QueryRunner
  readonly #advisor: Advisor
  readonly #scrub: Scrub
  #upkeep: Promise<void> = Promise.resolve()
  /** Clock time after which nothing further is begun. */
  #endAt = Number.POSITIVE_INFINITY

  constructor(options: MetricHistoryOptions) {
    const { dir, owner, now, log } = options
    this.#options = options
    this.#damage = new DamageLog(dir, owner)
    this.raw = new RawPoints(options)
    this.store = new RollupStore({
      dir: join(dir, 'rollups'),
      owner,
      log,
      onDamage: (damage) => this.roller.mend(damage),
    })
    this.roller = new Roller({
      store: this.store,
      raw: this.raw,
      now,
      log,
      keepDays: (level) => keepDays(options.retention(), level),
      report: (entry) => this.#report(entry),
    })
    this.#scrub = new Scrub({ ...options, store: this.store })
    this.#runner = new QueryRunner({
      store: this.store,
      raw: this.raw,
      damage: this.#damage,
      sources: async () => [...new Set([...(await this.store.sources()), ...(await this.raw.sources())])],
      closedUntil: () => this.roller.closedUntil(),
    })
    this.#advisor = new Advisor({
      dir,
      owner,
      now,
      log,
      run: (query, { indices }) => this.#runner.run(query, { cached: false, indices }),
      build: (view, stop) => this.roller.build(view, stop),
      remove: (view) => this.store.removeView(view),
      built: async () => (await this.store.views()).filter((view) => view !== baseView),
    })
  }

  /** @throws WhittleError `BAD_REQUEST` */
  async query(query: Query): Promise<Explanation> {
    const explanation = await this.#runner.run(query)
    await this.#advisor.observe(query, explanation)
    return explanation
  }

  /** Answers without what is remembered of earlier queries, so that the plan is told in full. */
  async explain(query: Query): Promise<Explanation> {
    return await this.#runner.run(query, { cached: false })
  }

  summarize(range: { readonly from: number; readonly to: number }): Promise<Summary> {
    return summarize(range, (query) => this.#runner.run(query))
  }

  /** What there is to advise. A trial that is due is made first, if it does not take too long. */
  async listAdvice(): Promise<Advice[]> {
    const patience = new AbortController()
    const enough = delay(adviceMs, undefined, { signal: patience.signal, ref: false })
    await Promise.race([this.#advisor.review(this.#closing), enough]).finally(() => patience.abort())
    return await this.#advisor.list()
  }

  applyAdvice(id: string): Promise<Advice> {
    return this.#advisor.apply(id)
  }

  dropIndex(id: string): Promise<void> {
    return this.#advisor.drop(id)
  }

  damage(): Promise<readonly DamageEntry[]> {
    return this.#damage.entries()
  }

  /** Forgets remembered answers, after something that was closed has changed. */
  changed(): void {
    this.#runner.forget()
  }

  /**
   * Makes the roll-ups that are due, removes what is too old or too much, looks for damage in some shards and
   * reviews the indices, all in small steps. Does nothing where another process is the owner. Never throws.
   */
  upkeep(): Promise<void> {
    if (!this.#options.owner) return Promise.resolve()
    this.#upkeep = this.#upkeep.then(() =>
      this.#keepUp().catch((error: unknown) =>
        this.#options.log('warn', `The history's roll-ups could not be brought up to date: ${String(error)}`),
      ),
    )
    return this.#upkeep
  }

  /** Makes what roll-ups it can within a time, in milliseconds, and ends what else is under way. Never throws. */
  async close(ms: number): Promise<void> {
    this.#endAt = Date.now() + ms
    await this.upkeep()
  }

  readonly #ending = (): boolean => Date.now() > this.#endAt
  readonly #closing = (): boolean => this.#endAt !== Number.POSITIVE_INFINITY

  /** Takes note of a raw file that was set aside. */
  readonly rawDamaged = (damage: ShardDamage): void => {
    const name = parseShardName(damage.path.split(/[\\/]/).at(-1) ?? '')
    const from = Date.parse(`${name?.day ?? '1970-01-01'}T00:00:00Z`)
    const lost = damage.fromBackup ? [] : [{ from, to: from + 86_400_000 }]
    const what = `Some ${damage.kind}`
    void this.#report({ at: this.#options.now(), file: damage.aside, what, lost }).catch(() => undefined)
  }

  async #keepUp(): Promise<void> {
    const { dir, retention, now, log } = this.#options
    const stop = this.#ending
    await this.roller.update(stop)
    if (!stop()) {
      const forget = (place: Parameters<Roller['forget']>[0]) => this.roller.forget(place)
      await pruneRollups(this.store, retention(), now(), forget)
      await pruneBySize(dir, this.store, retention(), dayOf(now()) ?? '', forget, log)
    }
    const known = this.store.damages
    await this.#scrub.step(this.#closing)
    if (this.store.damages !== known) this.#runner.forget()
    // At the end too, for what it has learned; it tries nothing then.
    await this.#advisor.review(this.#closing)
  }

  async #report(entry: DamageEntry): Promise<void> {
    await this.#damage.add(entry)
    if (entry.lost.length > 0) this.#options.onLost(entry)
  }
}
