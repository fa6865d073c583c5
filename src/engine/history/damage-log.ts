import { join } from 'node:path'
import { Low } from 'lowdb'
import * as z from 'zod'
import type { HistoryGap } from '../../shared/model/query.ts'
import { JsonFile } from './json-file.ts'
import { overlap, type Range } from './rollups/ranges.ts'

const entrySchema = z.object({
  /** When it was found. */
  at: z.number(),
  /** The damaged file, where it lies now. */
  file: z.string(),
  what: z.string(),
  /** What could not be had again, from anywhere; empty when everything was rebuilt. */
  lost: z.array(z.object({ from: z.number(), to: z.number() })),
})
export type DamageEntry = z.output<typeof entrySchema>

const schema = z.object({ version: z.literal(1), entries: z.array(entrySchema) })
const maxEntries = 1_000

/** What was found damaged, and what of it is gone for good. Survives restarts, since a gap does too. */
export class DamageLog {
  readonly #low: Low<z.output<typeof schema>>
  readonly #writes: boolean
  #read: Promise<void> | undefined

  constructor(dir: string, writes: boolean) {
    this.#low = new Low(new JsonFile(join(dir, 'damage.json'), schema), { version: 1, entries: [] })
    this.#writes = writes
  }

  async add(entry: DamageEntry): Promise<void> {
    await this.#ready()
    this.#low.data.entries.push(entry)
    this.#low.data.entries.splice(0, this.#low.data.entries.length - maxEntries)
    if (this.#writes) await this.#low.write()
  }

  async entries(): Promise<readonly DamageEntry[]> {
    await this.#ready()
    return this.#low.data.entries
  }

  /** What is gone of a range. */
  async gaps(range: Range): Promise<HistoryGap[]> {
    return (await this.entries()).flatMap(({ what, lost }) =>
      overlap(range, lost).map((gap) => ({ ...gap, what })),
    )
  }

  #ready(): Promise<void> {
    this.#read ??= this.#low.read()
    return this.#read
  }
}
