import type { Batch } from '../../shared/model/batch.ts'
import type { Operation, Run } from '../../shared/model/history.ts'
import type { Item } from '../../shared/model/item.ts'
import { sizeClassOf } from '../../shared/size-class.ts'

/** A finished batch as the history keeps it. */
export function runOf(batch: Batch): Run {
  const startedAt = batch.startedAt ?? batch.createdAt
  const finishedAt = batch.finishedAt ?? startedAt
  return {
    id: batch.id,
    label: batch.label,
    recipe: batch.recipe,
    outDir: batch.outDir,
    throughput: batch.throughput,
    state: batch.state === 'cancelled' || batch.state === 'failed' ? batch.state : 'done',
    startedAt,
    finishedAt,
    durationMs: finishedAt - startedAt,
    counts: batch.counts,
    bytes: batch.bytes,
    outputs: batch.outputs.done,
  }
}

/** Whether some of an item was not made but found. */
export function isFromCache(item: Pick<Item, 'outputs'>): boolean {
  return item.outputs.some(({ cached }) => cached)
}

/** The timed operations of a finished item: one per output, or the failure. */
export function operationsOf(item: Item, at: number): Operation[] {
  if (item.state === 'failed') {
    const size = item.probe === undefined ? {} : { sizeClass: sizeClassOf(item.probe) }
    return [
      {
        at,
        operation: 'optimize',
        kind: item.probe?.format ?? 'unknown',
        status: 'error',
        durationMs: item.ms ?? 0,
        ...size,
        ...(item.error === undefined ? {} : { code: item.error.code }),
      },
    ]
  }
  return item.outputs.map((output) => ({
    at,
    // Apart from each other, or a cache that works would look like an encoder that became a hundred times faster.
    operation: output.cached ? 'reuse' : 'optimize',
    kind: output.format,
    status: 'ok',
    durationMs: output.ms,
    sizeClass: sizeClassOf(output),
  }))
}
