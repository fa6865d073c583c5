import { WhittleError } from '../../../shared/errors.ts'
import type { Decoder } from './decoder.ts'
import { readMultiPicture } from './jpeg/multi-picture.ts'
import { endOfImage, segmentsOf, startOfScan } from './jpeg/segments.ts'

/**
 * Each scan of a progressive JPEG goes over all pixels again: one of 600 KB with thousands of them kept a decoder busy
 * for more than a minute. Encoders write about ten.
 */
const mostScans = 100

export const jpeg: Decoder = {
  format: 'jpeg',
  mediaTypes: ['image/jpeg'],
  guard: (bytes) => {
    let scans = 0
    for (const { marker } of segmentsOf(bytes)) {
      if (marker !== startOfScan || ++scans <= mostScans) continue
      throw new WhittleError('INPUT_TOO_COMPLEX', { detail: `More than ${mostScans} scans.` })
    }
  },
  countPages: (bytes) => readMultiPicture(bytes)?.count ?? 1,
  droppedPages: 'pages-dropped',
  endOf: (bytes) => {
    const pictures = readMultiPicture(bytes)
    for (const { marker, start } of segmentsOf(bytes)) {
      if (marker === endOfImage) return Math.max(start, pictures?.end ?? 0)
    }
    return undefined
  },
}
