import prettyBytes from 'pretty-bytes'
import { currentLocale, t } from './i18n.ts'

/** Every number that a person reads goes through here, in the notation of their language and region. */

/** Keeps a number and its unit on one line. */
const gap = '\u00a0'

type Notation = {
  readonly integer: Intl.NumberFormat
  readonly oneDigit: Intl.NumberFormat
  readonly plain: Intl.NumberFormat
  readonly moment: Intl.DateTimeFormat
  readonly clock: Intl.DateTimeFormat
  readonly list: Intl.ListFormat
}

/** Per locale: making these costs far more than using them. */
const notations = new Map<string, Notation>()

function notation(): Notation {
  const locale = currentLocale()
  const known = notations.get(locale)
  if (known !== undefined) return known
  const made = {
    integer: new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }),
    plain: new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }),
    oneDigit: new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 }),
    moment: new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }),
    clock: new Intl.DateTimeFormat(locale, { timeStyle: 'medium' }),
    list: new Intl.ListFormat(locale, { style: 'long', type: 'conjunction' }),
  }
  notations.set(locale, made)
  return made
}

export function formatCount(count: number): string {
  return notation().integer.format(count)
}

/** With the digits that it has, at most two after the point, e.g. "0.1", "1,000". */
export function formatNumber(value: number): string {
  return notation().plain.format(value)
}

/** One digit after the point, e.g. a score of "81.4". */
export function formatDecimal(value: number): string {
  return notation().oneDigit.format(value)
}

/** Bytes in SI units with three significant digits, e.g. "4.92 MB". */
export function formatBytes(bytes: number): string {
  return prettyBytes(bytes, { locale: currentLocale(), nonBreakingSpace: true })
}

/** "AVIF, WebP, and JPEG". */
export function formatList(parts: readonly string[]): string {
  return notation().list.format(parts)
}

/** A time of the day to the second, given in epoch milliseconds. */
export function formatTimeOfDay(at: number): string {
  return notation().clock.format(at)
}

/** A number that is already a percentage (0–100), e.g. "43 %". */
export function formatPercent(percent: number): string {
  return `${notation().integer.format(percent)}${gap}%`
}

/**
 * How much smaller something became, as a whole percentage. `saving` is a fraction: 0.87 gives "−87 %", −0.12 gives
 * "+12 %". Never claims −100 % while something is left.
 */
export function formatSaving(saving: number): string {
  const percent = wholePercent(saving)
  if (percent === 0) return `0${gap}%`
  return `${percent > 0 ? '−' : '+'}${notation().integer.format(Math.abs(percent))}${gap}%`
}

/** The same as a phrase: "87 % less", "12 % more", "the same size". */
export function formatSavingPhrase(saving: number): string {
  const percent = wholePercent(saving)
  if (percent === 0) return unbroken(t('measure.same'))
  const values = { percent: formatPercent(Math.abs(percent)) }
  return unbroken(percent > 0 ? t('measure.less', values) : t('measure.more', values))
}

/** "0.8" below ten, "12" above: a rate must stay readable while it changes every second. */
export function formatRate(perSecond: number): string {
  return perSecond < 9.95 ? notation().oneDigit.format(perSecond) : notation().integer.format(perSecond)
}

export function formatDimensions(width: number, height: number): string {
  return `${width}${gap}×${gap}${height}`
}

/** A span of time in words: "0.4 s", "34 s", "2 min 5 s", "1 h 12 min". */
export function formatDuration(ms: number): string {
  if (ms > 0 && ms < 95) return `${Math.max(1, Math.round(ms))}${gap}ms`
  if (ms < 9_950) return `${notation().oneDigit.format(Math.max(0, ms) / 1000)}${gap}s`
  const seconds = Math.round(ms / 1000)
  if (seconds < 60) return `${seconds}${gap}s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return joined(minutes, 'min', seconds % 60, 's')
  return joined(Math.floor(minutes / 60), 'h', minutes % 60, 'min')
}

/** Time still to wait, in steps that do not pretend to know more: "3 s", "2 min 5 s", "14 min". */
export function formatRemaining(ms: number): string {
  const seconds = Math.max(1, Math.ceil(ms / 1000))
  if (seconds < 60) return `${seconds}${gap}s`
  return formatDuration(1000 * (seconds < 600 ? seconds : 60 * Math.ceil(seconds / 60)))
}

/** A running clock: "0:07", "12:30", "1:02:03". */
export function formatClock(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  const two = (value: number): string => String(value).padStart(2, '0')
  const hours = Math.floor(seconds / 3600)
  const minutes = Math.floor(seconds / 60) % 60
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`
}

/** A point in time, given in epoch milliseconds. */
export function formatMoment(at: number): string {
  return notation().moment.format(at)
}

/** "1 image", "1,204 images". */
export function formatNoun(count: number, noun: 'image' | 'file' | 'run' | 'variant'): string {
  return t(`noun.${noun}`, { count, n: formatCount(count) })
}

/** The last part of a path, whichever way its slashes lean. */
export function lastSegment(path: string): string {
  return path.split(/[/\\]/).findLast((segment) => segment !== '') ?? path
}

function joined(large: number, largeUnit: string, small: number, smallUnit: string): string {
  const first = `${large}${gap}${largeUnit}`
  return small === 0 ? first : `${first} ${small}${gap}${smallUnit}`
}

/** Words that belong together as closely as a number and its unit. */
function unbroken(text: string): string {
  return text.replaceAll(' ', gap)
}

function wholePercent(saving: number): number {
  const percent = Math.round(saving * 100)
  return percent === 100 && saving < 1 ? 99 : percent
}
