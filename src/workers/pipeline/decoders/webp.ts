import type { Decoder } from './decoder.ts'

export const webp: Decoder = {
  format: 'webp',
  mediaTypes: ['image/webp'],
  droppedPages: 'frames-dropped',
  animates: true,
  // A RIFF file says its length behind the first four letters, and pads it to an even one.
  endOf: (bytes) => {
    const length = bytes.readUInt32LE(4)
    return 8 + length + (length % 2)
  },
}
