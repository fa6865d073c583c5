/** Tags of the first directory of an EXIF block (Exif 2.32, 4.6.4 and 4.6.6). */
const tags = { orientation: 0x0112, artist: 0x013b, copyright: 0x8298, gps: 0x8825 } as const
const asciiType = 2
const entryBytes = 12

/** An EXIF block that can be read: a TIFF structure without the `Exif\0\0` before it. */
type Block = {
  readonly bytes: Buffer
  readonly isLittleEndian: boolean
  /** Where the entries of the first directory begin, and how many there are. */
  readonly first: number
  readonly count: number
}

/**
 * An EXIF block as it is to stand in an output whose pixels are upright: without its orientation and its thumbnail, and
 * on demand without where it was taken. `undefined` when it cannot be read.
 */
export function editExif(exif: Buffer, { keepsLocation }: { keepsLocation: boolean }): Buffer | undefined {
  const block = open(exif)
  if (block === undefined) return undefined
  const edited = setOrientation(withoutThumbnail(block))
  return (keepsLocation ? edited : withoutEntry(edited, tags.gps)).bytes
}

/** Whether the block says where the picture was taken. */
export function hasLocation(exif: Buffer): boolean {
  const block = open(exif)
  return block !== undefined && findEntry(block, tags.gps) !== undefined
}

/** Artist and copyright, as far as they are given. */
export function readRights(exif: Buffer): { Artist?: string; Copyright?: string } {
  const block = open(exif)
  if (block === undefined) return {}
  const artist = readText(block, tags.artist)
  const copyright = readText(block, tags.copyright)
  return { ...(artist ? { Artist: artist } : {}), ...(copyright ? { Copyright: copyright } : {}) }
}

/** Copies, so that what is edited is never the original's. */
function open(exif: Buffer): Block | undefined {
  const bytes = Buffer.from(exif.toString('latin1', 0, 4) === 'Exif' ? exif.subarray(6) : exif)
  const order = bytes.toString('latin1', 0, 2)
  if (bytes.length < 8 || (order !== 'II' && order !== 'MM')) return undefined
  const isLittleEndian = order === 'II'
  const directory = read32({ bytes, isLittleEndian }, 4)
  if (directory + 2 > bytes.length) return undefined
  const count = read16({ bytes, isLittleEndian }, directory)
  const first = directory + 2
  return first + count * entryBytes + 4 > bytes.length ? undefined : { bytes, isLittleEndian, first, count }
}

type Words = Pick<Block, 'bytes' | 'isLittleEndian'>

function read16({ bytes, isLittleEndian }: Words, at: number): number {
  return isLittleEndian ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at)
}

function read32({ bytes, isLittleEndian }: Words, at: number): number {
  return isLittleEndian ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at)
}

function findEntry(block: Block, tag: number): number | undefined {
  for (let at = block.first; at < block.first + block.count * entryBytes; at += entryBytes) {
    if (read16(block, at) === tag) return at
  }
  return undefined
}

function setOrientation(block: Block): Block {
  const at = findEntry(block, tags.orientation)
  if (at === undefined) return block
  if (block.isLittleEndian) block.bytes.writeUInt16LE(1, at + 8)
  else block.bytes.writeUInt16BE(1, at + 8)
  return block
}

/** The second directory is the thumbnail: of the picture before it was turned, cropped or changed. */
function withoutThumbnail(block: Block): Block {
  block.bytes.writeUInt32BE(0, block.first + block.count * entryBytes)
  return block
}

/** Entries must stay in order and without gaps: those behind move up, with the pointer to the next directory. */
function withoutEntry(block: Block, tag: number): Block {
  const at = findEntry(block, tag)
  if (at === undefined) return block
  const end = block.first + block.count * entryBytes + 4
  block.bytes.copyWithin(at, at + entryBytes, end)
  block.bytes.fill(0, end - entryBytes, end)
  const count = block.count - 1
  if (block.isLittleEndian) block.bytes.writeUInt16LE(count, block.first - 2)
  else block.bytes.writeUInt16BE(count, block.first - 2)
  return { ...block, count }
}

function readText(block: Block, tag: number): string | undefined {
  const at = findEntry(block, tag)
  if (at === undefined || read16(block, at + 2) !== asciiType) return undefined
  const length = read32(block, at + 4)
  // Up to four bytes stand in the entry itself.
  const start = length <= 4 ? at + 8 : read32(block, at + 8)
  if (start + length > block.bytes.length) return undefined
  return block.bytes
    .toString('utf8', start, start + length)
    .replace(/\0[\s\S]*$/, '')
    .trim()
}
