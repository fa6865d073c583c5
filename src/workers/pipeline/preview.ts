import type { PoolPayload, PoolResult } from '../../shared/contract/pool.ts'
import { fitInside } from '../../shared/fit-inside.ts'
import { encode } from './encode.ts'
import type { Job } from './job.ts'
import { replaceFile } from './output/replace-file.ts'
import { decode } from './pixels/decode.ts'
import { toSharp } from './pixels/pixels.ts'
import { openSource } from './source/open-source.ts'

/** WebP: small, quick to make, quick to show, and it keeps transparency. */
const settings = { format: 'webp', quality: 75, effort: null, background: '#ffffff' } as const

/**
 * Writes a small WebP of the first frame or page to a file of our own cache, over an older one.
 *
 * @throws WhittleError with one of the `INPUT_…` or `OUTPUT_…` codes.
 */
export async function preview(payload: PoolPayload<'preview'>, job: Job): Promise<PoolResult<'preview'>> {
  const source = await job.step('read', () => openSource(payload.input, payload.limits))
  const size = fitInside(source, { width: payload.side, height: payload.side })
  const pixels = await job.step('decode', () => decode(source, { ...size, rough: true }))
  const { bytes } = await job.step('encode', () => encode(toSharp(pixels), pixels, settings))
  await job.step('write', () => replaceFile(bytes, payload.path, source.identity))
  return { ...size, bytes: bytes.length }
}
