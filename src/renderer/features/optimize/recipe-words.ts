import { outputFormats } from '../../../shared/formats.ts'
import type { Recipe, Size } from '../../../shared/recipe.ts'

const list = new Intl.ListFormat('en', { style: 'long', type: 'conjunction' })

/** "AVIF, WebP, and JPEG". */
export function formatList(recipe: Recipe): string {
  return list.format(recipe.formats.map((format) => outputFormats[format].label))
}

/** "640 × 480, 1280 × 720, and 1920 × 1080". */
export function sizeList(recipe: Recipe): string {
  return list.format(recipe.sizes.map(sizeWords))
}

/** "1280 × 720", or words for keeping the original's dimensions. */
export function sizeWords(size: Size): string {
  return size === 'original' ? 'original size' : `${size.width}\u00a0×\u00a0${size.height}`
}
