import * as z from 'zod'

export const outputFormatSchema = z.enum(['avif', 'webp', 'jpeg'])
export type OutputFormat = z.output<typeof outputFormatSchema>

/** What Whittle must know of a format before it encodes: its name on disk, its limits, what it can hold. */
export type FormatTraits = {
  readonly label: string
  readonly extension: string
  readonly mime: string
  /** Largest width or height in pixels that the encoder accepts. */
  readonly maxSide: number
  readonly alpha: boolean
  /** Inclusive range of the effort setting; `null` where the encoder has none. */
  readonly effort: { readonly min: number; readonly max: number } | null
}

/** In the order in which a `<picture>` element offers them: smallest first. */
export const outputFormats: Readonly<Record<OutputFormat, FormatTraits>> = {
  // libheif/libaom refuse more than 16,384 a side, libwebp more than 16,383 (a 14-bit field), JPEG more than 65,535.
  avif: {
    label: 'AVIF',
    extension: 'avif',
    mime: 'image/avif',
    maxSide: 16_384,
    alpha: true,
    effort: { min: 0, max: 9 },
  },
  webp: {
    label: 'WebP',
    extension: 'webp',
    mime: 'image/webp',
    maxSide: 16_383,
    alpha: true,
    effort: { min: 0, max: 6 },
  },
  jpeg: { label: 'JPEG', extension: 'jpg', mime: 'image/jpeg', maxSide: 65_535, alpha: false, effort: null },
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
