import sharp, { type Metadata } from 'sharp'
import type { InputLimits } from '../../../shared/contract/pool.ts'
import { WhittleError } from '../../../shared/errors.ts'
import { isSrgbProfile } from '../colour/srgb-profile.ts'
import type { Decoder } from '../decoders/decoder.ts'
import { hasExifEntries } from './exif.ts'
import { identify } from './identify.ts'
import { readSourceFile, type SourceFile } from './read-file.ts'

/** An original that has passed every check short of decoding it. */
export type Source = SourceFile & {
  readonly decoder: Decoder
  /** Pixels, after orientation. */
  readonly width: number
  readonly height: number
  /** EXIF orientation, 1–8. */
  readonly orientation: number
  readonly pages: number
  readonly hasAlpha: boolean
  /** Whether its numbers already mean sRGB. */
  readonly isSrgb: boolean
  /** More than 8 bits a channel. */
  readonly isDeep: boolean
  /** EXIF, XMP or IPTC. */
  readonly hasMetadata: boolean
}

/**
 * Reads an original and tells what it is.
 *
 * @param limits - `inputBytes` of the file, `inputPixels` of one frame or page.
 * @throws WhittleError with one of the `INPUT_…` codes.
 */
export async function openSource(path: string, limits: InputLimits): Promise<Source> {
  const file = await readSourceFile(path, limits)
  const decoder = await identify(file.bytes)
  decoder.guard?.(file.bytes)
  const metadata = await readHeader(file.bytes)
  const { width, height } = metadata.autoOrient
  refuseTooManyPixels(width, height, limits)
  return {
    ...file,
    decoder,
    width,
    height,
    orientation: orientationOf(metadata),
    pages: decoder.countPages?.(file.bytes) ?? metadata.pages ?? 1,
    hasAlpha: metadata.hasAlpha,
    isSrgb: isSrgb(metadata),
    isDeep: metadata.depth !== 'uchar',
    hasMetadata: hasMetadata(metadata),
  }
}

async function readHeader(bytes: Buffer): Promise<Metadata> {
  try {
    // Without sharp's own limit: it is checked below, where it can be told from damage.
    return await sharp(bytes, { limitInputPixels: false }).metadata()
  } catch (error) {
    throw toCorrupt(error)
  }
}

/** What libvips says about an image that it cannot decode, as an error of ours. */
export function toCorrupt(error: unknown): WhittleError {
  const detail = error instanceof Error ? error.message : String(error)
  return new WhittleError('INPUT_CORRUPT', { detail, cause: error })
}

function refuseTooManyPixels(width: number, height: number, limits: InputLimits): void {
  if (width * height <= limits.inputPixels) return
  throw new WhittleError('INPUT_TOO_LARGE', {
    detail: `${width} × ${height} pixels; the limit is ${limits.inputPixels} pixels.`,
  })
}

/** Values outside of 1–8 mean nothing and are ignored, as every viewer does. */
function orientationOf({ orientation = 1 }: Metadata): number {
  return orientation >= 1 && orientation <= 8 ? orientation : 1
}

/** Without a profile, RGB and grey are taken for sRGB, as browsers do; CMYK and Lab are always converted. */
function isSrgb(metadata: Metadata): boolean {
  const spaces: readonly string[] = ['srgb', 'rgb', 'b-w', 'rgb16', 'grey16']
  return spaces.includes(metadata.space) && (metadata.icc === undefined || isSrgbProfile(metadata.icc))
}

function hasMetadata({ exif, xmp, iptc }: Metadata): boolean {
  return xmp !== undefined || iptc !== undefined || (exif !== undefined && hasExifEntries(exif))
}
