import { type Recipe, type Size, sizeText } from '../../../shared/recipe/index.ts'
import { formatDimensions, formatList } from '../../format.ts'
import { t } from '../../i18n.ts'
import { formatName } from '../../setting-words.ts'

/** "AVIF, WebP, and JPEG". */
export function formatsOf(recipe: Recipe): string {
  return formatList(recipe.formats.map(formatName))
}

/** "640 × 480, 1280 × 720, and 1920 × 1080". */
export function sizesOf(recipe: Recipe): string {
  return formatList(recipe.sizes.map(sizeWords))
}

/** "1280 × 720", or words for keeping the original's dimensions. */
export function sizeWords(size: Size): string {
  if (size === 'original') return t('size.original')
  return 'height' in size ? formatDimensions(size.width, size.height) : sizeText(size)
}
