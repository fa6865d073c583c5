import { readdir, stat } from 'node:fs/promises'
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
}

/**
 * The entries of a folder, read again only when the folder changed. Every writer of the history renames what it has
 * written into place, which changes the folder, whichever process it is.
 */
export class Listing<T> {
  readonly #folder: string
  readonly #parse: (names: readonly string[]) => readonly T[]
  #listed: Listed<T> | undefined

  /** @param parse What is made of the names; kept until the next change. */
  constructor(folder: string, parse: (names: readonly string[]) => readonly T[]) {
    this.#folder = folder
    this.#parse = parse
  }

  /** None where there is no folder. @throws the file system's error. */
  async entries(): Promise<readonly T[]> {
    return (await this.#list()).entries
  }

  /** Names the state of the folder; the same one means that no file was replaced. `undefined` while it changes. */
  async stamp(): Promise<string | undefined> {
    const { settled, stamp } = await this.#list()
    return settled ? stamp : undefined
  }

  async #list(): Promise<Listed<T>> {
    try {
      // Before the names are read: a change in between makes the next call read them again.
      const { mtimeNs, ino } = await stat(this.#folder, { bigint: true })
      const stamp = `${ino}-${mtimeNs}`
      if (this.#listed?.settled === true && this.#listed.stamp === stamp) return this.#listed
      const settled = Date.now() - Number(mtimeNs / 1_000_000n) > coarsestMs
      const entries = this.#parse(await readdir(this.#folder))
      this.#listed = { stamp, settled, entries }
    } catch (error) {
      if (codeOf(error) !== 'ENOENT' && codeOf(error) !== 'ENOTDIR') throw error
      this.#listed = { stamp: '', settled: false, entries: [] }
    }
    return this.#listed
  }
}
