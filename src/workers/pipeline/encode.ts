import { outputFormats } from '../../shared/formats.ts'
import type { PlannedOutput } from '../../shared/model/output.ts'
import { encoders } from './encoders/index.ts'
import { type Pixels, toSharp } from './pixels/pixels.ts'
import { type Expected, toInvalid } from './verify.ts'

/** A file in memory, and what it must decode to. */
export type Encoded = { readonly bytes: Buffer; readonly expected: Expected }

/**
 * Encodes pixels in the format, quality and effort that were planned.
 *
 * @throws WhittleError `OUTPUT_INVALID` when the encoder refuses.
 */
export async function encode(
  pixels: Pixels,
  { format, quality, effort }: Pick<PlannedOutput, 'format' | 'quality' | 'effort'>,
): Promise<Encoded> {
  const { width, height } = pixels
  const hasAlpha = pixels.hasAlpha && outputFormats[format].alpha
  try {
    const bytes = await encoders[format](toSharp(pixels), { quality, effort }).toBuffer()
    return { bytes, expected: { format, width, height, hasAlpha } }
  } catch (error) {
    throw toInvalid(error)
  }
}
