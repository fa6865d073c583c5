import type { Decoder } from './decoder.ts'

export const png: Decoder = {
  format: 'png',
  mediaTypes: ['image/png', 'image/apng'],
  // libvips decodes the still image of an animated PNG and says nothing of its frames.
  countPages: framesOf,
  droppedPages: 'frames-dropped',
}

/** The frame count in the `acTL` chunk of an animated PNG, which must come before the first `IDAT`; otherwise 1. */
function framesOf(bytes: Buffer): number {
  for (let at = 8; at + 12 <= bytes.length; at += 12 + bytes.readUInt32BE(at)) {
    const type = bytes.toString('latin1', at + 4, at + 8)
    if (type === 'acTL') return Math.max(1, bytes.readUInt32BE(at + 8))
    if (type === 'IDAT') break
  }
  return 1
}
