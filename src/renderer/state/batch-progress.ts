import type { Batch, BatchCounts } from '../../shared/model/batch.ts'

/** Images that a batch works on or has worked on: everything it found except what it skipped. */
export function imagesOf(counts: BatchCounts): number {
  return counts.total - counts.skipped
}

/** Images that are ready to be optimized while the batch is planned. */
export function imagesToDo(counts: BatchCounts): number {
  return counts.total - counts.skipped - counts.failed - counts.cancelled - counts.done
}

/** Images that need nothing more, whatever became of them. */
export function imagesSettled(counts: BatchCounts): number {
  return counts.done + counts.failed + counts.cancelled
}

/**
 * How far a batch is, 0–1, by files written: smooth with few large images, and honest about files that could not be
 * used from the start. The files of an image that fails are never written, so the end is when all images are settled.
 */
export function progressOf(batch: Batch): number {
  const total = imagesOf(batch.counts)
  if (total > 0 && imagesSettled(batch.counts) >= total) return 1
  return batch.outputs.planned > 0 ? batch.outputs.done / batch.outputs.planned : 0
}

/** Milliseconds since the batch started, or that it took. */
export function elapsedOf(
  batch: { readonly startedAt?: number | undefined; readonly finishedAt?: number | undefined },
  now: number,
): number {
  if (batch.startedAt === undefined) return 0
  return Math.max(0, (batch.finishedAt ?? now) - batch.startedAt)
}
