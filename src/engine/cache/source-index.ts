import type { BigIntStats } from 'node:fs'
import { lstat, stat } from 'node:fs/promises'
import cacache from 'cacache'
import * as z from 'zod'
import type { InputLimits } from '../../shared/contract/pool.ts'
import { fileStamp, isSettled } from '../../shared/file-stamp.ts'
import { type Probe, probeSchema } from '../../shared/model/item.ts'
import { inputLimitsSchema } from '../../shared/settings.ts'
import type { PoolPort, RunOptions } from '../ports.ts'
import { integrityOf } from './integrity.ts'
import { hashOf } from './keys.ts'

const knownSchema = z.object({
  sha256: z.string(),
  /** What it was recognized as, within which limits; of outputs nobody asked. */
  recognized: z.object({ probe: probeSchema, limits: z.string() }).optional(),
})
type Known = z.output<typeof knownSchema>

export type SourceIndexOptions = {
  /** Folder of its own. */
  readonly dir: string
  readonly pool: Pick<PoolPort, 'run'>
  /** Reads every file, whatever its stamp says. */
  readonly distrust: boolean
  readonly now: () => number
}

/** Milliseconds after which an entry that is used is written anew, so that it does not grow old. */
const refreshMs = 7 * 24 * 60 * 60 * 1_000

/**
 * Remembers of files what their bytes were, by what the file system says of them, so that an unchanged file is not
 * read again.
 */
export class SourceIndex {
  readonly #options: SourceIndexOptions

  constructor(options: SourceIndexOptions) {
    this.#options = options
  }

  /**
   * What an original is, and which one. Reads it only when its stamp is new.
   *
   * @throws WhittleError with one of the `INPUT_…` codes.
   */
  async identify(
    input: string,
    limits: InputLimits,
    options: RunOptions,
  ): Promise<{ sha256: string; probe: Probe }> {
    const status = await stat(input, { bigint: true }).catch(() => undefined)
    const known = status === undefined ? undefined : await this.#recall(status)
    // Callers pass their settings with more in them, which says nothing about what is refused.
    const within = hashOf(inputLimitsSchema.parse(limits))
    // What other limits refuse is left to the worker, which says so.
    if (known?.recognized?.limits === within) {
      return { sha256: known.sha256, probe: known.recognized.probe }
    }
    const { probe, sha256, file } = await this.#options.pool.run('fingerprint', { input, limits }, options)
    // The worker took its stamp before it read; one from after that could belong to other bytes.
    if (status !== undefined && fileStamp(status) === file) {
      await this.#remember(status, { sha256, recognized: { probe, limits: within } })
    }
    return { sha256, probe }
  }

  /** Whether a file, no link to one, is known to have these bytes. `false` where it is not known. */
  async isKnownAs(path: string, sha256: string): Promise<boolean> {
    const status = await lstat(path, { bigint: true }).catch(() => undefined)
    return status !== undefined && (await this.#recall(status))?.sha256 === sha256
  }

  /**
   * Remembers what was read from a file.
   *
   * @param status - Taken before it was read.
   */
  async remember(status: BigIntStats, sha256: string): Promise<void> {
    await this.#remember(status, { sha256 })
  }

  async #recall(status: BigIntStats): Promise<Known | undefined> {
    if (this.#options.distrust || !status.isFile()) return undefined
    const { dir, now } = this.#options
    const entry = await cacache.get.info(dir, keyOf(status)).catch(() => null)
    const { data } = knownSchema.safeParse(entry?.metadata)
    if (data !== undefined && entry !== null && now() - entry.time > refreshMs)
      await this.#write(status, data)
    return data
  }

  async #remember(status: BigIntStats, known: Known): Promise<void> {
    if (status.isFile() && isSettled(status, this.#options.now())) await this.#write(status, known)
  }

  /** Without it the file is read again the next time; nothing else is lost. */
  async #write(status: BigIntStats, known: Known): Promise<void> {
    const options = { metadata: known, size: Number(status.size) }
    await cacache.index
      .insert(this.#options.dir, keyOf(status), integrityOf(known.sha256), options)
      .catch(() => undefined)
  }
}

function keyOf(status: BigIntStats): string {
  return `file:${fileStamp(status)}`
}
