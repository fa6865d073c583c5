import { segmentsOf, startOfScan } from './segments.ts'

/** What a JPEG says of the pictures behind it: previews, the other eye of a stereo pair, a gain map. */
export type MultiPicture = {
  /** Pictures, itself included, previews of itself not. */
  readonly count: number
  /** Where the last of them ends. */
  readonly end: number
}

const app2 = 0xe2
/** A tag whose value is the list of pictures, 16 bytes each: attributes, length, position, dependencies. */
const entriesTag = 0xb002

/** Reads the index that cameras and telephones write (CIPA DC-007); `undefined` without one or where it is cut off. */
export function readMultiPicture(bytes: Buffer): MultiPicture | undefined {
  for (const { marker, start, end } of segmentsOf(bytes)) {
    if (marker === startOfScan) return undefined
    if (marker !== app2 || bytes.toString('latin1', start, start + 4) !== 'MPF\0') continue
    return readIndex(bytes.subarray(start + 4, end), start + 4)
  }
  return undefined
}

/** @param base - Where the index is in the file: positions of pictures count from there, except the first one's. */
function readIndex(tiff: Buffer, base: number): MultiPicture | undefined {
  const entries = findEntries(tiff)
  if (entries === undefined) return undefined
  const { list, read32 } = entries
  let count = 0
  let end = 0
  for (let at = 0; at + 16 <= list.length; at += 16) {
    // The class of its type, in the third byte: 1 is a smaller copy for display.
    if (((read32(list, at) >> 16) & 0xff) !== 1) count += 1
    const position = read32(list, at + 8)
    end = Math.max(end, (position === 0 ? 0 : base + position) + read32(list, at + 4))
  }
  return { count: Math.max(1, count), end }
}

/** The index is a TIFF structure; its first directory has the entries. */
function findEntries(tiff: Buffer) {
  if (tiff.length < 10) return undefined
  const isLittleEndian = tiff.toString('latin1', 0, 2) === 'II'
  const read16 = (at: number) => (isLittleEndian ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at))
  const read32 = (from: Buffer, at: number) =>
    isLittleEndian ? from.readUInt32LE(at) : from.readUInt32BE(at)
  const directory = read32(tiff, 4)
  if (directory + 2 > tiff.length) return undefined
  const end = Math.min(directory + 2 + 12 * read16(directory), tiff.length - 11)
  for (let at = directory + 2; at < end; at += 12) {
    if (read16(at) !== entriesTag) continue
    const start = read32(tiff, at + 8)
    return { list: tiff.subarray(start, start + read32(tiff, at + 4)), read32 }
  }
  return undefined
}
