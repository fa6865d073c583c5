import { WhittleError } from '../../../shared/errors.ts'
import { readHeader } from '../source/header.ts'
import type { Decoder } from './decoder.ts'
import { magickDecoder } from './magick/magick-decoder.ts'

const magick = magickDecoder({ format: 'Ico' })

/** Icons and cursors: the largest picture of those inside, which is either a PNG or a bitmap without its first header. */
export const ico: Decoder = {
  format: 'ico',
  mediaTypes: ['image/x-icon'],
  guard: (bytes) => {
    if (largestEntry(bytes) === undefined)
      throw new WhittleError('INPUT_CORRUPT', { detail: 'It has no picture.' })
  },
  countPages: (bytes) => entriesOf(bytes).length,
  droppedPages: 'pages-dropped',
  foreign: {
    readHeader: async (bytes, limits) => {
      const picture = pictureOf(bytes)
      return isPng(picture) ? readHeader(picture, false) : header(asIcon(bytes), limits)
    },
    toReadable: async (bytes, header, limits) => {
      const picture = pictureOf(bytes)
      return isPng(picture) ? { bytes: picture, header } : magick.toReadable(asIcon(bytes), header, limits)
    },
  },
}

type Entry = {
  readonly side: number
  readonly bits: number
  readonly start: number
  readonly length: number
  /** The directory's own 16 bytes. */
  readonly record: Buffer
}

const pngSignature = Buffer.from([0x89, 0x50, 0x4e, 0x47])

async function header(icon: Buffer, limits: Parameters<NonNullable<typeof magick.readHeader>>[1]) {
  const read = await magick.readHeader?.(icon, limits)
  if (read === undefined) throw new Error('ImageMagick cannot read icons')
  return read
}

/** The entries that lie inside the file. */
function entriesOf(bytes: Buffer): Entry[] {
  const count = bytes.length < 6 ? 0 : bytes.readUInt16LE(4)
  const entries: Entry[] = []
  for (let at = 6; at < 6 + 16 * count && at + 16 <= bytes.length; at += 16) {
    const record = bytes.subarray(at, at + 16)
    const [width = 0, height = 0] = record
    const length = record.readUInt32LE(8)
    const start = record.readUInt32LE(12)
    if (length < 16 || start + length > bytes.length) continue
    // 256 does not fit into a byte and is written as 0.
    const side = Math.max(width === 0 ? 256 : width, height === 0 ? 256 : height)
    entries.push({ side, bits: record.readUInt16LE(6), start, length, record })
  }
  return entries
}

function largestEntry(bytes: Buffer): Entry | undefined {
  return entriesOf(bytes).sort((a, b) => b.side - a.side || b.bits - a.bits || b.length - a.length)[0]
}

function pictureOf(bytes: Buffer): Buffer {
  const entry = largestEntry(bytes)
  return entry === undefined ? Buffer.alloc(0) : bytes.subarray(entry.start, entry.start + entry.length)
}

function isPng(picture: Buffer): boolean {
  return picture.subarray(0, 4).equals(pngSignature)
}

/** An icon with this one picture, since ImageMagick decodes the first that it finds. */
function asIcon(bytes: Buffer): Buffer {
  const entry = largestEntry(bytes)
  const record = Buffer.from(entry?.record ?? Buffer.alloc(16))
  record.writeUInt32LE(22, 12)
  return Buffer.concat([Buffer.from([0, 0, 1, 0, 1, 0]), record, pictureOf(bytes)])
}
