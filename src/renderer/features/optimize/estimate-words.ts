import type { BatchEstimate } from '../../../shared/model/batch.ts'
import { formatBytes, formatNoun, formatRemaining } from '../../format.ts'
import { t } from '../../i18n.ts'

/** Below this share of measured outputs a time is more of a guess than an estimate. */
const trustedShare = 0.5

/** "About 2 min", or "Roughly 2 min" on a machine that has not made such files yet. */
export function timeWords({ ms, measured }: BatchEstimate): string {
  return t(measured < trustedShare ? 'optimize.takesGuess' : 'optimize.takes', { time: formatRemaining(ms) })
}

/** How much room the files need, and whether there is enough. */
export function spaceWords({ bytes, freeBytes, fits }: BatchEstimate): string {
  const values = {
    bytes: formatBytes(bytes),
    free: freeBytes === undefined ? '–' : formatBytes(freeBytes),
  }
  return t(fits === false ? 'optimize.doesNotFit' : 'optimize.needs', values)
}

/** What else is to be known before the start: room, and files that are made anew. */
export function estimateWords(estimate: BatchEstimate): string {
  const replaced =
    estimate.replaced > 0
      ? t('optimize.replaces', { files: formatNoun(estimate.replaced, 'file') })
      : undefined
  const room = estimate.fits === false ? undefined : spaceWords(estimate)
  return [room, replaced].filter(Boolean).join(' · ')
}
