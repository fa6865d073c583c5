import type { BigIntStats } from 'node:fs'
import type { PoolPayload, PoolProgress, PoolResult, PoolTaskName } from '../shared/contract/pool.ts'
import type { Lifecycle, LogLevel } from '../shared/lifecycle.ts'
import type { Alert } from '../shared/model/alert.ts'
import type { Anomaly } from '../shared/model/anomaly.ts'
import type { InPlace } from '../shared/model/backup.ts'
import type { ItemRecord, Operation, Run } from '../shared/model/history.ts'
import type { Impact } from '../shared/model/impact.ts'
import type { Item } from '../shared/model/item.ts'
import type { Admission, Sample } from '../shared/model/monitor.ts'
import type { Advice, Explanation, HistoryGap, Query, Summary } from '../shared/model/query.ts'
import type { Recommendation } from '../shared/model/recommendation.ts'
import type { Trend } from '../shared/model/trend.ts'
import type { Recipe } from '../shared/recipe/index.ts'

/**
 * How the parts of the engine see each other. Parts import this file and never a sibling;
 * `create-engine.ts` wires them.
 */

export type Log = (level: LogLevel, message: string) => void

/** Removes the listener. */
export type Unsubscribe = () => void

/** What a job is a part of. */
export type JobOrigin = {
  readonly batchId: string
  readonly itemId: string
  readonly recipeId: string
  /** The output takes the place of its original. */
  readonly inPlace?: InPlace
}

export type RunOptions = {
  /** The pool host is ended with SIGKILL when the job has run longer than this, in milliseconds. */
  readonly limitMs: number
  /** Aborting ends the job before its next variant; it then rejects with `CANCELLED`. */
  readonly signal?: AbortSignal
  /** Runs while nothing else does. */
  readonly alone?: boolean
  /** Somebody waits in front of it: it goes before everything else that waits. */
  readonly urgent?: boolean
  /** On whose account it is. */
  readonly origin?: JobOrigin
  readonly onStart?: () => void
  readonly onProgress?: (progress: PoolProgress) => void
}

/** The workers, whatever happens to the process they live in. */
export type PoolPort = {
  readonly lifecycle: () => Lifecycle
  readonly load: () => { size: number; busy: number; queued: number }
  /**
   * CPU time since the process started, resident bytes now and at their highest over the last second; zeros while
   * there is no process.
   */
  readonly usage: () => { pid: number | undefined; cpuMs: number; residentBytes: number; peakBytes: number }
  /** Node, sharp, libvips and codecs; empty until the first host was ready. */
  readonly versions: () => Readonly<Record<string, string>>
  readonly run: <K extends PoolTaskName>(
    task: K,
    payload: PoolPayload<K>,
    options: RunOptions,
  ) => Promise<PoolResult<K>>
}

/** The workers' tasks, one function each. */
export type PoolFunctions = {
  readonly [K in PoolTaskName]: (payload: PoolPayload<K>, options: RunOptions) => Promise<PoolResult<K>>
}

export type HistoryPort = {
  readonly recordOperation: (operation: Operation) => void
  readonly recordItem: (record: ItemRecord) => void
  /** Resolves when the run and everything recorded before it is on disk. */
  readonly recordRun: (run: Run) => Promise<void>
  /** Newest first. */
  readonly listRuns: (query: { limit: number }) => Promise<Run[]>
  /** `undefined` when there is no such run. */
  readonly getRun: (runId: string) => Promise<{ run: Run; items: ItemRecord[] } | undefined>
  readonly listOperations: (range: { from: number; to: number }) => Promise<Operation[]>
  /** Keeps an alert; recorded again under its ID when it has changed. */
  readonly recordAlert: (alert: Alert) => void
  /** Newest first. */
  readonly listAlerts: (query: { limit: number }) => Promise<Alert[]>
  /** Keeps the gauges of a sample. */
  readonly recordSample: (sample: Sample) => void
  /** Answers a query and tells how. Rejects with `BAD_REQUEST` for one that cannot be answered. */
  readonly query: (query: Query) => Promise<Explanation>
  /** The same without what is remembered of earlier queries. */
  readonly explain: (query: Query) => Promise<Explanation>
  readonly summarize: (range: { from: number; to: number }) => Promise<Summary>
  readonly listAdvice: () => Promise<Advice[]>
  readonly applyAdvice: (id: string) => Promise<Advice>
  readonly dropIndex: (id: string) => Promise<void>
  /** Writes everything to one new file. */
  readonly exportTo: (path: string) => Promise<{ records: number; bytes: number }>
  /** Merges an exported history; rejects with `HISTORY_FILE_INVALID` and changes nothing when it is not whole. */
  readonly importFrom: (path: string) => Promise<{ records: number; rows: number }>
  /** What was found damaged, oldest first, and what of it is gone for good. */
  readonly damage: () => Promise<
    readonly { at: number; file: string; what: string; lost: Omit<HistoryGap, 'what'>[] }[]
  >
  readonly close: () => Promise<void>
}

