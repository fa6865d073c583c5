import { outputFormats } from '../../shared/formats.ts'
import type { EncoderSettings } from './encoders/encoder.ts'
import { encoders, type RasterFormat } from './encoders/index.ts'
import { type Pixels, toSharp } from './pixels/pixels.ts'
import { type Expected, toInvalid } from './verify.ts'

export type EncodeSettings = EncoderSettings & { readonly format: RasterFormat }

/** A file in memory, and what it must decode to. */
export type Encoded = { readonly bytes: Buffer; readonly expected: Expected }

/**
 * Encodes pixels.
 *
 * @throws WhittleError `OUTPUT_INVALID` when the encoder refuses.
 */
export async function encode(pixels: Pixels, { format, ...settings }: EncodeSettings): Promise<Encoded> {
  const { width, height } = pixels
  const hasAlpha = pixels.hasAlpha && outputFormats[format].alpha
  try {
    const bytes = await encoders[format](toSharp(pixels), settings).toBuffer()
    return { bytes, expected: { format, width, height, hasAlpha } }
  } catch (error) {
    throw toInvalid(error)
  }
}
