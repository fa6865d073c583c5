import type { Decoder } from './decoder.ts'

export const webp: Decoder = {
  format: 'webp',
  mediaTypes: ['image/webp'],
  droppedPages: 'frames-dropped',
}
