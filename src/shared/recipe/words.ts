import { outputFormats } from '../formats.ts'
import type { QualityGoal } from './quality.ts'
import type { Recipe, RecipeFormat } from './recipe.ts'

/** What a recipe's format is called: "AVIF", "best format", "same format". */
export function formatWords(format: RecipeFormat): string {
  if (format === 'auto') return 'best format'
  return format === 'original' ? 'same format' : outputFormats[format].label
}

/** What an output has to be, in a few words: "score 78", "quality 80", "at most 200 kB", "lossless". */
export function goalWords(goal: QualityGoal): string {
  switch (goal.mode) {
    case 'target':
      return `score ${goal.score}`
    case 'fixed':
      return `quality ${goal.quality}`
    case 'maxBytes':
      return `at most ${kilobytes(goal.bytes)}`
    case 'lossless':
      return 'lossless'
  }
}

/** What a recipe asks of its outputs: "score 78", "AVIF 60, WebP 82", "at most 200 kB", "lossless". */
export function qualityWords({ quality, formats }: Pick<Recipe, 'quality' | 'formats'>): string {
  if (quality.mode !== 'fixed') return goalWords(quality)
  const chosen = formats.flatMap((format) => (isScaled(format) ? [format] : []))
  const listed: readonly ('avif' | 'webp' | 'jpeg' | 'png')[] =
    chosen.length > 0 ? chosen : ['avif', 'webp', 'jpeg']
  return listed.map((format) => `${outputFormats[format].label} ${quality[format]}`).join(', ')
}

/** How hard the encoders try: "automatic", "automatic, smallest", "AVIF 6, WebP 6". */
export function effortWords({ effort, formats }: Pick<Recipe, 'effort' | 'formats'>): string {
  if (effort.mode === 'auto')
    return effort.prefer === 'balanced' ? 'automatic' : `automatic, ${effort.prefer}`
  const listed = (['avif', 'webp', 'png'] as const).filter(
    (format) => formats.includes(format) || formats.includes('auto') || formats.includes('original'),
  )
  return listed.map((format) => `${outputFormats[format].label} ${effort[format]}`).join(', ') || 'none'
}

function isScaled(format: RecipeFormat): format is 'avif' | 'webp' | 'jpeg' | 'png' {
  return format !== 'auto' && format !== 'original'
}

function kilobytes(bytes: number): string {
  return bytes < 1_000_000
    ? `${Number((bytes / 1_000).toPrecision(4))} kB`
    : `${Number((bytes / 1e6).toPrecision(4))} MB`
}

/** An encoder's setting of a finished output: "quality 62, effort 3", "lossless". */
export function settingWords({ quality, effort }: { quality: number | null; effort: number | null }): string {
  const first = quality === null ? 'lossless' : `quality ${quality}`
  return effort === null ? first : `${first}, effort ${effort}`
}
