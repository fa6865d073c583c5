import type { Item } from './model/item.ts'
import type { OutputResult } from './model/output.ts'
import type { ResultDocument } from './model/result-document.ts'

/**
 * The documented result of a batch or run. Images that were cancelled are in none of the lists; `bytesIn` and
 * `bytesOut` count the images that succeeded.
 *
 * @param batch `recipe` is the recipe's id, `durationMs` the wall time of the whole batch.
 */
export function toResultDocument(
  batch: { readonly id: string; readonly recipe: string; readonly durationMs: number },
  items: readonly Item[],
): ResultDocument {
  const success = items.filter((item) => item.state === 'done').map(toSuccess)
  const failed = items.filter((item) => item.state === 'failed').map(toOutcome)
  const outputs = success.flatMap((image) => image.outputs)
  const hits = outputs.filter((output) => output.cached).length
  return {
    batchId: batch.id,
    recipe: batch.recipe,
    durationMs: batch.durationMs,
    totalProcessed: success.length + failed.length,
    bytesIn: sum(success),
    bytesOut: sum(outputs),
    cache: { hits, misses: outputs.length - hits },
    success,
    failed,
    skipped: items.filter((item) => item.state === 'skipped').map(toOutcome),
  }
}

function toSuccess(item: Item): ResultDocument['success'][number] {
  // A finished item was probed; should a record lack it, its outputs are still worth listing.
  const { format, width, height, bytes } = item.probe ?? { format: 'unknown', width: 0, height: 0, bytes: 0 }
  return {
    input: item.input,
    format,
    width,
    height,
    bytes,
    ms: item.ms ?? 0,
    outputs: item.outputs.map(toOutput),
  }
}

function toOutput(output: OutputResult): ResultDocument['success'][number]['outputs'][number] {
  const { path, format, width, height, bytes, quality, effort, score, cached, keptOriginal, notes, reason } =
    output
  return {
    path,
    format,
    width,
    height,
    bytes,
    quality,
    effort,
    score,
    cached,
    keptOriginal,
    notes: [...notes],
    ...(reason === undefined ? {} : { reason }),
  }
}

function toOutcome(item: Item): ResultDocument['failed'][number] {
  const { code, message } = item.error ?? { code: 'INTERNAL', message: 'No reason was recorded.' }
  return { input: item.input, code, message }
}

function sum(files: readonly { readonly bytes: number }[]): number {
  return files.reduce((total, file) => total + file.bytes, 0)
}
