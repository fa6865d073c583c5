import { lstat } from 'node:fs/promises'
import { fileStamp, isSettled } from '../../shared/file-stamp.ts'
import type { SourceIndex } from './source-index.ts'

type Fresh = { readonly path: string; readonly sha256: string; readonly stamp: string }

/** Milliseconds between two looks; a stamp needs two seconds until it can be relied on. */
const lookMs = 2_500
/** Files looked at together. */
const atOnce = 8

/**
 * Files that were written a moment ago, with bytes that are known from making them. Once their stamps can be relied on,
 * and only if nobody has touched them since, they are remembered, so that the next run need not read them. What is
 * still fresh when the process ends is read by the next run; a file of somebody else's is safe either way, since a
 * worker reads what it is about to replace.
 */
export class FreshFiles {
  readonly #sources: Pick<SourceIndex, 'remember'>
  readonly #now: () => number
  #waiting: Fresh[] = []
  #timer: NodeJS.Timeout | undefined
  #looking: Promise<void> = Promise.resolve()

  constructor(sources: Pick<SourceIndex, 'remember'>, now: () => number) {
    this.#sources = sources
    this.#now = now
  }

  /** To be called as soon as a file is in place. Never rejects. */
  async note({ path, sha256, bytes }: { path: string; sha256: string; bytes: number }): Promise<void> {
    const status = await lstat(path, { bigint: true }).catch(() => undefined)
    if (status?.isFile() !== true || status.size !== BigInt(bytes)) return
    this.#waiting.push({ path, sha256, stamp: fileStamp(status) })
    this.#timer ??= setTimeout(() => void this.look(), lookMs).unref()
  }

  /** Remembers what can be relied on by now. Never rejects. */
  look(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#looking = this.#looking.then(() => this.#look())
    return this.#looking
  }

  /** Looks once more, and not again. */
  async close(): Promise<void> {
    await this.look()
    clearTimeout(this.#timer)
    this.#waiting = []
  }

  async #look(): Promise<void> {
    const files = this.#waiting.splice(0)
    for (let at = 0; at < files.length; at += atOnce) {
      await Promise.all(files.slice(at, at + atOnce).map((file) => this.#settle(file)))
    }
    if (this.#waiting.length > 0) this.#timer ??= setTimeout(() => void this.look(), lookMs).unref()
  }

  async #settle(file: Fresh): Promise<void> {
    const status = await lstat(file.path, { bigint: true }).catch(() => undefined)
    if (status === undefined || fileStamp(status) !== file.stamp) return
    if (isSettled(status, this.#now())) await this.#sources.remember(status, file.sha256)
    else this.#waiting.push(file)
  }
}
