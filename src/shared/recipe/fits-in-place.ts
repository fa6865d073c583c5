import type { Recipe } from './recipe.ts'

/**
 * Whether what a recipe makes may take the places of originals: one output, at full size. A decoder that shrinks while it
 * reads misses holes in a file, and only what was decoded completely may replace an original.
 */
export function fitsInPlace({ formats, sizes }: Pick<Recipe, 'formats' | 'sizes'>): boolean {
  const [format, ...otherFormats] = formats
  const fits = (format === 'original' || format === 'auto') && otherFormats.length === 0
  return fits && sizes.length === 1 && sizes[0] === 'original'
}
