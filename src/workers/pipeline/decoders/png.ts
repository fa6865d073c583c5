import type { Decoder } from './decoder.ts'

export const png: Decoder = {
  format: 'png',
  mediaTypes: ['image/png', 'image/apng'],
  // libvips decodes the still image of an animated PNG and says nothing of its frames.
  countPages: framesOf,
  droppedPages: 'frames-dropped',
  endOf: (bytes) => {
    for (const { type, next } of chunksOf(bytes)) if (type === 'IEND') return next
    return undefined
  },
}

/** The frame count in the `acTL` chunk of an animated PNG, which must come before the first `IDAT`; otherwise 1. */
function framesOf(bytes: Buffer): number {
  for (const { type, start } of chunksOf(bytes)) {
    if (type === 'acTL' && start + 4 <= bytes.length) return Math.max(1, bytes.readUInt32BE(start))
    if (type === 'IDAT') break
  }
  return 1
}

/** Behind the signature of 8 bytes: length, type, content, checksum, over and over. */
function* chunksOf(bytes: Buffer): Generator<{ type: string; start: number; next: number }> {
  for (let at = 8; at + 12 <= bytes.length; ) {
    const next = at + 12 + bytes.readUInt32BE(at)
    yield { type: bytes.toString('latin1', at + 4, at + 8), start: at + 8, next }
    at = next
  }
}
