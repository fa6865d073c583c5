import { performance } from 'node:perf_hooks'
import type { OutputJob, PoolPayload, PoolResult } from '../../shared/contract/pool.ts'
import { noteSchema, type OutputResult } from '../../shared/model/output.ts'
import { encode } from './encode.ts'
import { refuseOriginal } from './file-identity.ts'
import type { Job } from './job.ts'
import { keepsOriginal } from './keep-original.ts'
import { notesOfOutput, notesOfSource } from './notes.ts'
import { placeFile } from './output/place-file.ts'
import { groupBySize, refuseMisfits, refuseOversized, type SizeGroup } from './output/size-groups.ts'
import { syncFolders } from './output/sync-folders.ts'
import { decode } from './pixels/decode.ts'
import type { Pixels } from './pixels/pixels.ts'
import { resize } from './pixels/resize.ts'
import { sha256Of } from './sha256.ts'
import { openSource, type Source } from './source/open-source.ts'
import { verify } from './verify.ts'

/** What all outputs of an image have in common. */
type Context = { readonly source: Source; readonly enhance: boolean; readonly job: Job }

/**
 * Makes all outputs of one image. It is read once and decoded once, in the largest size; each smaller size comes from
 * the pixels of the next larger one, and the outputs of a size share its pixels.
 *
 * @throws WhittleError; outputs that were reported through `job` before it are complete and stay.
 */
export async function optimize(payload: PoolPayload<'optimize'>, job: Job): Promise<PoolResult<'optimize'>> {
  const { outputs, enhance } = payload
  refuseOversized(outputs)
  const sizes = groupBySize(outputs)
  const source = await job.step('read', () => openFitting(payload, sizes))

  const results: OutputResult[] = []
  let pixels: Pixels | undefined
  for (const size of sizes) {
    const larger = pixels
    const start = performance.now()
    pixels =
      larger === undefined
        ? await job.step('decode', () => decode(source, { ...size, enhance }))
        : await job.step('resize', () => resize(larger, size))
    // The outputs of a size share the cost of its resize; decoding belongs to the image, not to one of them.
    const sharedMs = larger === undefined ? 0 : (performance.now() - start) / size.outputs.length
    for (const output of size.outputs) {
      results.push(await makeOutput(output, pixels, sharedMs, { source, enhance, job }))
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
async function openFitting(payload: PoolPayload<'optimize'>, sizes: readonly SizeGroup[]): Promise<Source> {
  const source = await openSource(payload.input, payload.limits)
  refuseMisfits(sizes, source)
  for (const { path } of payload.outputs) await refuseOriginal(path, source.identity)
  return source
}

async function makeOutput(
  output: OutputJob,
  pixels: Pixels,
  sharedMs: number,
  { source, enhance, job }: Context,
): Promise<OutputResult> {
  const start = performance.now()
  const encoded = await job.step('encode', () => encode(pixels, output))
  const keptOriginal = keepsOriginal(output, encoded.bytes.length, source, enhance)
  const bytes = keptOriginal ? source.bytes : encoded.bytes
  // Decoding the original in full was its check.
  if (!keptOriginal) await job.step('verify', () => verify(bytes, encoded.expected))
  const sha256 = await job.step('write', () => placeFile(bytes, output, source.identity))

  const { index, path, format, width, height, quality, effort } = output
  const result: OutputResult = {
    index,
    path,
    format,
    width,
    height,
    bytes: bytes.length,
    sha256,
    quality,
    effort,
    score: null,
    ms: sharedMs + performance.now() - start,
    cached: false,
    keptOriginal,
    notes: keptOriginal
      ? ['original-kept']
      : [...notesOfSource(source, enhance), ...notesOfOutput(output, pixels, bytes.length, source)],
  }
  job.report({ step: 'write', output: result })
  return result
}
