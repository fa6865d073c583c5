import type { PoolPayload, PoolResult } from '../../shared/contract/pool.ts'
import type { Job } from './job.ts'
import { inspect } from './source/open-source.ts'

/**
 * Tells what a file is without decoding its pixels.
 *
 * @throws WhittleError with one of the `INPUT_…` codes.
 */
export async function probe(payload: PoolPayload<'probe'>, job: Job): Promise<PoolResult<'probe'>> {
  const { decoder, header, bytes, width, height, pages, hasAlpha, isAnimated } = await job.step('read', () =>
    inspect(payload.input, payload.limits),
  )
  return {
    format: decoder.format,
    width,
    height,
    bytes: bytes.length,
    pages,
    hasAlpha,
    channels: header.channels,
    depth: header.depth,
    interlaced: header.isInterlaced,
    animated: isAnimated,
  }
}
