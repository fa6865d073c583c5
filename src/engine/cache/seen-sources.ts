import cacache from 'cacache'
import * as z from 'zod'
import { type MissReason, missReasonSchema } from '../../shared/model/cache.ts'
import { integrityOf } from './integrity.ts'
import type { ResultName } from './keys.ts'

const seenSchema = z.object({
  /** By variant, both in their first 16 digits: enough to tell apart what was made of one image. */
  variants: z.record(z.string(), z.object({ encoders: z.string(), gone: missReasonSchema.optional() })),
})
type Seen = z.output<typeof seenSchema>

const short = (hash: string) => hash.slice(0, 16)

/** Remembers what was made of each original, so that a miss can be explained. */
export class SeenSources {
  readonly #dir: string

  constructor(dir: string) {
    this.#dir = dir
  }

  /** Why a result that was looked for is not there. */
  async reasonFor({ source, variant, encoders }: ResultName): Promise<MissReason> {
    const seen = await this.#read(source)
    if (seen === undefined) return 'new-source'
    const made = seen.variants[short(variant)]
    if (made === undefined) return 'changed-recipe'
    if (made.encoders !== short(encoders)) return 'changed-encoder'
    return made.gone ?? 'evicted'
  }

  /** Notes that results were made of one original. */
  async made(names: readonly ResultName[]): Promise<void> {
    await this.#change(names, (encoders) => ({ encoders }))
  }

  async gone(name: ResultName, reason: MissReason): Promise<void> {
    await this.#change([name], (encoders) => ({ encoders, gone: reason }))
  }

  async #change(
    names: readonly ResultName[],
    value: (encoders: string) => Seen['variants'][string],
  ): Promise<void> {
    const [first] = names
    if (first === undefined) return
    const variants = { ...(await this.#read(first.source))?.variants }
    for (const { variant, encoders } of names) variants[short(variant)] = value(short(encoders))
    const metadata: Seen = { variants }
    await cacache.index.insert(this.#dir, keyOf(first.source), integrityOf(first.source), {
      metadata,
      size: 0,
    })
  }

  async #read(source: string): Promise<Seen | undefined> {
    const entry = await cacache.get.info(this.#dir, keyOf(source)).catch(() => null)
    return seenSchema.safeParse(entry?.metadata).data
  }
}

function keyOf(source: string): string {
  return `seen:${source}`
}
