import { createHash } from 'node:crypto'
import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { InputLimits } from '../../shared/contract/pool.ts'
import { WhittleError } from '../../shared/errors.ts'
import type { PoolPort } from '../ports.ts'

export type PreviewOptions = {
  readonly dir: string
  readonly pool: Pick<PoolPort, 'run'>
  readonly limits: () => InputLimits
}

export type Previews = {
  /** A WebP of `input`, at most `side` pixels a side; `made` when there was none yet. */
  readonly get: (input: string, side: number) => Promise<{ path: string; made: boolean }>
  /** Removes what nobody looked at for a month. */
  readonly prune: () => Promise<void>
}

const previewLimitMs = 60_000
const keptMs = 30 * 24 * 3_600_000
/** Sides are rounded up to one of these, so that windows of slightly different width share their pictures. */
const sides = [64, 128, 256, 512, 1_024, 2_048, 4_096, 8_192] as const

/** Small pictures for the window, kept on disk and found again by path, time, size and side. */
export function createPreviews(options: PreviewOptions): Previews {
  const underWay = new Map<string, Promise<{ path: string; made: boolean }>>()

  const make = async (input: string, side: number, path: string) => {
    if (await isMade(path)) return { path, made: false }
    const payload = { input, limits: options.limits(), side, path }
    await options.pool.run('preview', payload, { limitMs: previewLimitMs })
    return { path, made: true }
  }

  return {
    get: async (input, wanted) => {
      const side = sides.find((candidate) => candidate >= wanted) ?? 8_192
      const status = await stat(input).catch((cause: unknown) => {
        throw new WhittleError('INPUT_MISSING', { cause })
      })
      const key = createHash('sha256')
        .update(`${input}\0${status.mtimeMs}\0${status.size}\0${side}`)
        .digest('hex')
      const path = join(options.dir, `${key.slice(0, 32)}.webp`)
      const pending = underWay.get(path) ?? make(input, side, path).finally(() => underWay.delete(path))
      underWay.set(path, pending)
      return pending
    },
    prune: async () => {
      for (const name of await readdir(options.dir)) {
        const path = join(options.dir, name)
        const status = await stat(path).catch(() => undefined)
        if (status !== undefined && Math.max(status.atimeMs, status.mtimeMs) < Date.now() - keptMs) {
          await rm(path, { force: true })
        }
      }
    },
  }
}

/** An empty file is what a power cut may leave of one. */
async function isMade(path: string): Promise<boolean> {
  return stat(path).then(
    (status) => status.size > 0,
    () => false,
  )
}
