import * as z from 'zod'

export const outputFormatSchema = z.enum(['avif', 'webp', 'jpeg', 'png', 'gif', 'tiff', 'svg'])
export type OutputFormat = z.output<typeof outputFormatSchema>

/** What Whittle must know of a format before it encodes: its name on disk, its limits, what it can hold. */
export type FormatTraits = {
  readonly label: string
  readonly extension: string
  readonly mime: string
  /** Largest width or height in pixels that the encoder accepts. */
  readonly maxSide: number
  readonly alpha: boolean
  /** Holds more than one frame when Whittle writes it. */
  readonly animation: boolean
  /** Can keep every pixel as it is. */
  readonly lossless: boolean
  /** Can trade pixels for bytes on a scale of 1–100. */
  readonly lossy: boolean
  /** Inclusive range of the effort setting; `null` where the encoder has none. */
  readonly effort: { readonly min: number; readonly max: number } | null
}

/** In the order in which a `<picture>` element offers them: smallest first. */
export const outputFormats: Readonly<Record<OutputFormat, FormatTraits>> = {
  // libheif/libaom refuse more than 16,384 a side, libwebp more than 16,383 (a 14-bit field), JPEG and GIF more than
  // 65,535 (16 bits). For PNG, TIFF and SVG the limits of libvips (10 million) and of the fields are far away.
  avif: {
    label: 'AVIF',
    extension: 'avif',
    mime: 'image/avif',
    maxSide: 16_384,
    alpha: true,
    animation: false,
    lossless: true,
    lossy: true,
    effort: { min: 0, max: 9 },
  },
  webp: {
    label: 'WebP',
    extension: 'webp',
    mime: 'image/webp',
    maxSide: 16_383,
    alpha: true,
    animation: true,
    lossless: true,
    lossy: true,
    effort: { min: 0, max: 6 },
  },
  jpeg: {
    label: 'JPEG',
    extension: 'jpg',
    mime: 'image/jpeg',
    maxSide: 65_535,
    alpha: false,
    animation: false,
    lossless: false,
    lossy: true,
    effort: null,
  },
  png: {
    label: 'PNG',
    extension: 'png',
    mime: 'image/png',
    maxSide: 1_000_000,
    alpha: true,
    animation: false,
    lossless: true,
    // Through a palette; 100 leaves the pixels alone.
    lossy: true,
    effort: { min: 1, max: 10 },
  },
  gif: {
    label: 'GIF',
    extension: 'gif',
    mime: 'image/gif',
    maxSide: 65_535,
    alpha: true,
    animation: true,
    lossless: false,
    lossy: false,
    effort: { min: 1, max: 10 },
  },
  tiff: {
    label: 'TIFF',
    extension: 'tif',
    mime: 'image/tiff',
    maxSide: 1_000_000,
    alpha: true,
    animation: false,
    lossless: true,
    lossy: false,
    effort: null,
  },
  svg: {
    label: 'SVG',
    extension: 'svg',
    mime: 'image/svg+xml',
    maxSide: 1_000_000,
    alpha: true,
    animation: true,
    lossless: true,
    lossy: false,
    effort: null,
  },
}

/** Formats that Whittle decodes, recognized by content. */
export const inputFormatSchema = z.enum([
  'jpeg',
  'png',
  'webp',
  'gif',
  'avif',
  'heic',
  'tiff',
  'svg',
  'bmp',
  'ico',
  'tga',
  'psd',
  'jp2',
  'jxl',
  'dds',
])
export type InputFormat = z.output<typeof inputFormatSchema>
