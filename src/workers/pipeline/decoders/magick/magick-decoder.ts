import type * as Magick from '@imagemagick/magick-wasm'
import type { IMagickImage } from '@imagemagick/magick-wasm'
import type { InputLimits } from '../../../../shared/contract/pool.ts'
import { type PlainImage, toPlainTiff } from '../../pixels/plain-tiff.ts'
import type { Header } from '../../source/header.ts'
import type { ForeignDecoder, Readable } from '../decoder.ts'
import { withMagick } from './magick.ts'

type FormatName = keyof typeof Magick.MagickFormat

export type MagickOptions = {
  /** ImageMagick's name of the format; it never guesses from the content. */
  readonly format: FormatName | ((bytes: Buffer) => FormatName)
  /** Bits a channel, where the file says so: this build of ImageMagick works with 8. */
  readonly depthOf?: (bytes: Buffer) => number
  /** The part of the file to decode, where it has several pictures. */
  readonly select?: (bytes: Buffer) => Buffer
}

/** A decoder that leaves the work to ImageMagick. */
export function magickDecoder(options: MagickOptions): ForeignDecoder {
  const run = async <T>(
    bytes: Buffer,
    limits: InputLimits,
    work: (image: IMagickImage, magick: typeof Magick, settings: Magick.MagickReadSettings) => T,
  ): Promise<T> =>
    withMagick(limits, (magick) => {
      const { format } = options
      const settings = new magick.MagickReadSettings()
      settings.format = magick.MagickFormat[typeof format === 'string' ? format : format(bytes)]
      settings.frameIndex = 0
      settings.frameCount = 1
      const image = magick.MagickImage.create()
      try {
        return work(image, magick, settings)
      } finally {
        image.dispose()
      }
    })
  return {
    readHeader: (bytes, limits) =>
      run(bytes, limits, (image, magick, settings) => {
        image.ping(options.select?.(bytes) ?? bytes, settings)
        return headerOf(image, options.depthOf?.(bytes), magick)
      }),
    toReadable: (bytes, _, limits) =>
      run(bytes, limits, (image, magick, settings) => {
        image.read(options.select?.(bytes) ?? bytes, settings)
        const header = headerOf(image, options.depthOf?.(bytes), magick)
        return toReadable(image, header, magick)
      }),
  }
}

function toReadable(image: IMagickImage, header: Header, magick: typeof Magick): Readable {
  image.autoOrient()
  const { width, height, hasAlpha } = image
  const space = spaceOf(image, magick)
  // What is none of these three becomes sRGB here; a profile of another space would no longer fit.
  if (space === undefined) image.colorSpace = magick.ColorSpace.sRGB
  const icc = space === undefined ? undefined : header.icc
  const data = image.write(layoutOf(space ?? 'rgb', hasAlpha, magick), (pixels) => Buffer.from(pixels))
  const plain = { data, width, height, space: space ?? 'rgb', hasAlpha, icc }
  return { bytes: toPlainTiff(plain), header: { ...header, icc, orientation: 1, width, height } }
}

function headerOf(image: IMagickImage, depth: number | undefined, magick: typeof Magick): Header {
  const profile = (name: string) => copy(image.getProfile(name)?.data)
  const space = spaceOf(image, magick)
  const { x, units } = image.density
  return {
    width: image.width,
    height: image.height,
    orientation: image.orientation >= 1 && image.orientation <= 8 ? image.orientation : 1,
    pages: 1,
    channels: (space === 'cmyk' ? 4 : 3) + (image.hasAlpha ? 1 : 0),
    depth: depth ?? Math.max(8, image.depth),
    hasAlpha: image.hasAlpha,
    isInterlaced: false,
    space: space === 'cmyk' ? 'cmyk' : space === 'grey' ? 'b-w' : 'srgb',
    density: units === magick.DensityUnit.PixelsPerInch ? x : undefined,
    exif: profile('exif'),
    xmp: profile('xmp'),
    iptc: profile('iptc'),
    icc: profile('icc'),
    delays: [],
    loop: 0,
  }
}

/** Profiles are views into ImageMagick's heap. */
function copy(data: Uint8Array | undefined): Buffer | undefined {
  return data === undefined || data.length === 0 ? undefined : Buffer.from(data)
}

function spaceOf(
  { colorSpace }: IMagickImage,
  { ColorSpace }: typeof Magick,
): PlainImage['space'] | undefined {
  if (colorSpace === ColorSpace.CMYK) return 'cmyk'
  if (colorSpace === ColorSpace.Gray) return 'grey'
  return colorSpace === ColorSpace.sRGB ? 'rgb' : undefined
}

function layoutOf(space: PlainImage['space'], hasAlpha: boolean, { MagickFormat }: typeof Magick) {
  if (space === 'cmyk') return hasAlpha ? MagickFormat.Cmyka : MagickFormat.Cmyk
  if (space === 'grey') return hasAlpha ? MagickFormat.Graya : MagickFormat.Gray
  return hasAlpha ? MagickFormat.Rgba : MagickFormat.Rgb
}
