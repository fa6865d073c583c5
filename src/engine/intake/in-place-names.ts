import { lstat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { codeOf } from '../../shared/code-of.ts'
import { collisionKey, nameWith } from './naming.ts'
import type { Claimed, Wanted } from './output-names.ts'

/**
 * Names of outputs that take the place of their originals: the original's own, or, where the format changes, that with
 * another extension.
 */
export class InPlaceNames {
  readonly #taken: Set<string>
  readonly #refuse: (path: string) => Promise<unknown>

  /**
   * @param reserved - Absolute paths that other batches are going to write.
   * @param refuse - Throws where the file at a path must not be replaced.
   */
  constructor(reserved: ReadonlySet<string>, refuse: (path: string) => Promise<unknown>) {
    this.#taken = new Set([...reserved].map(collisionKey))
    this.#refuse = refuse
  }

  /** @throws WhittleError where the original must not be replaced. */
  async claim({ input, extension }: Wanted): Promise<Claimed> {
    await this.#refuse(input)
    const name = basename(input)
    const dot = name.lastIndexOf('.')
    const stem = dot > 0 ? name.slice(0, dot) : name
    for (let attempt = 1; ; attempt += 1) {
      const path = join(dirname(input), nameWith(stem, `${attempt === 1 ? '' : `-${attempt}`}.${extension}`))
      if (path === input) return { path }
      const key = collisionKey(path)
      if (this.#taken.has(key) || (await exists(path))) continue
      this.#taken.add(key)
      return { path }
    }
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await lstat(path)
    return true
  } catch (error) {
    // What cannot be looked at is left alone.
    return codeOf(error) !== 'ENOENT'
  }
}
