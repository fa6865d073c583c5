import { readdir, stat } from 'node:fs/promises'
import { performance } from 'node:perf_hooks'
import { codeOf } from '../../shared/code-of.ts'

/**
 * A folder that changed less than so many milliseconds before it was listed is listed again: file systems tell the
 * time of a change to two seconds at worst (FAT), and what came within them would never be seen.
 */
const coarsestMs = 2_500

type Listed<T> = {
  /** Time of the folder's last change in nanoseconds, as text. */
  readonly stamp: string
  readonly settled: boolean
  readonly entries: readonly T[]
  /** When it was last compared with the folder, on the monotonic clock. */
  checkedAt: number
}

/**
 * The entries of a folder, read again only when the folder changed. Every writer of the history renames what it has
 * written into place, which changes the folder, whichever process it is.
 */
export class Listing<T> {
  readonly #folder: string
  readonly #parse: (names: readonly string[]) => readonly T[]
  readonly #freshMs: number
  #listed: Listed<T> | undefined

  /**
   * @param parse What is made of the names; kept until the next change.
   * @param freshMs So many milliseconds nobody looks whether the folder changed, unless {@link changed} tells.
   */
  constructor(folder: string, parse: (names: readonly string[]) => readonly T[], freshMs = 0) {
    this.#folder = folder
    this.#parse = parse
    this.#freshMs = freshMs
  }

  /** None where there is no folder. @throws the file system's error. */
  async entries(): Promise<readonly T[]> {
    return (await this.#list()).entries
  }

  /** Names the state of the folder; the same one means that most likely no file was replaced. */
  async stamp(): Promise<string> {
    return (await this.#list()).stamp
  }

  /** To be called by who changed something in the folder. */
  changed(): void {
    this.#listed = undefined
  }

  async #list(): Promise<Listed<T>> {
    const checkedAt = performance.now()
    if (this.#listed !== undefined && checkedAt - this.#listed.checkedAt < this.#freshMs) return this.#listed
    try {
      // Before the names are read: a change in between makes the next call read them again.
      const { mtimeNs, ino } = await stat(this.#folder, { bigint: true })
      const stamp = `${ino}-${mtimeNs}`
      if (this.#listed?.settled === true && this.#listed.stamp === stamp) {
        this.#listed.checkedAt = checkedAt
        return this.#listed
      }
      const settled = Date.now() - Number(mtimeNs / 1_000_000n) > coarsestMs
      const entries = this.#parse(await readdir(this.#folder))
      this.#listed = { stamp, settled, entries, checkedAt }
      return this.#listed
    } catch (error) {
      if (codeOf(error) !== 'ENOENT' && codeOf(error) !== 'ENOTDIR') throw error
      this.#listed = { stamp: '', settled: false, entries: [], checkedAt }
      return this.#listed
    }
  }
}
