import { WhittleError } from '../../../shared/errors.ts'
import type { Decoder } from './decoder.ts'
import { magickDecoder } from './magick/magick-decoder.ts'

/** Photoshop's format, and its variant for large documents. What is decoded is the picture that all layers make together. */
export const psd: Decoder = {
  format: 'psd',
  mediaTypes: ['image/vnd.adobe.photoshop'],
  // ImageMagick would make do with the layers that it finds, and say nothing.
  guard: (bytes) => {
    if (isComplete(bytes)) return
    throw new WhittleError('INPUT_CORRUPT', { detail: 'The file ends before its picture does.' })
  },
  droppedPages: 'pages-dropped',
  foreign: magickDecoder({
    format: (bytes) => (isLarge(bytes) ? 'Psb' : 'Psd'),
    depthOf: (bytes) => Math.max(8, bytes.readUInt16BE(22)),
  }),
}

function isLarge(bytes: Buffer): boolean {
  return bytes.readUInt16BE(4) === 2
}

/** Whether the picture of all layers, which is the last part of the file, is all there (Adobe's specification of 2019). */
function isComplete(bytes: Buffer): boolean {
  const start = startOfPicture(bytes)
  if (start === undefined || start + 2 > bytes.length) return false
  const rows = bytes.readUInt16BE(12) * bytes.readUInt32BE(14)
  const rowBytes = Math.ceil((bytes.readUInt32BE(18) * bytes.readUInt16BE(22)) / 8)
  const compression = bytes.readUInt16BE(start)
  if (compression === 0) return start + 2 + rows * rowBytes <= bytes.length
  // Packed: the length of each row first. How long other ways of packing are, nobody knows before unpacking.
  if (compression !== 1) return true
  const counterBytes = isLarge(bytes) ? 4 : 2
  const table = start + 2 + rows * counterBytes
  if (table > bytes.length) return false
  let end = table
  for (let at = start + 2; at < table; at += counterBytes) end += bytes.readUIntBE(at, counterBytes)
  return end <= bytes.length
}

/** Behind the header of 26 bytes: colour table, resources and layers, each with its length in front. */
function startOfPicture(bytes: Buffer): number | undefined {
  let at = 26
  for (const lengthBytes of [4, 4, isLarge(bytes) ? 8 : 4]) {
    if (at + lengthBytes > bytes.length) return undefined
    at += lengthBytes + (lengthBytes === 8 ? Number(bytes.readBigUInt64BE(at)) : bytes.readUInt32BE(at))
  }
  return at
}
