import { randomBytes } from 'node:crypto'
import { access, lstat, mkdir, open, rm, stat, statfs } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { codeOf } from '../../shared/code-of.ts'
import { type ErrorCode, type ErrorData, toErrorData, WhittleError } from '../../shared/errors.ts'
import type { Pause, PauseReason } from '../../shared/model/batch.ts'
import type { Item } from '../../shared/model/item.ts'
import { plannedPaths } from '../../shared/model/output.ts'
import type { BatchRecord } from './batch-record.ts'
import type { Costs } from './costs/costs.ts'
import { isBelow } from './paths.ts'

/** What a failure means: it is the item's own, it is to be tried again, or nothing more can be done for now. */
export type Verdict = 'its-own' | 'again' | Pause

export type TroublesOptions = {
  readonly costs: () => Costs
  readonly now: () => number
  /** Rejects while nothing can be written to the journal. */
  readonly probeJournal: () => Promise<void>
}

/** Room to look for at least and at most, in bytes, before a batch goes on that had none. */
const leastRoom = 64 * 1024
const mostRoom = 64 * 1024 * 1024
/** Finished outputs by which a folder is recognized that comes back under another number. */
const witnesses = 3

/**
 * Tells an image that fails from a target, a source or a home folder that is gone, full or closed; and tells when that
 * is mended. One for each batch.
 */
export class Troubles {
  readonly #batch: BatchRecord
  readonly #options: TroublesOptions
  /** Device and inode of the output folder; what else has its name is not it. */
  #target: string | undefined
  readonly #folders = new Set<string>()
  /** By item and code: how often that was no fault of the item's. */
  readonly #excused = new Map<string, number>()
  #wantedRoom = leastRoom

  constructor(batch: BatchRecord, options: TroublesOptions) {
    this.#batch = batch
    this.#options = options
  }

  /**
   * Makes the output folder and remembers it.
   * @throws WhittleError `OUTPUT_UNWRITABLE`, `OUTPUT_DISK_FULL`
   */
  async open(): Promise<void> {
    const { outDir } = this.#batch
    try {
      await mkdir(outDir, { recursive: true })
      await access(outDir, 2)
      this.#target = await identityOf(outDir)
      this.#folders.clear()
    } catch (cause) {
      throw outputError(cause)
    }
  }

