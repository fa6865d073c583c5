import { createReadStream } from 'node:fs'
import { appendFile, mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import * as z from 'zod'
import { missReasonSchema } from '../../shared/model/cache.ts'
import type { Log } from '../ports.ts'

/** One look-up. A line of the file is an array, since there are thousands of them for every run. */
const lineSchema = z.tuple([
  /** Epoch milliseconds. */
  z.number(),
  /** First digits of the result's key. */
  z.string(),
  z.enum(['hit', 'miss']),
  /** Of the result. */
  z.number(),
  z.string(),
  /** Size class of the original. */
  z.string(),
  /** Of a hit: milliseconds since the result was made. Of a miss: why. */
  z.union([z.number(), missReasonSchema]),
])
type Line = z.output<typeof lineSchema>

export type Access = {
  readonly at: number
  readonly key: string
  readonly bytes: number
  readonly recipe: string
  readonly size: string
} & (
  | { readonly kind: 'hit'; readonly ageMs: number }
  | { readonly kind: 'miss'; readonly reason: z.output<typeof missReasonSchema> }
)

/** Milliseconds in which look-ups are gathered before they are written. */
const gatherMs = 1_000
/** Of all files together; the oldest day goes first. About 400,000 look-ups. */
const mostBytes = 32 * 1024 * 1024

export type AccessLogOptions = {
  /** Folder of its own. */
  readonly dir: string
  /** Name of this process in the home folder: each writes a file of its own. */
  readonly writer: string
  readonly log: Log
}

/**
 * Every look-up in the cache, for the analysis of its hits. It is not flushed to the disk: after a power cut a second
 * of it is missing and nothing else.
 */
export class AccessLog {
  readonly #options: AccessLogOptions
  #pending: string[] = []
  #timer: NodeJS.Timeout | undefined
  #writing: Promise<void> = Promise.resolve()

  constructor(options: AccessLogOptions) {
    this.#options = options
  }

  note(access: Access): void {
    const { at, key, kind, bytes, recipe, size } = access
    const extra = access.kind === 'hit' ? Math.round(access.ageMs) : access.reason
    const line: Line = [at, key.slice(0, 16), kind, bytes, recipe, size, extra]
    this.#pending.push(JSON.stringify(line))
    this.#timer ??= setTimeout(() => void this.flush(), gatherMs).unref()
  }

  /** Never rejects. */
  flush(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#writing = this.#writing.then(() => this.#write())
    return this.#writing
  }

  /** Oldest day first; within one, the processes one after the other. */
  async *read(): AsyncGenerator<Access> {
    await this.flush()
    for (const file of await this.#files()) {
      const lines = createInterface({ input: createReadStream(join(this.#options.dir, file)) })
      for await (const line of lines) {
        const parsed = lineSchema.safeParse(parseJson(line))
        if (parsed.success) yield accessOf(parsed.data)
      }
    }
  }

  /** Removes the oldest days where there is too much. */
  async prune(): Promise<void> {
    const sizes = await Promise.all(
      (await this.#files()).map(async (file) => {
        const path = join(this.#options.dir, file)
        return {
          path,
          bytes: await stat(path).then(
            ({ size }) => size,
            () => 0,
          ),
        }
      }),
    )
    let total = sizes.reduce((sum, { bytes }) => sum + bytes, 0)
    for (const { path, bytes } of sizes) {
      if (total <= mostBytes) return
      await rm(path, { force: true })
      total -= bytes
    }
  }

  async clear(): Promise<void> {
    await this.flush()
    await rm(this.#options.dir, { recursive: true, force: true })
  }

  async #write(): Promise<void> {
    const lines = this.#pending.splice(0)
    if (lines.length === 0) return
    const { dir, writer, log } = this.#options
    const day = new Date().toISOString().slice(0, 10)
    try {
      await mkdir(dir, { recursive: true })
      await appendFile(join(dir, `${day}.${writer}.jsonl`), `${lines.join('\n')}\n`)
    } catch (error) {
      log('debug', `Look-ups in the cache were not recorded: ${String(error)}`)
    }
  }

  async #files(): Promise<string[]> {
    const names = await readdir(this.#options.dir).catch(() => [])
    return names.filter((name) => name.endsWith('.jsonl')).sort()
  }
}

function accessOf([at, key, kind, bytes, recipe, size, extra]: Line): Access {
  const common = { at, key, bytes, recipe, size }
  if (kind === 'hit') return { ...common, kind, ageMs: typeof extra === 'number' ? extra : 0 }
  return { ...common, kind, reason: typeof extra === 'number' ? 'new-source' : extra }
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