/** One image's place among those that run, taken until it is released. */
export type Ticket = {
  readonly item: Item
  /**
   * Gives the place back; once counts. `settled` is the image as it ended, from whose times the costs of later ones
   * are learned; absent when it did not end.
   */
  readonly release: (settled?: Item) => void
}

/** Decides which image starts, and when. */
export type AdmissionPort = {
  /** How many may run at once right now, and why. */
  readonly current: () => Admission
  /**
   * Lets one of the waiting images start, or none now. Ask again when a ticket was released, and when the engine
   * says that the admission changed.
   *
   * @param waiting The next one *last*, so that taking it is cheap. All there are, or more than a batch near its end has.
   * @param more How many wait behind these.
   */
  readonly admit: (waiting: readonly Item[], more: number) => Ticket | undefined
}

/** How to start an Electron that prints a page: `src/main/print`. */
export type Printer = { readonly command: string; readonly args: readonly string[] }

/** What a report takes from the analysis of the history. */
export type FindingsPort = {
  /** What moved, what was out of the ordinary, and what to do about it, in a time (epoch milliseconds). */
  readonly findings: (range: { from: number; to: number }) => Promise<{
    trends: readonly Trend[]
    anomalies: readonly Anomaly[]
    recommendations: readonly Recommendation[]
  }>
  /** Two runs compared image by image, by their IDs. */
  readonly compareRuns: (before: string, after: string) => Promise<Impact>
}

export type MonitorPort = {
  /** Oldest first, the last ten minutes. */
  readonly samples: () => readonly Sample[]
  readonly start: () => void
  readonly stop: () => void
}

/** A file that an earlier run made. */
export type OwnedOutput = {
  readonly sha256: string
  readonly bytes: number /** Absolute path of its original. */
  readonly source: string
}

/** What files are known to hold, without reading them. */
export type KnownFilesPort = {
  /** Whether a file, no link to one, has these bytes. `false` where it is not known. */
  readonly isKnownAs: (path: string, sha256: string) => Promise<boolean>
  /**
   * Remembers what was read from a file.
   *
   * @param status Taken before it was read.
   */
  readonly remember: (status: BigIntStats, sha256: string) => Promise<void>
}

/** What is known of the output folders, and the manifest that every one of them gets. */
export type DeliveryPort = {
  /** Our own files below `outDir` by absolute path; empty when there is no manifest. */
  readonly owned: (outDir: string) => Promise<ReadonlyMap<string, OwnedOutput>>
  /** The originals whose outputs are all there, by absolute path: their size then, and when the manifest was written. */
  readonly finished: (outDir: string) => Promise<ReadonlyMap<string, { bytes: number; at: number }>>
  /** Adds finished items to the folder's manifest. */
  readonly record: (outDir: string, recipe: Recipe, items: readonly Item[]) => Promise<void>
}

/** Turns paths into items with all their outputs named, in the order in which they are found. */
export type PlanningPort = {
  readonly plan: (request: {
    paths: readonly string[]
    /** Patterns in the syntax of `.gitignore`, for what is found in folders. */
    ignore: readonly string[]
    /** Names of the images are relative to this folder; absent: to each of the paths. */
    base?: string | undefined
    recipe: Recipe
    outDir: string
    /** The outputs take the places of their originals; `outDir` does not count then. */
    inPlace?: boolean
    /** Absolute paths that other batches are going to write. */
    reserved: ReadonlySet<string>
    signal: AbortSignal
  }) => AsyncGenerator<Item>
  /**
   * Looks into images again that failed or were cancelled, and names the outputs anew of those that have none or cannot
   * keep theirs; in their order, `planned` or `failed`.
   */
  readonly retry: (request: {
    items: readonly Item[]
    recipe: Recipe
    outDir: string
    inPlace?: boolean
    reserved: ReadonlySet<string>
  }) => AsyncGenerator<Item>
  /** Names the outputs anew for another recipe or folder; only images are yielded. */
  readonly planAgain: (request: {
    items: Iterable<Item>
    recipe: Recipe
    outDir: string
    inPlace?: boolean
    reserved: ReadonlySet<string>
  }) => AsyncGenerator<Item>
}
