import type { PlannedOutput } from '../../shared/model/output.ts'
import type { Source } from './source/open-source.ts'

/**
 * Whether an output is to be the original's own bytes: when it would show the same picture in the same format and size,
 * and encoding it again saved nothing.
 *
 * @param encodedBytes - What it came to when encoded again.
 */
export function keepsOriginal(
  output: PlannedOutput,
  encodedBytes: number,
  source: Source,
  enhance: boolean,
): boolean {
  return (
    encodedBytes >= source.bytes.length &&
    output.format === source.decoder.format &&
    output.width === source.width &&
    output.height === source.height &&
    source.orientation === 1 &&
    !enhance
  )
}
