import type { Decoder } from './decoder.ts'

/** AVIF and HEIC are the same container and share brands: what is inside decides (`source/identify.ts`). */
export const avif: Decoder = {
  format: 'avif',
  mediaTypes: ['image/avif', 'image/heif', 'image/heif-sequence', 'image/heic', 'image/heic-sequence'],
  droppedPages: 'frames-dropped',
}
