import { extname } from 'node:path'
import type { InputLimits } from '../../shared/contract/pool.ts'
import { type ErrorCode, WhittleError } from '../../shared/errors.ts'
import type { Probe } from '../../shared/model/item.ts'
import type { PoolPort } from '../ports.ts'
import { type Found, type WalkOptions, walk } from './walk.ts'

/** What became of one file on its way in. */
export type Taken = Pick<Found, 'path' | 'name'> &
  (
    | { readonly kind: 'image'; readonly probe: Probe }
    | { readonly kind: 'failed'; readonly error: WhittleError }
    /** Not an image and nobody said it was one: named, but no failure. */
    | { readonly kind: 'skipped'; readonly error: WhittleError }
  )

export type IntakeOptions = WalkOptions & {
  readonly pool: Pick<PoolPort, 'run'>
  readonly limits: InputLimits
  /** Probes under way at once. */
  readonly concurrency: number
}

/** A probe reads the file and its header; this is for slow network drives. */
const probeLimitMs = 60_000

/**
 * Walks the paths and probes what it finds, several at a time; yields in the order of the walk.
 * @throws WhittleError `CANCELLED` after the signal; `POOL_UNAVAILABLE`, `INTERRUPTED` when nothing can be probed.
 */
export async function* intake(paths: readonly string[], options: IntakeOptions): AsyncGenerator<Taken> {
  const underWay: Promise<Taken>[] = []
  for await (const found of walk(paths, options)) {
    const pending = take(found, options)
    // Whoever stops listening after one failure leaves the others behind.
    pending.catch(() => undefined)
    underWay.push(pending)
    if (underWay.length < options.concurrency) continue
    const first = await underWay.shift()
    if (first !== undefined) yield first
  }
  for (const pending of underWay) yield await pending
}

/**
 * Looks into one file.
 * @throws WhittleError with one of the `INPUT_…` codes; `CANCELLED` after the signal; what the pool throws.
 */
export function probeFile(
  input: string,
  { pool, limits, signal }: Pick<IntakeOptions, 'pool' | 'limits'> & { readonly signal?: AbortSignal },
): Promise<Probe> {
  const options = signal === undefined ? { limitMs: probeLimitMs } : { limitMs: probeLimitMs, signal }
  return pool.run('probe', { input, limits }, options)
}

/** Failures that say nothing about the file. */
const notTheFile: ReadonlySet<ErrorCode> = new Set(['CANCELLED', 'INTERRUPTED', 'POOL_UNAVAILABLE'])

async function take(found: Found, options: IntakeOptions): Promise<Taken> {
  const { path, name } = found
  if (found.error !== undefined) return refuse(found, found.error)
  try {
    const probe = await probeFile(path, options)
    return { path, name, kind: 'image', probe }
  } catch (cause) {
    const error = cause instanceof WhittleError ? cause : new WhittleError('INTERNAL', { cause })
    if (notTheFile.has(error.code)) throw error
    return refuse(found, error)
  }
}

const notImages: ReadonlySet<ErrorCode> = new Set(['INPUT_NOT_AN_IMAGE', 'INPUT_UNSUPPORTED', 'INPUT_EMPTY'])

/**
 * Extensions that promise an image. Whittle goes by content; this decides only whether a file found in a folder
 * that turns out not to be one is a failure (`broken.jpg`) or was simply not meant (`notes.txt`).
 */
const imageExtensions = new Set(
  '.jpg .jpeg .jpe .jfif .png .apng .webp .gif .avif .tif .tiff .svg .heic .heif .bmp .ico .cur .tga .psd .psb .jp2 .jpx .jpf .j2k .j2c .jpc .jxl .dds .mpo'.split(
    ' ',
  ),
)

function refuse(found: Found, error: WhittleError): Taken {
  const meant = found.explicit || imageExtensions.has(extname(found.path).toLowerCase())
  const skipped = error.code === 'OWN_OUTPUT' || (!meant && notImages.has(error.code))
  return { path: found.path, name: found.name, kind: skipped ? 'skipped' : 'failed', error }
}
