import type { Decoder } from './decoder.ts'

export const gif: Decoder = {
  format: 'gif',
  mediaTypes: ['image/gif'],
  droppedPages: 'frames-dropped',
  animates: true,
}
