import { lstat, rm, stat, utimes } from 'node:fs/promises'
import cacache from 'cacache'
import * as z from 'zod'
import { type OutputResult, outputResultSchema } from '../../shared/model/output.ts'
import { integrityOf } from './integrity.ts'
import { keyOf, type ResultName } from './keys.ts'

const entrySchema = z.object({
  name: z.object({ source: z.string(), variant: z.string(), encoders: z.string() }),
  /** Of the result as it was made; what depends on where it goes is left out. */
  result: outputResultSchema.omit({ index: true, path: true, cached: true }),
})
type Entry = z.output<typeof entrySchema>

/** A result that is kept. */
export type Kept = Entry & {
  /** Where its bytes are; `undefined` where they are the original's own. */
  readonly content: string | undefined
  /** Epoch milliseconds. */
  readonly madeAt: number
}

/** A result as a list of all of them shows it. */
export type Listed = ResultName & {
  readonly key: string
  readonly integrity: string
  /** On disk. */
  readonly bytes: number
  readonly usedAt: number
  readonly ownsContent: boolean
}

export type Found =
  | { readonly kind: 'kept'; readonly kept: Kept }
  | { readonly kind: 'absent' }
  | { readonly kind: 'expired' }
  | { readonly kind: 'damaged' }

/** Stands for bytes that are those of the original itself, which is not kept a second time. */
const placeholder = Buffer.from('the original')

/** The results on disk: bytes by their hash, and what they are by original, variant and encoders. */
export class ResultStore {
  readonly dir: string

  constructor(dir: string) {
    this.dir = dir
  }

  /**
   * @param usedSince - Epoch milliseconds; what was not used since then counts as expired.
   */
  async find(name: ResultName, usedSince: number): Promise<Found> {
    const info = await cacache.get.info(this.dir, keyOf(name))
    const { data } = entrySchema.safeParse(info?.metadata)
    if (info === null || data === undefined) return { kind: 'absent' }
    if (data.result.keptOriginal) {
      const kept = { ...data, content: undefined, madeAt: info.time }
      return info.time < usedSince ? { kind: 'expired' } : { kind: 'kept', kept }
    }
    const status = await stat(info.path).catch(() => undefined)
    if (status === undefined) return { kind: 'absent' }
    if (status.size !== data.result.bytes) return { kind: 'damaged' }
    if (status.mtimeMs < usedSince) return { kind: 'expired' }
    return { kind: 'kept', kept: { ...data, content: info.path, madeAt: info.time } }
  }

  /** Marks a result as just used. */
  async touch({ content }: Kept, now: number): Promise<void> {
    if (content !== undefined) await utimes(content, now / 1_000, now / 1_000).catch(() => undefined)
  }

  /**
   * Keeps a result.
   *
   * @param bytes - Must have the result's hash, or nothing is kept.
   * @throws the file system's error, or `EINTEGRITY`.
   */
  async put(name: ResultName, output: OutputResult, bytes: Buffer): Promise<void> {
    const { index: _, path: __, cached: ___, ...result } = output
    const metadata: Entry = { name, result }
    const [data, integrity] = result.keptOriginal
      ? [placeholder, {}]
      : [bytes, { integrity: integrityOf(result.sha256) }]
    await cacache.put(this.dir, keyOf(name), data, { metadata, algorithms: ['sha256'], ...integrity })
  }

  /** Every result, in no order. What is listed without its bytes is of no use and has 0 of them. */
  async *list(): AsyncGenerator<Listed> {
    for await (const entry of cacache.ls.stream(this.dir)) {
      const { key, integrity, path, time, metadata } = entrySummarySchema.parse(entry)
      const { data } = entrySchema.safeParse(metadata)
      if (data === undefined) continue
      const ownsContent = !data.result.keptOriginal
      const status = ownsContent ? await lstat(path).catch(() => undefined) : undefined
      const usedAt = status?.mtimeMs ?? time
      yield { ...data.name, key, integrity, bytes: status?.size ?? 0, usedAt, ownsContent }
    }
  }

  /** Removes a result with its bytes. */
  async remove(listed: Pick<Listed, 'key' | 'integrity' | 'ownsContent'>): Promise<void> {
    await cacache.index.compact(this.dir, listed.key, () => true, { validateEntry: () => false })
    if (listed.ownsContent) await cacache.rm.content(this.dir, listed.integrity)
  }

  async removeNamed(name: ResultName): Promise<void> {
    const info = await cacache.get.info(this.dir, keyOf(name))
    if (info === null) return
    const { data } = entrySchema.safeParse(info.metadata)
    await this.remove({ key: info.key, integrity: info.integrity, ownsContent: !data?.result.keptOriginal })
  }

  async clear(): Promise<void> {
    await rm(this.dir, { recursive: true, force: true, maxRetries: 3 })
  }
}

const entrySummarySchema = z.object({
  key: z.string(),
  integrity: z.string(),
  path: z.string(),
  time: z.number(),
  metadata: z.unknown(),
})
