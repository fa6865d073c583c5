import { readFile } from 'node:fs/promises'
import type { Adapter } from 'lowdb'
import type * as z from 'zod'
import { writeDurably } from './durable-write.ts'
import { backupSuffix } from './shard-name.ts'

/** lowdb's adapter for a small file that can be done without: what is not valid counts as absent. */
export class JsonFile<T> implements Adapter<T> {
  readonly #path: string
  readonly #schema: z.ZodType<T>

  constructor(path: string, schema: z.ZodType<T>) {
    this.#path = path
    this.#schema = schema
  }

  readonly read = async (): Promise<T | null> =>
    (await this.#parse(this.#path)) ?? (await this.#parse(this.#path + backupSuffix)) ?? null

  readonly write = (data: T): Promise<void> => writeDurably(this.#path, JSON.stringify(data))

  async #parse(path: string): Promise<T | undefined> {
    try {
      return this.#schema.parse(JSON.parse(await readFile(path, 'utf8')))
    } catch {
      return undefined
    }
  }
}
