import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type * as z from 'zod'
import { codeOf } from '../../shared/code-of.ts'
import { WhittleError } from '../../shared/errors.ts'
import type { Log } from '../ports.ts'

/** A small file of JSON that is read anew each time, since another process may have changed it. */
export class StateFile<T> {
  readonly #file: string
  readonly #schema: z.ZodType<T>
  readonly #log: Log
  #queue: Promise<unknown> = Promise.resolve()

  /** @param schema - Must accept `{}`, which is what a file that is missing or damaged holds. */
  constructor(file: string, schema: z.ZodType<T>, log: Log) {
    this.#file = file
    this.#schema = schema
    this.#log = log
  }

  async read(): Promise<T> {
    try {
      return this.#schema.parse(JSON.parse(await readFile(this.#file, 'utf8')))
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') {
        const aside = `${this.#file}.damaged`
        await rename(this.#file, aside).catch(() => undefined)
        this.#log('warn', `${this.#file} cannot be used; it was set aside as ${aside}.`)
      }
      return this.#schema.parse({})
    }
  }

  /** One change after the other. @throws WhittleError `HOME_UNWRITABLE`; the file is as it was then. */
  change(edit: (state: T) => T): Promise<T> {
    const changed = this.#queue.then(async () => {
      const state = edit(await this.read())
      await this.#write(state)
      return state
    })
    this.#queue = changed.catch(() => undefined)
    return changed
  }

  async #write(state: T): Promise<void> {
    const part = `${this.#file}.${process.pid}.tmp`
    try {
      await mkdir(dirname(this.#file), { recursive: true })
      await writeFile(part, `${JSON.stringify(state, null, 2)}\n`, { flush: true })
      await rename(part, this.#file)
    } catch (cause) {
      await rm(part, { force: true }).catch(() => undefined)
      throw new WhittleError('HOME_UNWRITABLE', { detail: `${this.#file}: ${String(cause)}`, cause })
    }
  }
}
