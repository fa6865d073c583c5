import { WhittleError } from '../../../shared/errors.ts'
import type { Decoder } from './decoder.ts'

/**
 * Each scan of a progressive JPEG goes over all pixels again: one of 600 KB with thousands of them kept a decoder busy
 * for more than a minute. Encoders write about ten.
 */
const mostScans = 100

export const jpeg: Decoder = {
  format: 'jpeg',
  mediaTypes: ['image/jpeg'],
  guard: (bytes) => {
    if (!hasMoreScansThan(mostScans, bytes)) return
    throw new WhittleError('INPUT_TOO_COMPLEX', { detail: `More than ${mostScans} scans.` })
  },
  droppedPages: 'frames-dropped',
}

const startOfImage = 0xd8
const endOfImage = 0xd9
const startOfScan = 0xda

/** Walks the markers as a decoder does (ITU-T T.81, B.1.1), without decoding what is between them. */
function hasMoreScansThan(most: number, bytes: Buffer): boolean {
  let scans = 0
  let at = bytes.indexOf(0xff)
  while (at >= 0 && at + 4 <= bytes.length) {
    const marker = bytes.readUInt8(at + 1)
    if (marker === endOfImage) break
    if (marker === startOfScan && ++scans > most) return true
    // A second 0xFF is a fill byte: the marker may start there.
    const next = marker === 0xff ? at + 1 : at + 2 + (isAlone(marker) ? 0 : bytes.readUInt16BE(at + 2))
    at = bytes.indexOf(0xff, next)
  }
  return false
}

/** Markers without a segment: stuffing inside coded data, TEM, restarts, start of image. */
function isAlone(marker: number): boolean {
  return marker <= 0x01 || (marker >= 0xd0 && marker <= startOfImage)
}
