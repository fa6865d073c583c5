import type { PoolPayload, PoolResult } from '../../shared/contract/pool.ts'
import type { Job } from './job.ts'
import { probeOf } from './probe.ts'
import { sha256Of } from './sha256.ts'
import { inspect } from './source/open-source.ts'

/**
 * Tells what a file is, as a probe does, and by a hash of its bytes which one: the same image under another name, or
 * copied elsewhere, has the same.
 *
 * @throws WhittleError with one of the `INPUT_…` codes.
 */
export async function fingerprint(
  payload: PoolPayload<'fingerprint'>,
  job: Job,
): Promise<PoolResult<'fingerprint'>> {
  const source = await job.step('read', () => inspect(payload.input, payload.limits))
  return { probe: probeOf(source), sha256: sha256Of(source.bytes), file: source.stamp }
}
