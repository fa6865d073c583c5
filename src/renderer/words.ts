import { type ErrorData, errorTable } from '../shared/errors.ts'
import type { Alert } from '../shared/model/alert.ts'
import type { Batch, Pause } from '../shared/model/batch.ts'
import type { Admission, ControlWords, Decision } from '../shared/model/monitor.ts'
import { formatBytes, formatCount, formatDuration, formatNoun, formatPercent } from './format.ts'
import { currentLanguage, t } from './i18n.ts'
import { errors as germanErrors } from './locales/de/errors.ts'
import { imagesOf, imagesToDo } from './state/batch-progress.ts'

/** A batch's state in words; a plan without a usable image is not ready to start. */
export function batchWords({ state, counts }: Pick<Batch, 'state' | 'counts'>): string {
  return state === 'planned' && imagesToDo(counts) === 0 ? t('optimize.nothing') : t(`batchState.${state}`)
}

/** What an interrupted batch has achieved: an image that failed is not finished. */
export function interruptedWords(counts: Batch['counts']): string {
  return t('optimize.interrupted', {
    done: formatCount(counts.done),
    images: formatNoun(imagesOf(counts), 'image'),
  })
}

/** What went wrong, as a person reads it. */
export type ProblemWords = {
  readonly message: string
  readonly hint: string | undefined
  readonly detail: string | undefined
}

/**
 * An error in the language of the window. The engine speaks English; other languages say what its code means, and
 * where the engine was more exact than its table, its own words follow as the detail.
 */
export function problemWords(error: ErrorData): ProblemWords {
  const detail = error.detail?.split('\n')[0]
  if (currentLanguage() === 'en') return { message: error.message, hint: error.hint, detail }
  const { message, hint } = germanErrors[error.code]
  const exact = error.message === errorTable[error.code].message ? undefined : error.message
  return { message, hint, detail: [exact, detail].filter(Boolean).join(' ') || undefined }
}

/** Why a batch pauses, and what to do where somebody can do something. */
export function pauseWords({ reason, error }: Pause): string {
  const said = t(`pauseReason.${reason}`)
  const hint = error === undefined ? undefined : problemWords(error).hint
  return [said, hint].filter(Boolean).join(' ')
}

/** How many images may run at once, and why. */
export function admissionWords({ words }: Pick<Admission, 'words'>): string {
  return controlWords(words)
}

/** What the controller decided, and why. */
export function decisionWords({ words }: Pick<Decision, 'words'>): string {
  return controlWords(words)
}

function controlWords({ code, values }: ControlWords): string {
  const formatted = Object.entries(values).map(([name, value]): [string, string | number] => {
    if (name === 'count') return [name, value]
    if (name.endsWith('Bytes')) return [name, formatBytes(value)]
    const isShare = name === 'percent' || name === 'threshold'
    return [name, isShare ? formatPercent(value) : formatCount(value)]
  })
  const { count = 1 } = values
  return t(`control.${code}`, { ...Object.fromEntries(formatted), count, n: formatCount(count) })
}

/** A threshold that was crossed, in words. */
export function alertWords({ rule, subject, threshold, worst, evidence }: Alert): string {
  switch (rule) {
    case 'cpu':
    case 'memory':
      return t(`alert.${rule}`, {
        threshold: formatPercent(threshold),
        worst: formatPercent(worst),
        time: formatDuration(lastedMs(evidence)),
      })
    case 'errors':
      return t('alert.errors', { threshold: formatPercent(threshold), worst: formatPercent(worst) })
    case 'slow-operation':
      return t('alert.slow-operation', {
        subject,
        n: formatCount(evidence.length),
        count: evidence.length,
        threshold: formatDuration(threshold),
        worst: formatDuration(worst),
      })
  }
}

/** From the first to the last of what raised an alert, both of a second. */
function lastedMs(evidence: Alert['evidence']): number {
  return (evidence.at(-1)?.at ?? 0) - (evidence[0]?.at ?? 0) + 1_000
}
