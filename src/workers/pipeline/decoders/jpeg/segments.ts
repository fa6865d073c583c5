export const endOfImage = 0xd9
export const startOfScan = 0xda

export type Segment = {
  readonly marker: number
  /** Where its content begins, behind marker and length. */
  readonly start: number
  /** Where it ends, as far as its length tells; picture data may follow. */
  readonly end: number
}

/**
 * Walks the markers of the first image as a decoder does (ITU-T T.81, B.1.1), without decoding what is between them.
 * Ends with the end of the image, or where the file stops.
 */
export function* segmentsOf(bytes: Buffer): Generator<Segment> {
  let at = bytes.indexOf(0xff)
  while (at >= 0 && at + 2 <= bytes.length) {
    const marker = bytes.readUInt8(at + 1)
    if (isAlone(marker)) {
      yield { marker, start: at + 2, end: at + 2 }
      if (marker === endOfImage) return
    }
    at = bytes.indexOf(0xff, yield* skip(bytes, marker, at))
  }
}

/** Gives the segment at a marker, if it is one, and where to search for the next. */
function* skip(bytes: Buffer, marker: number, at: number): Generator<Segment, number> {
  // A second 0xFF is a fill byte: the marker may start there.
  if (marker === 0xff) return at + 1
  if (isAlone(marker) || at + 4 > bytes.length) return at + 2
  const end = at + 2 + bytes.readUInt16BE(at + 2)
  yield { marker, start: at + 4, end }
  return end
}

/** Markers without a segment: stuffing inside coded data, TEM, restarts, start and end of image. */
function isAlone(marker: number): boolean {
  return marker <= 0x01 || (marker >= 0xd0 && marker <= endOfImage)
}
