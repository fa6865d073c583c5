import type { PoolPayload, PoolResult } from '../../shared/contract/pool.ts'
import type { Job } from './job.ts'
import { openSource } from './source/open-source.ts'

/**
 * Tells what a file is without decoding its pixels.
 *
 * @throws WhittleError with one of the `INPUT_…` codes.
 */
export async function probe(payload: PoolPayload<'probe'>, job: Job): Promise<PoolResult<'probe'>> {
  const source = await job.step('read', () => openSource(payload.input, payload.limits))
  const { decoder, bytes, width, height, pages, hasAlpha } = source
  return { format: decoder.format, width, height, bytes: bytes.length, pages, hasAlpha }
}
