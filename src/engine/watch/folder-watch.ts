import { lstat } from 'node:fs/promises'
import { toErrorData, type WhittleError } from '../../shared/errors.ts'
import type { Watch, WatchOrder, WatchState } from '../../shared/model/watch.ts'
import type { DeliveryPort, Log } from '../ports.ts'
import { type Arrival, Arrivals } from './arrivals.ts'
import { FolderWatcher } from './folder-watcher.ts'

/** What came of some files. */
type WatchOutcome = { readonly done: number; readonly failed: number }

export type FolderWatchOptions = {
  readonly order: WatchOrder
  readonly delivery: Pick<DeliveryPort, 'owned' | 'finished'>
  /** Optimizes files of the folder; resolves at the end. */
  readonly optimize: (order: WatchOrder, paths: readonly string[]) => Promise<WatchOutcome>
  /** Goes on with what an earlier process left unfinished in this folder. */
  readonly resume: (order: WatchOrder) => Promise<void>
  readonly quietMs: number
  readonly pollMs: number
  /** Milliseconds after which what could not be worked on at all is looked for again. */
  readonly retryMs: number
  readonly log: Log
  readonly onChange: () => void
}

/** One folder that is watched. */
export class FolderWatch {
  readonly order: WatchOrder
  readonly #options: FolderWatchOptions
  readonly #watcher: FolderWatcher
  readonly #arrivals: Arrivals
  #state: WatchState = 'watching'
  #error: WhittleError | undefined
  #done = 0
  #failed = 0
  #retry: NodeJS.Timeout | undefined

  constructor(options: FolderWatchOptions) {
    this.order = options.order
    this.#options = options
    const { folder, outDir } = options.order
    this.#watcher = new FolderWatcher({
      folder,
      outDir,
      quietMs: options.quietMs,
      pollMs: options.pollMs,
      onArrival: (path, wasThere) => this.#arrivals.add({ path, wasThere }),
      onState: (state, error) => this.#become(state, error),
    })
    this.#arrivals = new Arrivals({
      work: (arrivals) => this.#work(arrivals),
      onRoom: () => void this.#watcher.rescan(),
      onChange: options.onChange,
    })
  }

  status(): Watch {
    const counts = { waiting: this.#arrivals.waiting, done: this.#done, failed: this.#failed }
    const error = this.#error === undefined ? {} : { error: toErrorData(this.#error) }
    return { ...this.order, state: this.order.paused ? 'paused' : this.#state, ...counts, ...error }
  }

  async start(): Promise<void> {
    await this.#options.resume(this.order)
    await this.#watcher.start()
  }

  async close(): Promise<void> {
    clearTimeout(this.#retry)
    await this.#watcher.close()
    await this.#arrivals.close()
  }

  #become(state: WatchState, error?: WhittleError): void {
    const same = state === this.#state && error === undefined && this.#error === undefined
    this.#state = state
    this.#error = error
    if (same) return
    const { folder } = this.order
    if (state === 'missing')
      this.#options.log('warn', `The watched folder ${folder} is not there; waiting for it.`)
    if (state === 'watching') this.#options.log('info', `Watching ${folder}.`)
    this.#options.onChange()
  }

  async #work(arrivals: readonly Arrival[]): Promise<void> {
    try {
      const wanted = await this.#notYetDone(arrivals)
      if (wanted.length === 0) return
      const { done, failed } = await this.#options.optimize(this.order, wanted)
      this.#done += done
      this.#failed += failed
    } catch (error) {
      this.#options.log('warn', `What arrived in ${this.order.folder} was not optimized: ${String(error)}`)
      // No file's fault, e.g. the workers did not start. Looking through the folder finds what is not done.
      clearTimeout(this.#retry)
      this.#retry = setTimeout(() => void this.#watcher.rescan(), this.#options.retryMs).unref()
    }
  }

  /** Leaves out results of ours, and originals whose results are there already. */
  async #notYetDone(arrivals: readonly Arrival[]): Promise<string[]> {
    const { delivery } = this.#options
    const { folder, outDir } = this.order
    const [own, above, finished] = await Promise.all([
      delivery.owned(outDir),
      delivery.owned(folder),
      delivery.finished(outDir),
    ])
    const wanted: string[] = []
    for (const { path, wasThere } of arrivals) {
      if (own.has(path) || above.has(path)) continue
      const status = await lstat(path).catch(() => undefined)
      if (status?.isFile() !== true) continue
      const before = wasThere ? finished.get(path) : undefined
      // The entry's own time tells of a file that was put there since, whatever time it brought along.
      const isDone = before?.bytes === status.size && Math.max(status.mtimeMs, status.ctimeMs) <= before.at
      if (!isDone) wanted.push(path)
    }
    return wanted
  }
}
