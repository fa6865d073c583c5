import type { Sharp } from 'sharp'
import { outputFormats } from '../../shared/formats.ts'
import type { EncoderSettings } from './encoders/encoder.ts'
import { encoders, type RasterFormat } from './encoders/index.ts'
import type { Pixels } from './pixels/pixels.ts'
import { type Expected, toInvalid } from './verify.ts'

export type EncodeSettings = EncoderSettings & { readonly format: RasterFormat }

/** A file in memory, and what it must decode to. */
export type Encoded = { readonly bytes: Buffer; readonly expected: Expected }

/**
 * Encodes pixels.
 *
 * @param image - The pixels as sharp reads them, with what is to travel along.
 * @throws WhittleError `OUTPUT_INVALID` when the encoder refuses.
 */
export async function encode(
  image: Sharp,
  pixels: Pixels,
  { format, ...settings }: EncodeSettings,
): Promise<Encoded> {
  const { width, height, animation } = pixels
  const { alpha } = outputFormats[format]
  const moving = animation && { loop: animation.loop, delay: [...animation.delays] }
  try {
    const bytes = await encoders[format](image, {
      ...settings,
      ...(moving && { animation: moving }),
    }).toBuffer()
    const expected: Expected = { format, width, height, hasAlpha: pixels.hasAlpha && alpha }
    return { bytes, expected: animation === undefined ? expected : { ...expected, animation } }
  } catch (error) {
    throw toInvalid(error)
  }
}
