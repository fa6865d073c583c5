import { outputFormats } from '../shared/formats.ts'
import type { OutputResult } from '../shared/model/output.ts'
import type { QualityGoal, RecipeFormat } from '../shared/recipe/index.ts'
import { formatBytes } from './format.ts'
import { t } from './i18n.ts'

/** What a recipe's format is called: "AVIF", "Best format". */
export function formatName(format: RecipeFormat | keyof typeof outputFormats): string {
  if (format === 'auto') return t('list.bestFormat')
  return format === 'original' ? t('list.sameFormat') : outputFormats[format].label
}

/** What an output is to be: "Score 78", "Quality 80", "At most 200 kB", "Lossless". */
export function goalName(goal: QualityGoal): string {
  switch (goal.mode) {
    case 'target':
      return t('list.score', { score: goal.score })
    case 'fixed':
      return t('list.quality', { quality: goal.quality })
    case 'maxBytes':
      return t('list.atMost', { bytes: formatBytes(goal.bytes) })
    case 'lossless':
      return t('list.lossless')
  }
}

/** What an output was encoded with: "Quality 62, effort 3", "Lossless". */
export function settingName({ quality, effort }: Pick<OutputResult, 'quality' | 'effort'>): string {
  if (quality === null) return effort === null ? t('list.lossless') : t('list.losslessEffort', { effort })
  return effort === null ? t('list.quality', { quality }) : t('list.qualityEffort', { quality, effort })
}
