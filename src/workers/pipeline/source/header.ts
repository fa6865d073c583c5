import sharp, { type Metadata } from 'sharp'

/** What the header of an image says, in whatever way it was read. Dimensions are those of the file, not turned. */
export type Header = {
  readonly width: number
  readonly height: number
  /** EXIF orientation, 1–8. */
  readonly orientation: number
  readonly pages: number
  readonly channels: number
  /** Bits a channel. */
  readonly depth: number
  readonly hasAlpha: boolean
  /** An interlaced PNG, a progressive JPEG. */
  readonly isInterlaced: boolean
  /** libvips' name of the colour space, such as `srgb`, `b-w`, `cmyk`. */
  readonly space: string
  /** Dots per inch, where the file says so. */
  readonly density?: number | undefined
  readonly exif?: Buffer | undefined
  readonly xmp?: Buffer | undefined
  readonly iptc?: Buffer | undefined
  readonly icc?: Buffer | undefined
  /** Milliseconds that each frame of an animation is shown. */
  readonly delays: readonly number[]
  /** How often an animation runs; 0 is for ever. */
  readonly loop: number
}

/** Bits a channel of libvips' number formats. */
const depths: Readonly<Record<string, number>> = { uchar: 8, char: 8, ushort: 16, short: 16 }

/**
 * Reads a header with libvips.
 *
 * @throws Error with libvips' complaint.
 */
export async function readHeader(bytes: Buffer, acceptDamage: boolean): Promise<Header> {
  // Without sharp's own limit: it is checked later, where it can be told from damage.
  const options = { limitInputPixels: false, failOn: acceptDamage ? 'none' : 'warning' } as const
  const metadata = await sharp(bytes, options).metadata()
  return {
    width: metadata.width,
    height: metadata.height,
    orientation: orientationOf(metadata),
    pages: metadata.pages ?? 1,
    channels: metadata.channels,
    depth: depthOf(metadata),
    hasAlpha: metadata.hasAlpha,
    isInterlaced: metadata.isProgressive,
    space: metadata.space,
    density: metadata.density,
    exif: metadata.exif,
    xmp: metadata.xmp,
    iptc: metadata.iptc,
    icc: metadata.icc,
    delays: metadata.delay ?? [],
    loop: metadata.loop ?? 0,
  }
}

/** Values outside of 1–8 mean nothing and are ignored, as every viewer does. */
function orientationOf({ orientation = 1 }: Metadata): number {
  return orientation >= 1 && orientation <= 8 ? orientation : 1
}

/** A palette of 8 bits or fewer becomes channels of 8; what has more bits than a byte says how many. */
function depthOf({ depth, bitsPerSample }: Metadata): number {
  return Math.max(8, depths[depth] ?? 32, bitsPerSample ?? 8)
}
