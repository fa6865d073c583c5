import type { OutputFormat } from '../../shared/formats.ts'
import type { Treatment } from '../../shared/recipe/index.ts'
import type { Source } from './source/open-source.ts'

/**
 * Whether an output may be the original's own bytes: when they show the picture that the recipe asks for, in the same
 * format and size.
 */
export function canKeepOriginal(
  output: { readonly format: OutputFormat; readonly width: number; readonly height: number },
  source: Source,
  treatment: Treatment,
): boolean {
  return (
    output.format === source.decoder.format &&
    // A drawing has no size of its own.
    (output.format === 'svg' || (output.width === source.width && output.height === source.height)) &&
    source.orientation === 1 &&
    !treatment.enhance &&
    // Where it was taken must not come out by another way.
    (treatment.metadata !== 'no-location' || !source.hasMetadata)
  )
}

/** Whether encoding the original again saves as much as the recipe asks for; nothing saved is never enough. */
export function isWorthIt(bytes: number, source: Source, { minimumSaving }: Treatment): boolean {
  return bytes < source.bytes.length * (1 - minimumSaving / 100)
}
