import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { codeOf } from '../../shared/code-of.ts'
import { WhittleError } from '../../shared/errors.ts'
import type { Alert } from '../../shared/model/alert.ts'
import type { ItemRecord, Operation, Run, SampleChunk } from '../../shared/model/history.ts'
import type { Sample } from '../../shared/model/monitor.ts'
import type { Query } from '../../shared/model/query.ts'
import type { HistoryPort, Log } from '../ports.ts'
import type { DamageEntry } from './damage-log.ts'
import { pruneShards, sweepParts } from './folder.ts'
import { alerts, items, type Kind, operations, runs, samples } from './kinds.ts'
import { MetricHistory } from './metric-history.ts'
import { oldestFirst, readDays, readDaysBackwards } from './read-shards.ts'
import type { HistoryRetention } from './retention.ts'
import { SampleBuffer } from './sample-buffer.ts'
import type { ReadStats, ShardFileContext } from './shard-file.ts'
import { dayOf, isWriterName } from './shard-name.ts'
import { ShardWriter } from './shard-writer.ts'
import { exportHistory } from './transfer/export-history.ts'
import { importHistory } from './transfer/import-history.ts'
import type { TransferStores } from './transfer/stores.ts'

export type HistoryOptions = {
  /** The history's folder; made if it is missing. */
  readonly dir: string
  /** Who writes: `main` for the app, `cli-<pid>` for a command line beside it. Letters, digits and hyphens. */
  readonly writer: string
  readonly log: Log
  /** Longest time that a record waits before it is written, in milliseconds. Default 1000. */
  readonly flushMs?: number
  /** Epoch milliseconds; decides what is too old. Default: the clock. */
  readonly now?: () => number
  readonly limits?: Partial<HistoryLimits>
  /** How long and how much is kept, asked each time; what is absent has a default. */
  readonly retention?: () => Partial<HistoryRetention>
  /** Told when something is gone that cannot be had again. */
  readonly onLost?: (entry: DamageEntry) => void
}

type HistoryLimits = {
  /** A shard with so many records, or so many bytes, is followed by a new one. */
  readonly shardRecords: number
  readonly shardBytes: number
  /** Raw operations are kept in so many shards at most. Runs and their items are kept for good. */
  readonly operationShards: number
  /** A shard of samples with so many bytes is followed by a new one. */
  readonly sampleBytes: number
}

/** What the history did since it was opened. */
type HistoryStats = Readonly<ReadStats>

export type History = HistoryPort & {
  readonly stats: () => HistoryStats
  /** Brings the roll-ups up to date now rather than when it is time. */
  readonly upkeep: () => Promise<void>
}

/**
 * At most a megabyte is rewritten per second and kind: lowdb writes whole files, and broke near 150 MB. 300 full
 * shards of operations are some 300 MB, which a month of steady work does not reach.
 */
const defaultLimits: HistoryLimits = {
  shardRecords: 5_000,
  shardBytes: 1_000_000,
  operationShards: 300,
  sampleBytes: 250_000,
}

/**
 * Minutes for two months and hours for three years: some 100 MB for a machine that is never switched off.
 */
const defaultRetention: HistoryRetention = {
  operationDays: 30,
  sampleDays: 3,
  tenSecondDays: 7,
  minuteDays: 60,
  hourDays: 1_100,
  maxBytes: 1_000_000_000,
}

/** How long after opening, and how often, the roll-ups are brought up to date. */
const upkeepMs = { first: 5_000, next: 60_000 } as const
/** A process that ends spends at most so long on roll-ups that are due. */
const closingMs = 1_500

const dayMs = 86_400_000

/**
 * Opens the history: operations, items and runs in lowdb files, one per kind, UTC day and writer, so that several
 * processes may share the folder; reading merges them all. Opening reads file names only.
 *
 * A damaged file never stops anything: it is set aside, its previous copy is used and `log` is told. Files from a
 * later version are left alone. Recording never throws; what cannot be written is kept and tried again.
 *
 * @throws WhittleError `HOME_UNWRITABLE` when the folder cannot be made or listed.
 */
export async function openHistory(options: HistoryOptions): Promise<History> {
  if (!isWriterName(options.writer)) {
    throw new WhittleError('INTERNAL', { detail: `Not a name for a history writer: ${options.writer}` })
  }
  const store = new HistoryStore(options)
  try {
    await store.prepare()
  } catch (error) {
    throw writeError(error)
  }
  return store
}

class HistoryStore implements History {
  readonly #dir: string
  readonly #log: Log
  readonly #writerName: string
  readonly #flushMs: number
  readonly #now: () => number
  readonly #limits: HistoryLimits
  readonly #context: ShardFileContext
  readonly #operations: ShardWriter<Operation>
  readonly #items: ShardWriter<ItemRecord>
  readonly #runs: ShardWriter<Run>
  readonly #samples: ShardWriter<SampleChunk>
  readonly #alerts: ShardWriter<Alert>
  readonly #buffer = new SampleBuffer()
  readonly #retention: () => HistoryRetention
  readonly #metrics: MetricHistory
  #upkeepTimer: NodeJS.Timeout | undefined
  #timer: NodeJS.Timeout | undefined
  #queue: Promise<void> = Promise.resolve()
  #prunedOn = ''
  #failing = false
  #closed = false

