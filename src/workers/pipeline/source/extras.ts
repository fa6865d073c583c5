import type { Decoder } from '../decoders/decoder.ts'

/** How those who write gain maps say so: Adobe and Google, ISO 21496-1, Apple. Each as it stands in the file. */
const gainMapMarks = [
  'http://ns.adobe.com/hdr-gain-map/1.0/',
  'urn:iso:std:iso:ts:21496:-1',
  'urn:com:apple:photo:2020:aux:hdrgainmap',
]

const mayHaveGainMap: ReadonlySet<Decoder['format']> = new Set(['jpeg', 'heic', 'avif'])

/** Whether an image carries a second picture that brightens it on HDR screens. */
export function hasGainMap(bytes: Buffer, { format }: Decoder): boolean {
  return mayHaveGainMap.has(format) && gainMapMarks.some((mark) => bytes.includes(mark, 0, 'latin1'))
}

/**
 * What follows the end of an image in its file: the film of a moving photograph, an archive, an editor's notes.
 * `undefined` where nothing does, or nothing but padding.
 */
export function trailerOf(bytes: Buffer, decoder: Decoder): Buffer | undefined {
  const end = decoder.endOf?.(bytes) ?? bytes.length
  const trailer = bytes.subarray(end)
  return trailer.length === 0 || trailer.every(isPadding) ? undefined : trailer
}

function isPadding(byte: number): boolean {
  return byte === 0 || byte === 0x0a || byte === 0x0d || byte === 0x20 || byte === 0xff
}
