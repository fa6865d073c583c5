import type { PoolPayload, PoolResult } from '../../shared/contract/pool.ts'
import type { Probe } from '../../shared/model/item.ts'
import type { Job } from './job.ts'
import { inspect } from './source/open-source.ts'

/**
 * Tells what a file is without decoding its pixels.
 *
 * @throws WhittleError with one of the `INPUT_…` codes.
 */
export async function probe(payload: PoolPayload<'probe'>, job: Job): Promise<PoolResult<'probe'>> {
  return probeOf(await job.step('read', () => inspect(payload.input, payload.limits)))
}

/** What is told of an original. */
export function probeOf({
  decoder,
  header,
  bytes,
  width,
  height,
  pages,
  hasAlpha,
  isAnimated,
}: Awaited<ReturnType<typeof inspect>>): Probe {
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