  constructor(options: HistoryOptions) {
    this.#dir = options.dir
    this.#log = options.log
    this.#writerName = options.writer
    this.#flushMs = options.flushMs ?? 1_000
    this.#now = options.now ?? Date.now
    this.#limits = { ...defaultLimits, ...options.limits }
    this.#retention = () => ({ ...defaultRetention, ...options.retention?.() })
    this.#context = {
      log: options.log,
      stats: { filesRead: 0, filesDamaged: 0 },
      warned: new Set(),
      onDamage: (damage) => this.#metrics.rawDamaged(damage),
    }
    const writer = <T>(kind: Kind<T>, maxBytes = this.#limits.shardBytes) =>
      new ShardWriter(
        kind,
        { folder: join(options.dir, kind.name), writer: options.writer },
        { maxRecords: this.#limits.shardRecords, maxBytes },
        this.#context,
      )
    this.#operations = writer(operations)
    this.#items = writer(items)
    this.#runs = writer(runs)
    this.#alerts = writer(alerts)
    this.#samples = writer(samples, this.#limits.sampleBytes)
    this.#metrics = new MetricHistory({
      dir: options.dir,
      owner: options.writer === 'main',
      now: this.#now,
      log: options.log,
      retention: this.#retention,
      operations: this.#operations,
      samples: this.#samples,
      context: this.#context,
      openChunk: () => this.#buffer.open,
      onLost: (entry) => options.onLost?.(entry),
    })
  }

  async prepare(): Promise<void> {
    const today = dayOf(this.#now()) ?? ''
    for (const { folder } of this.#writers()) {
      await mkdir(folder, { recursive: true })
      await sweepParts(folder, this.#writerName, today)
    }
    await this.#pruneDaily()
    this.#upkeepIn(upkeepMs.first)
  }

  readonly stats = (): HistoryStats => ({ ...this.#context.stats })

  readonly recordOperation = (operation: Operation): void => {
    this.#record(this.#operations, operation)
  }

  readonly recordItem = (record: ItemRecord): void => {
    this.#record(this.#items, record)
  }

  readonly recordAlert = (alert: Alert): void => {
    this.#record(this.#alerts, alert)
  }

  readonly listAlerts = (query: { limit: number }): Promise<Alert[]> =>
    this.#newest(this.#alerts, query.limit)

  readonly recordSample = (sample: Sample): void => {
    const chunk = this.#buffer.add(sample)
    if (chunk !== undefined) this.#record(this.#samples, chunk)
  }

  readonly query = async (query: Query) => {
    await this.#beforeReading()
    return await this.#metrics.query(query)
  }

  readonly explain = async (query: Query) => {
    await this.#beforeReading()
    return await this.#metrics.explain(query)
  }

  readonly summarize = async (range: { from: number; to: number }) => {
    await this.#beforeReading()
    return await this.#metrics.summarize(range)
  }

  readonly listAdvice = () => this.#metrics.listAdvice()
  readonly applyAdvice = (id: string) => this.#metrics.applyAdvice(id)
  readonly dropIndex = (id: string) => this.#metrics.dropIndex(id)
  readonly damage = () => this.#metrics.damage()

  readonly exportTo = async (path: string) => {
    await this.#settle()
    return await exportHistory(path, this.#now(), this.#stores())
  }

  readonly importFrom = async (path: string) => {
    if (this.#writerName !== 'main') {
      throw new WhittleError('NOT_ALLOWED', {
        detail: 'Another Whittle is running: import there, or end it.',
      })
    }
    await this.#settle()
    const added = await importHistory(path, this.#stores())
    this.#metrics.changed()
    await this.#metrics.upkeep()
    return added
  }

  readonly upkeep = () => this.#metrics.upkeep()

  readonly recordRun = async (run: Run): Promise<void> => {
    if (!this.#record(this.#runs, run)) {
      throw new WhittleError('INTERNAL', { detail: `The run ${run.id} cannot be recorded.` })
    }
    await this.#flush()
  }

  // A run that was taken up again is recorded again; the newest record is the true one.
  readonly listRuns = (query: { limit: number }): Promise<Run[]> => this.#newest(this.#runs, query.limit)

  readonly getRun = async (runId: string): Promise<{ run: Run; items: ItemRecord[] } | undefined> => {
    await this.#settle()
    for await (const run of readDaysBackwards(this.#runs, this.#context)) {
      if (run.id === runId) return { run, items: await this.#itemsOf(run) }
    }
    return undefined
  }

  readonly listOperations = async (range: { from: number; to: number }): Promise<Operation[]> => {
    await this.#settle()
    const found = await readDays(this.#operations, range, this.#context)
    const inRange = found.filter((operation) => operation.at >= range.from && operation.at <= range.to)
    return inRange.sort(oldestFirst(operations))
  }

  readonly close = async (): Promise<void> => {
    if (this.#closed) return
    clearTimeout(this.#upkeepTimer)
    const chunk = this.#buffer.take()
    if (chunk !== undefined) this.#record(this.#samples, chunk)
    this.#closed = true
    await this.#settle()
    await this.#metrics.close(closingMs)
  }

  /**
   * The first write of a process adds to what an earlier one left; until then a value could be read twice, from
   * memory and from the file it has just gone into.
   */
  async #beforeReading(): Promise<void> {
    for (const writer of [this.#operations, this.#samples]) {
      if (writer.unwritten().length > 0 && writer.inMemory().size === 0) await this.#settle()
    }
  }

  #upkeepIn(ms: number): void {
    this.#upkeepTimer = setTimeout(() => {
      void this.#metrics.upkeep().then(() => {
        if (!this.#closed) this.#upkeepIn(upkeepMs.next)
      })
    }, ms).unref()
  }

  /** The latest record of each, newest first. */
  async #newest<T extends { id: string }>(writer: ShardWriter<T>, limit: number): Promise<T[]> {
    const found = new Map<string, T>()
    if (limit < 1) return []
    await this.#settle()
    for await (const record of readDaysBackwards(writer, this.#context)) {
      if (!found.has(record.id)) found.set(record.id, record)
      // Checked here, so that the next older day is not read for nothing.
      if (found.size >= limit) break
    }
    return [...found.values()]
  }

  async #itemsOf(run: Run): Promise<ItemRecord[]> {
    // A day earlier too: what planning already refused was recorded before the run started.
    const range = { from: run.startedAt - dayMs, to: run.finishedAt }
    const latest = new Map<string, ItemRecord>()
    for (const record of (await readDays(this.#items, range, this.#context)).sort(oldestFirst(items))) {
      if (record.runId === run.id) latest.set(record.item.id, record)
    }
    return [...latest.values()].sort(oldestFirst(items))
  }

  /** Tells whether the record was accepted. */
  #record<T>(writer: ShardWriter<T>, record: T): boolean {
    // One wrong record would make its whole shard look damaged, so it is checked on the way in as on the way out.
    const { data } = writer.kind.schema.safeParse(record)
    if (this.#closed || data === undefined || dayOf(writer.kind.at(data)) === undefined) {
      const reason = this.#closed ? 'the history is closed' : 'it is not valid'
      this.#log('warn', `A record of ${writer.kind.name} was not kept: ${reason}.`)
      return false
    }
    writer.add(data)
    this.#timer ??= setTimeout(() => void this.#settle(), this.#flushMs)
    return true
  }

  /** Writes what there is to write; a failure was logged, and the records wait for the next time. */
  async #settle(): Promise<void> {
    await this.#flush().catch(() => undefined)
  }

  /** @throws WhittleError when not everything is on disk. */
  #flush(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const done = this.#queue.then(() => this.#write())
    this.#queue = done.catch(() => undefined)
    return done
  }

  async #write(): Promise<void> {
    const steps = [
      () => this.#pruneDaily(),
      // Runs last: a run that is on disk has its items there. One kind that fails does not hold up the others.
      ...this.#writers().map((writer) => () => writer.flush()),
    ]
    const failures: unknown[] = []
    for (const step of steps) await step().catch((error: unknown) => failures.push(error))
    if (failures.length === 0) {
      this.#failing = false
      return
    }
    if (!this.#failing) this.#log('error', `The history cannot be written: ${String(failures[0])}`)
    this.#failing = true
    if (!this.#closed) this.#timer ??= setTimeout(() => void this.#settle(), this.#flushMs)
    throw writeError(failures[0])
  }

  async #pruneDaily(): Promise<void> {
    const today = dayOf(this.#now()) ?? ''
    if (today === this.#prunedOn) return
    this.#prunedOn = today
    const { operationDays, sampleDays } = this.#retention()
    const dayBefore = (days: number): string => dayOf(this.#now() - days * dayMs) ?? ''
    const maxShards = this.#limits.operationShards
    await pruneShards(this.#operations.folder, { oldestDay: dayBefore(operationDays), maxShards }, this.#log)
    const keep = { oldestDay: dayBefore(sampleDays), maxShards: Number.POSITIVE_INFINITY }
    await pruneShards(this.#samples.folder, keep, this.#log)
  }

  #stores(): TransferStores {
    const kinds = {
      operations: this.#operations,
      samples: this.#samples,
      items: this.#items,
      runs: this.#runs,
    }
    return { dir: this.#dir, store: this.#metrics.store, context: this.#context, kinds }
  }

  #writers() {
    return [this.#operations, this.#samples, this.#alerts, this.#items, this.#runs] as const
  }
}

function writeError(error: unknown): WhittleError {
  const code = codeOf(error) === 'ENOSPC' ? 'OUTPUT_DISK_FULL' : 'HOME_UNWRITABLE'
  return new WhittleError(code, { detail: String(error), cause: error })
}
