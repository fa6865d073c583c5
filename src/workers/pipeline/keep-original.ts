import type { OutputFormat } from '../../shared/formats.ts'
import type { Treatment } from '../../shared/recipe/index.ts'
import type { Source } from './source/open-source.ts'

/**
 * Whether an output is to be the original's own bytes: when it would show the same picture in the same format and size,
 * and encoding it again saves less than the recipe asks for.
 *
 * @param encodedBytes - What it came to when encoded again.
 */
export function keepsOriginal(
  output: { readonly format: OutputFormat; readonly width: number; readonly height: number },
  encodedBytes: number,
  source: Source,
  treatment: Treatment,
): boolean {
  return canKeepOriginal(output, source, treatment) && !isWorthIt(encodedBytes, source, treatment)
}

/** Whether the original's bytes are what the recipe asks for at all. */
export function canKeepOriginal(
  output: { readonly format: OutputFormat; readonly width: number; readonly height: number },
  source: Source,
  treatment: Treatment,
): boolean {
  return (
    output.format === source.decoder.format &&
    output.width === source.width &&
    output.height === source.height &&
    source.orientation === 1 &&
    !treatment.enhance &&
    // Where it was taken must not come out by another way.
    (treatment.metadata !== 'no-location' || !source.hasMetadata)
  )
}

function isWorthIt(encodedBytes: number, source: Source, { minimumSaving }: Treatment): boolean {
  return encodedBytes < source.bytes.length * (1 - minimumSaving / 100)
}
