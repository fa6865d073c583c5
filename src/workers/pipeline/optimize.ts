import { performance } from 'node:perf_hooks'
import type { PoolPayload, PoolResult } from '../../shared/contract/pool.ts'
import { noteSchema, type OutputResult, plannedPaths } from '../../shared/model/output.ts'
import { refuseOriginal } from './file-identity.ts'
import type { Job } from './job.ts'
import { makeOutput } from './make-output.ts'
import { groupBySize, refuseOversized, refuseReplaced } from './output/size-groups.ts'
import { syncFolders } from './output/sync-folders.ts'
import { decode } from './pixels/decode.ts'
import type { Pixels } from './pixels/pixels.ts'
import { resize } from './pixels/resize.ts'
import { sha256Of } from './sha256.ts'
import { openSource, type Source } from './source/open-source.ts'

/**
 * Makes all outputs of one image. It is read once and decoded once, in the largest size; each smaller size comes from
 * the pixels of the next larger one, and the outputs of a size share its pixels.
 *
 * @throws WhittleError; outputs that were reported through `job` before it are complete and stay.
 */
export async function optimize(payload: PoolPayload<'optimize'>, job: Job): Promise<PoolResult<'optimize'>> {
  const { outputs, treatment } = payload
  refuseOversized(outputs)
  const sizes = groupBySize(outputs)
  const source = await job.step('read', () => openPlanned(payload))

  const results: OutputResult[] = []
  let pixels: Pixels | undefined
  for (const size of sizes) {
    const larger = pixels
    const start = performance.now()
    pixels =
      larger === undefined
        ? await job.step('decode', () => decode(source, { ...size, enhance: treatment.enhance }))
        : await job.step('resize', () => resize(larger, size))
    // The outputs of a size share the cost of its resize; decoding belongs to the image, not to one of them.
    const sharedMs = larger === undefined ? 0 : (performance.now() - start) / size.outputs.length
    for (const output of size.outputs) {
      results.push(await makeOutput(output, pixels, sharedMs, { source, treatment, job }))
    }
  }

  await syncFolders(outputs.map(({ path }) => path))
  return {
    outputs: results.sort((a, b) => a.index - b.index),
    notes: noteSchema.options.filter((note) => results.some(({ notes }) => notes.includes(note))),
    sha256: sha256Of(source.bytes),
  }
}

/** Opens the original and refuses, before anything is decoded, what must not or cannot be made of it. */
async function openPlanned(payload: PoolPayload<'optimize'>): Promise<Source> {
  const source = await openSource(payload.input, payload.limits)
  refuseReplaced(payload.planned, source)
  for (const output of payload.outputs) {
    for (const path of plannedPaths(output)) await refuseOriginal(path, source.identity)
  }
  return source
}
