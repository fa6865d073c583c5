import { outputFormats } from '../../../shared/formats.ts'
import type { Recipe, Size } from '../../../shared/recipe.ts'
import { formatDimensions, formatList } from '../../format.ts'
import { t } from '../../i18n.ts'

/** "AVIF, WebP, and JPEG". */
export function formatsOf(recipe: Recipe): string {
  return formatList(recipe.formats.map((format) => outputFormats[format].label))
}

/** "640 × 480, 1280 × 720, and 1920 × 1080". */
export function sizesOf(recipe: Recipe): string {
  return formatList(recipe.sizes.map(sizeWords))
}

/** "1280 × 720", or words for keeping the original's dimensions. */
export function sizeWords(size: Size): string {
  return size === 'original' ? t('size.original') : formatDimensions(size.width, size.height)
}