  /**
   * Takes up the output folder of a batch that an earlier process worked on; one that has results in it is not made
   * anew.
   * @throws WhittleError `OUTPUT_UNWRITABLE`, `OUTPUT_DISK_FULL`
   */
  async reopen(): Promise<void> {
    const { outDir } = this.#batch
    if (this.#target !== undefined) return
    if (this.#batch.count('done') > 0 && !(await exists(outDir))) {
      throw new WhittleError('OUTPUT_UNWRITABLE', { detail: `${outDir} is gone.` })
    }
    await this.open()
  }

  /**
   * Makes the folders of an item's outputs, below the output folder and only while that is still the same: a worker
   * that made it anew would split the results between two.
   * @throws WhittleError `OUTPUT_UNWRITABLE`, `OUTPUT_DISK_FULL`, `OUTPUT_NAME_TOO_LONG`
   */
  async prepare(item: Item): Promise<void> {
    if (this.#target === undefined) return
    if (!(await this.#isTargetThere())) {
      throw new WhittleError('OUTPUT_UNWRITABLE', { detail: `${this.#batch.outDir} is gone.` })
    }
    for (const folder of new Set(item.planned.flatMap(plannedPaths).map(dirname))) {
      if (this.#folders.has(folder)) continue
      try {
        await mkdir(folder, { recursive: true })
      } catch (cause) {
        throw outputError(cause)
      }
      this.#folders.add(folder)
    }
  }

  async judge(item: Item, error: ErrorData): Promise<Verdict> {
    switch (error.code) {
      case 'OUTPUT_DISK_FULL':
        this.#wantMoreRoom(item)
        return this.#pause('disk-full', error)
      case 'OUTPUT_NAME_TOO_LONG':
        return this.#isFirst(item, error.code) ? this.#pause('name-too-long', error) : 'its-own'
      case 'OUTPUT_UNWRITABLE':
        return this.#judgeTarget(item, error)
      case 'INPUT_MISSING':
      case 'INPUT_UNREADABLE':
        return (await this.#isSourceThere(item)) ? 'its-own' : this.#pause('source-missing', error)
      default:
        return 'its-own'
    }
  }

  /** The pause for an output folder that could not be taken up. */
  async ofTarget(error: unknown): Promise<Pause> {
    const data = toErrorData(error)
    if (data.code === 'OUTPUT_DISK_FULL') return this.#pause('disk-full', data)
    return this.#pause((await exists(this.#batch.outDir)) ? 'target-unwritable' : 'target-missing', data)
  }

  /** The pause for an error of the journal; `undefined` for any other. */
  ofJournal(error: unknown): Pause | undefined {
    const data = toErrorData(error)
    const isOurs = data.code === 'HOME_UNWRITABLE' || data.code === 'OUTPUT_DISK_FULL'
    return isOurs ? this.#pause('home-unwritable', data) : undefined
  }

  /** Looks whether the cause of a pause is gone. */
  async isMended({ reason }: Pause): Promise<boolean> {
    switch (reason) {
      case 'user':
      case 'name-too-long':
        return false
      case 'disk-full':
        return (await this.#isTargetBack()) && (await this.#hasRoom())
      case 'target-unwritable':
        return (await this.#isTargetBack()) && (await canWrite(this.#batch.outDir, 1))
      case 'target-missing':
        return this.#isTargetBack()
      case 'source-missing':
        return this.#areSourcesThere()
      case 'home-unwritable':
        return this.#options.probeJournal().then(
          () => true,
          () => false,
        )
    }
  }

  async #judgeTarget(item: Item, error: ErrorData): Promise<Verdict> {
    if (!(await this.#isTargetThere())) return this.#pause('target-missing', error)
    if (!(await canWrite(this.#batch.outDir, 1))) return this.#pause('target-unwritable', error)
    // A folder below it was removed, or is closed: the one can be mended at once, the other is about this image alone.
    this.#folders.clear()
    return this.#isFirst(item, error.code) ? 'again' : 'its-own'
  }

  #pause(reason: PauseReason, error: ErrorData): Pause {
    return { reason, error, since: this.#options.now() }
  }

  #isFirst(item: Item, code: ErrorCode): boolean {
    const key = `${code} ${item.id}`
    const times = this.#excused.get(key) ?? 0
    this.#excused.set(key, times + 1)
    return times === 0
  }

  /** Twice as much each time: what was free was not enough. */
  #wantMoreRoom(item: Item): void {
    const costs = this.#options.costs()
    const need = item.planned.reduce((sum, output) => sum + costs.outputBytes(output), 0)
    this.#wantedRoom = Math.min(mostRoom, Math.max(this.#wantedRoom * 2, Math.ceil(need)))
  }

  async #hasRoom(): Promise<boolean> {
    const { outDir } = this.#batch
    const free = await freeBytes(outDir)
    if (free !== undefined && free < this.#wantedRoom) return false
    // A quota shows only when one writes.
    return canWrite(outDir, this.#wantedRoom)
  }

  async #isTargetThere(): Promise<boolean> {
    return (
      this.#target !== undefined && (await identityOf(this.#batch.outDir).catch(() => '')) === this.#target
    )
  }

  /** A disk that is plugged in again may have another number; then what was written there tells that it is the one. */
  async #isTargetBack(): Promise<boolean> {
    if (await this.#isTargetThere()) return true
    const before = this.#target
    const made = [...this.#batch.items.where(({ state }) => state === 'done')]
    const sample = made.flatMap(({ outputs }) => outputs).slice(-witnesses)
    // Without a result in it nothing was lost; but a folder that we knew and that was renamed is not this one.
    if (sample.length === 0) return before === undefined && (await exists(this.#batch.outDir))
    for (const { path, bytes } of sample) {
      const status = await lstat(path).catch(() => undefined)
      if (status?.isFile() !== true || status.size !== bytes) return false
    }
    await this.open()
    return true
  }

  /** Whether what the item was found in is there: without it, the other images in it are missing as well. */
  async #isSourceThere(item: Item): Promise<boolean> {
    const root = this.#batch.paths.find((path) => path === item.input || isBelow(path, item.input))
    if (root === undefined || root === item.input) return exists(dirname(item.input))
    return exists(root)
  }

  async #areSourcesThere(): Promise<boolean> {
    const [first] = this.#batch.items.where(({ state }) => state === 'queued')
    return first === undefined || ((await this.#isSourceThere(first)) && exists(first.input))
  }
}

/** Bytes free to this user on the disk of a path or of its nearest folder; `undefined` where nobody can tell. */
export async function freeBytes(path: string): Promise<number | undefined> {
  for (let folder = path; ; folder = dirname(folder)) {
    try {
      const { bavail, bsize } = await statfs(folder)
      return bavail * bsize
    } catch (error) {
      if (codeOf(error) !== 'ENOENT' || dirname(folder) === folder) return undefined
    }
  }
}

/** Tries to write so many bytes and leaves nothing. */
async function canWrite(folder: string, bytes: number): Promise<boolean> {
  const path = join(folder, `.whittle-probe-${process.pid}-${randomBytes(4).toString('hex')}.part`)
  try {
    const handle = await open(path, 'wx')
    try {
      const block = Buffer.alloc(Math.min(bytes, 1024 * 1024))
      for (let written = 0; written < bytes; written += block.length) await handle.writeFile(block)
      await handle.sync()
    } finally {
      await handle.close()
    }
    return true
  } catch {
    return false
  } finally {
    await rm(path, { force: true }).catch(() => undefined)
  }
}

async function identityOf(path: string): Promise<string> {
  const { dev, ino } = await stat(path, { bigint: true })
  return `${dev}:${ino}`
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}

function outputError(cause: unknown): WhittleError {
  const system = codeOf(cause)
  const code: ErrorCode =
    system === 'ENOSPC' || system === 'EDQUOT'
      ? 'OUTPUT_DISK_FULL'
      : system === 'ENAMETOOLONG'
        ? 'OUTPUT_NAME_TOO_LONG'
        : 'OUTPUT_UNWRITABLE'
  return new WhittleError(code, { detail: String(cause), cause })
}
