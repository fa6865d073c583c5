import { randomBytes } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { WhittleError } from '../../shared/errors.ts'
import type { Watch, WatchOrder } from '../../shared/model/watch.ts'
import { FolderWatch, type FolderWatchOptions } from './folder-watch.ts'
import { readWatches, writeWatches } from './watch-list.ts'

export type WatchesOptions = Omit<
  FolderWatchOptions,
  'order' | 'onChange' | 'quietMs' | 'pollMs' | 'retryMs'
> & {
  /** Absolute path of the list; need not exist. */
  readonly file: string
  readonly onChange: (watches: Watch[]) => void
  readonly quietMs?: number
  readonly pollMs?: number
}

/** A copy over a network may pause for a second without being finished. */
const defaultQuietMs = 2_000
const defaultPollMs = 2_000
/** The workers are given longer to start, and a folder that is looked through in vain costs little. */
const retryMs = 60_000

/** The folders that are watched, in this process and the next. */
export class Watches {
  readonly #options: WatchesOptions
  #watches: FolderWatch[] = []
  /** Of this process only; not in the list on disk. */
  readonly #temporary = new Set<string>()
  #turn: Promise<unknown> = Promise.resolve()

  constructor(options: WatchesOptions) {
    this.#options = options
  }

  /** Goes on with what is on the list. */
  start(): Promise<void> {
    return this.#inTurn(async () => {
      const orders = await readWatches(this.#options.file, this.#options.log)
      for (const order of orders) await this.#open(order)
      if (orders.length > 0) this.#tell()
    })
  }

  list(): Watch[] {
    return this.#watches.map((watch) => watch.status())
  }

  /**
   * @param temporary - Ends with this process.
   * @throws WhittleError `INPUT_MISSING` where there is no such folder, `NOT_ALLOWED` where it is watched already.
   */
  add(order: Omit<WatchOrder, 'id' | 'paused'>, temporary: boolean): Promise<Watch> {
    return this.#inTurn(async () => {
      const status = await stat(order.folder).catch(() => undefined)
      if (status?.isDirectory() !== true) throw new WhittleError('INPUT_MISSING', { detail: order.folder })
      if (this.#watches.some((watch) => watch.order.folder === order.folder)) {
        throw new WhittleError('NOT_ALLOWED', { detail: `${order.folder} is watched already.` })
      }
      const complete = { ...order, id: randomBytes(4).toString('hex'), paused: false }
      if (temporary) this.#temporary.add(complete.id)
      await this.#save([...this.#orders(), complete])
      const watch = await this.#open(complete)
      this.#tell()
      return watch.status()
    })
  }

  /** Files stay. @throws WhittleError `NOT_FOUND` */
  remove(id: string): Promise<void> {
    return this.#inTurn(async () => {
      const watch = this.#find(id)
      await this.#save(this.#orders().filter((order) => order.id !== id))
      await this.#close(watch)
      this.#tell()
    })
  }

  /** What arrives meanwhile is found when it goes on. @throws WhittleError `NOT_FOUND` */
  pause(id: string, paused: boolean): Promise<Watch> {
    return this.#inTurn(async () => {
      const watch = this.#find(id)
      if (watch.order.paused === paused) return watch.status()
      const order = { ...watch.order, paused }
      await this.#save(this.#orders().map((one) => (one.id === id ? order : one)))
      await this.#close(watch)
      const reopened = await this.#open(order)
      this.#tell()
      return reopened.status()
    })
  }

  async close(): Promise<void> {
    await this.#turn.catch(() => undefined)
    await Promise.all(this.#watches.map((watch) => watch.close()))
  }

  async #open(order: WatchOrder): Promise<FolderWatch> {
    const watch = new FolderWatch({
      quietMs: defaultQuietMs,
      pollMs: defaultPollMs,
      retryMs,
      ...this.#options,
      order,
      onChange: () => this.#tell(),
    })
    this.#watches.push(watch)
    if (!order.paused) await watch.start()
    return watch
  }

  async #close(watch: FolderWatch): Promise<void> {
    this.#watches = this.#watches.filter((one) => one !== watch)
    // A batch that is under way ends by itself.
    void watch.close()
  }

  #find(id: string): FolderWatch {
    const watch = this.#watches.find((one) => one.order.id === id)
    if (watch === undefined) throw new WhittleError('NOT_FOUND', { detail: `Watched folder ${id}` })
    return watch
  }

  #orders(): WatchOrder[] {
    return this.#watches.map((watch) => watch.order)
  }

  async #save(orders: readonly WatchOrder[]): Promise<void> {
    const lasting = orders.filter(({ id }) => !this.#temporary.has(id))
    const before = this.#orders().filter(({ id }) => !this.#temporary.has(id))
    if (JSON.stringify(lasting) !== JSON.stringify(before)) await writeWatches(this.#options.file, lasting)
  }

  #tell(): void {
    this.#options.onChange(this.list())
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(work)
    this.#turn = result.catch(() => undefined)
    return result
  }
}
