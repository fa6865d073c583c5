import type { InputLimits } from '../../../shared/contract/pool.ts'
import { WhittleError } from '../../../shared/errors.ts'
import type { Note } from '../../../shared/model/output.ts'
import { isWide, profileUse } from '../colour/profile-use.ts'
import type { Decoder } from '../decoders/decoder.ts'
import { hasExifEntries } from './exif.ts'
import { hasGainMap, trailerOf } from './extras.ts'
import { type Header, readHeader } from './header.ts'
import { identify } from './identify.ts'
import { readSourceFile, type SourceFile } from './read-file.ts'

/** What is known of an original from its bytes and header alone. */
export type Inspected = SourceFile & {
  readonly decoder: Decoder
  readonly header: Header
  /** Pixels, after orientation. */
  readonly width: number
  readonly height: number
  /** Frames or pages, shown or not. */
  readonly pages: number
  readonly hasAlpha: boolean
  /** Whether the pages are frames that can be decoded, so that an animation can stay one. */
  readonly isAnimated: boolean
}

/** An original that has passed every check short of decoding it. */
export type Source = Inspected & {
  /** What libvips decodes: the file itself, or the same picture in another form where libvips does not know the format. */
  readonly readable: Buffer
  /** EXIF orientation, 1–8. */
  readonly orientation: number
  /** Milliseconds that each frame of an animation is shown. */
  readonly delays: readonly number[]
  /** How often an animation runs; 0 is for ever. */
  readonly loop: number
  /** Dots per inch, where the file says so. */
  readonly density: number | undefined
  /** Bits a channel. */
  readonly depth: number
  /** More than 8 bits a channel. */
  readonly isDeep: boolean
  /** EXIF, XMP or IPTC that says something. */
  readonly hasMetadata: boolean
  readonly exif: Buffer | undefined
  readonly xmp: Buffer | undefined
  readonly iptc: Buffer | undefined
  /** A colour profile that can be used, of whatever space; a malformed one is left out. */
  readonly icc: Buffer | undefined
  /** Whether its numbers already mean sRGB. */
  readonly isSrgb: boolean
  /** Whether `icc` describes RGB with more colours than sRGB has. */
  readonly isWideGamut: boolean
  /** What follows the image in its file; JPEG, PNG and WebP. */
  readonly trailer: Buffer | undefined
  /** Addresses of the files that a drawing shows parts of. */
  readonly externalReferences: readonly string[]
  readonly acceptDamage: boolean
  readonly limits: InputLimits
  /** What every output does not share with the original, whatever is made of it; to be told with each. */
  readonly notes: readonly Note[]
}

export type OpenOptions = {
  /** Decode what can be decoded of a damaged file; the result carries the note `possibly-damaged`. */
  readonly acceptDamage?: boolean
}

/**
 * Reads an original and tells what it is, without decoding it.
 *
 * @throws WhittleError with one of the `INPUT_…` codes.
 */
export async function inspect(
  path: string,
  limits: InputLimits,
  { acceptDamage = false }: OpenOptions = {},
): Promise<Inspected> {
  const file = await readSourceFile(path, limits)
  const decoder = await identify(file.bytes)
  decoder.guard?.(file.bytes, limits)
  const header = await orCorrupt(
    decoder.foreign?.readHeader?.(file.bytes, limits) ?? readHeader(file.bytes, acceptDamage),
  )
  const pages = Math.max(1, decoder.countPages?.(file.bytes) ?? header.pages)
  refuseTooLarge(header, pages, limits)
  const { hasAlpha } = header
  const isAnimated = decoder.animates === true && pages > 1
  return { ...file, decoder, header, ...orientedSize(header), pages, hasAlpha, isAnimated }
}

/**
 * Reads an original and makes it ready to be decoded.
 *
 * @param limits - Of the file, of one frame or page, and of what an animation comes to.
 * @throws WhittleError with one of the `INPUT_…` codes.
 */
export async function openSource(
  path: string,
  limits: InputLimits,
  options: OpenOptions = {},
): Promise<Source> {
  const inspected = await inspect(path, limits, options)
  const { bytes, decoder } = inspected
  const { acceptDamage = false } = options
  const foreign = decoder.foreign?.toReadable(bytes, inspected.header, limits)
  const readable = foreign === undefined ? undefined : await orCorrupt(foreign)
  const header = readable?.header ?? inspected.header
  const { icc } = header
  const use = icc === undefined ? undefined : await profileUse(icc, header.space)
  const usableIcc = use === 'malformed' ? undefined : icc
  const trailer = trailerOf(bytes, decoder)
  const externalReferences = decoder.externalReferences?.(bytes) ?? []
  const gainMap = hasGainMap(bytes, decoder)
  return {
    ...inspected,
    header,
    readable: readable?.bytes ?? bytes,
    orientation: header.orientation,
    hasAlpha: header.hasAlpha,
    delays: header.delays,
    loop: header.loop,
    density: header.density,
    depth: header.depth,
    isDeep: header.depth > 8,
    hasMetadata: hasMetadata(header),
    exif: header.exif,
    xmp: header.xmp,
    iptc: header.iptc,
    icc: usableIcc,
    isSrgb: isSrgbSpace(header) && use !== 'other',
    isWideGamut: usableIcc !== undefined && use === 'other' && isRgb(header) && isWide(usableIcc),
    trailer,
    externalReferences,
    acceptDamage,
    limits,
    notes: select([
      [decoder.droppedPages, !inspected.isAnimated && inspected.pages > (gainMap ? 2 : 1)],
      ['trailer-removed', trailer !== undefined],
      ['gain-map-removed', gainMap],
      ['external-references-missing', externalReferences.length > 0],
      ['profile-malformed', use === 'malformed'],
      ['possibly-damaged', acceptDamage],
    ]),
  }
}

/** What a decoder says about an image that it cannot decode, as an error of ours. */
export function toCorrupt(error: unknown): WhittleError {
  if (error instanceof WhittleError) return error
  const detail = (error instanceof Error ? error.message : String(error)).trim()
  return new WhittleError('INPUT_CORRUPT', { detail, cause: error })
}

async function orCorrupt<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    throw toCorrupt(error)
  }
}

function orientedSize({ width, height, orientation }: Header): { width: number; height: number } {
  return orientation < 5 ? { width, height } : { width: height, height: width }
}

function refuseTooLarge({ width, height }: Header, pages: number, limits: InputLimits): void {
  if (width * height > limits.inputPixels) {
    throw new WhittleError('INPUT_TOO_LARGE', {
      detail: `${width} × ${height} pixels; the limit is ${limits.inputPixels} pixels.`,
    })
  }
  if (pages > limits.frames) {
    throw new WhittleError('INPUT_TOO_LARGE', {
      message: 'The file has more frames or pages than the limit.',
      detail: `${pages} frames or pages; the limit is ${limits.frames}.`,
    })
  }
}

function isRgb({ space }: Header): boolean {
  return ['srgb', 'rgb', 'rgb16'].includes(space)
}

/** Without a profile, RGB and grey are taken for sRGB, as browsers do; CMYK and Lab are always converted. */
function isSrgbSpace(header: Header): boolean {
  return isRgb(header) || ['b-w', 'grey16'].includes(header.space)
}

function hasMetadata({ exif, xmp, iptc }: Header): boolean {
  return xmp !== undefined || iptc !== undefined || (exif !== undefined && hasExifEntries(exif))
}

function select(candidates: readonly (readonly [Note, boolean])[]): Note[] {
  return candidates.flatMap(([note, applies]) => (applies ? [note] : []))
}
