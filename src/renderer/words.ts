import type { InputFormat } from '../shared/formats.ts'
import type { Batch, BatchState } from '../shared/model/batch.ts'
import type { ItemState, Step } from '../shared/model/item.ts'
import type { Note } from '../shared/model/output.ts'
import { formatCount, formatNoun } from './format.ts'
import { imagesOf, imagesToDo } from './state/batch-progress.ts'

/** What the product calls things. One table per closed set, so that a new member does not compile without words. */

export const noteWords: Readonly<Record<Note, string>> = {
  'orientation-applied': 'Turned upright',
  'profile-converted': 'Colours converted to sRGB',
  'bit-depth-reduced': 'Reduced to 8 bits per channel',
  'alpha-flattened': 'Transparency flattened',
  'frames-dropped': 'First frame only',
  'pages-dropped': 'First page only',
  'metadata-removed': 'Metadata removed',
  'contrast-enhanced': 'Contrast enhanced',
  'larger-than-original': 'Larger than the original',
  'original-kept': 'Original kept, it was smaller',
}

export const stepWords: Readonly<Record<Step, string>> = {
  read: 'Reading',
  decode: 'Decoding',
  resize: 'Resizing',
  encode: 'Encoding',
  verify: 'Checking',
  write: 'Writing',
}

export const itemStateWords: Readonly<Record<ItemState, string>> = {
  planned: 'Ready',
  queued: 'Waiting',
  running: 'Working',
  done: 'Done',
  failed: 'Failed',
  skipped: 'Skipped',
  cancelled: 'Cancelled',
}

export const batchStateWords: Readonly<Record<BatchState, string>> = {
  planning: 'Looking',
  planned: 'Ready to start',
  queued: 'Waiting its turn',
  running: 'Running',
  cancelling: 'Cancelling',
  done: 'Done',
  cancelled: 'Cancelled',
  interrupted: 'Interrupted',
  failed: 'Failed',
  discarded: 'Discarded',
}

export const inputFormatWords: Readonly<Record<InputFormat, string>> = {
  jpeg: 'JPEG',
  png: 'PNG',
  webp: 'WebP',
  gif: 'GIF',
  avif: 'AVIF',
  tiff: 'TIFF',
  svg: 'SVG',
}

/** A batch's state in words; a plan without a usable image is not ready to start. */
export function batchWords({ state, counts }: Pick<Batch, 'state' | 'counts'>): string {
  return state === 'planned' && imagesToDo(counts) === 0 ? 'Nothing to optimize' : batchStateWords[state]
}

/** What an interrupted batch has achieved: an image that failed is not finished. */
export function interruptedWords(counts: Batch['counts']): string {
  const done = `${formatCount(counts.done)} of ${formatNoun(imagesOf(counts), 'image')}`
  return `${done} were finished and stay as they are. Resume goes on with the rest.`
}
