import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type FSWatcher, watch } from 'chokidar'
import { WhittleError } from '../../shared/errors.ts'
import { isIgnored } from './arrival-names.ts'
import { Settling } from './settling.ts'

export type FolderWatcherOptions = {
  /** Absolute, as is `outDir`. */
  readonly folder: string
  /** Never looked into. */
  readonly outDir: string
  /** Milliseconds for which a file must stay as it is before it counts as complete. */
  readonly quietMs: number
  /** Milliseconds between two looks for a folder that went away or came back. */
  readonly pollMs: number
  /** A complete file: everything that is there at the start, then what is added or changed. */
  readonly onArrival: (path: string, wasThere: boolean) => void
  readonly onState: (state: 'watching' | 'missing' | 'failed', error?: WhittleError) => void
}

/**
 * Tells of every file that is complete below a folder, now and later. When the folder goes away, it waits for it to
 * come back, and looks through it again then.
 */
export class FolderWatcher {
  readonly #options: FolderWatcherOptions
  #watcher: FSWatcher | undefined
  #settling: Settling | undefined
  /** Device and inode of the folder that is being watched: another one of the same name is another folder. */
  #identity: string | undefined
  #timer: NodeJS.Timeout | undefined
  #sweep: NodeJS.Timeout | undefined
  #closed = false

  constructor(options: FolderWatcherOptions) {
    this.#options = options
  }

  /** Resolves when the first look was taken. */
  async start(): Promise<void> {
    await this.#look()
  }

  /** Looks through the whole folder again. */
  async rescan(): Promise<void> {
    await this.#stop()
    await this.#look()
  }

  async close(): Promise<void> {
    this.#closed = true
    clearTimeout(this.#timer)
    await this.#stop()
  }

  async #look(): Promise<void> {
    clearTimeout(this.#timer)
    const identity = await identityOf(this.#options.folder)
    if (this.#closed) return
    if (identity !== this.#identity || (identity !== undefined && this.#watcher === undefined)) {
      await this.#stop()
      if (this.#closed) return
      this.#identity = identity
      if (identity === undefined) this.#options.onState('missing')
      else this.#begin()
    } else if (identity === undefined && this.#watcher === undefined) {
      this.#options.onState('missing')
    }
    this.#timer = setTimeout(() => void this.#look(), this.#options.pollMs).unref()
  }

  #begin(): void {
    const { folder, quietMs, onArrival, onState } = this.#options
    let wasThere = true
    const first = new Set<string>()
    const settling = new Settling({ quietMs, onSettled: (path) => onArrival(path, first.delete(path)) })
    const seen = (path: string): void => {
      if (wasThere) first.add(path)
      else first.delete(path)
      void settling.seen(path)
    }
    this.#settling = settling
    const watcher = watch(folder, {
      ignored: (path) => isIgnored(path, this.#options),
      // A link may lead anywhere, also to the results.
      followSymlinks: false,
      // Programs save by renaming; what counts is the file that is there in the end.
      atomic: false,
    })
      .once('ready', () => {
        wasThere = false
        this.#sweepSoon(watcher)
      })
      .on('addDir', () => {
        if (!wasThere) this.#sweepSoon(watcher)
      })
      .on('add', seen)
      .on('change', seen)
      .on('error', (error) => onState('failed', watchError(folder, error)))
    this.#watcher = watcher
    onState('watching')
  }

  /**
   * chokidar lists a folder and begins to watch it only then: what arrives between the two is missed for good (a tenth of
   * the files that arrived in the first 15 ms). So a folder is looked through once more when it is being watched.
   */
  #sweepSoon(watcher: FSWatcher): void {
    clearTimeout(this.#sweep)
    this.#sweep = setTimeout(() => void this.#addMissed(watcher), this.#options.quietMs).unref()
  }

  async #addMissed(watcher: FSWatcher): Promise<void> {
    const { folder } = this.#options
    const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
    if (watcher !== this.#watcher) return
    const watched = new Map(Object.entries(watcher.getWatched()).map(([dir, names]) => [dir, new Set(names)]))
    for (const entry of entries) {
      const path = join(entry.parentPath, entry.name)
      const isMissed = entry.isFile() && watched.get(entry.parentPath)?.has(entry.name) !== true
      if (isMissed && !isIgnored(path, this.#options)) watcher.add(path)
    }
  }

  async #stop(): Promise<void> {
    clearTimeout(this.#sweep)
    this.#settling?.close()
    const watcher = this.#watcher
    this.#settling = undefined
    this.#watcher = undefined
    await watcher?.close()
  }
}

async function identityOf(folder: string): Promise<string | undefined> {
  const status = await stat(folder, { bigint: true }).catch(() => undefined)
  return status?.isDirectory() === true ? `${status.dev}:${status.ino}` : undefined
}

function watchError(folder: string, cause: unknown): WhittleError {
  return new WhittleError('FOLDER_UNREADABLE', { detail: `${folder}: ${String(cause)}`, cause })
}
