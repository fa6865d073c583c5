import type { Batch } from '../shared/model/batch.ts'
import { countText, durationText } from './text.ts'

/** Share of a batch that is over, 0–1, and a line about it. */
export type ProgressState = { readonly fraction: number; readonly text: string }

export function progressOf(batch: Batch): ProgressState {
  const { counts, outputs } = batch
  // Files that are left out (a text file in the folder) are no images to wait for.
  const total = counts.total - counts.skipped
  if (batch.state === 'planning' || batch.state === 'planned') {
    return { fraction: 0, text: `looking for images, ${total} found` }
  }
  if (batch.state === 'queued') {
    return { fraction: 0, text: `${countText(total, 'image')}, waiting to start` }
  }
  const over = counts.done + counts.failed + counts.cancelled
  // Outputs move in finer steps, but those of a failed image never come; images alone reach the end.
  const fraction = Math.max(share(over, total), share(outputs.done, outputs.planned))
  return { fraction, text: parts(batch, `${over}/${countText(total, 'image')}`).join(', ') }
}

function parts(batch: Batch, images: string): string[] {
  const { counts, throughput, etaMs } = batch
  const found = [images]
  if (counts.failed > 0) found.push(`${counts.failed} failed`)
  if (counts.skipped > 0) found.push(`${counts.skipped} skipped`)
  if (batch.state !== 'running') return found
  if (throughput.imagesPerSecond > 0) found.push(`${throughput.imagesPerSecond.toFixed(1)} images/s`)
  if (etaMs !== undefined) found.push(`about ${durationText(Math.max(1_000, etaMs))} left`)
  return found
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.min(1, part / whole)
}
