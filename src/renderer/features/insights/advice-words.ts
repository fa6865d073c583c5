import { outputFormatSchema, outputFormats } from '../../../shared/formats.ts'
import type { Recommendation } from '../../../shared/model/recommendation.ts'
import { formatBytes, formatCount, formatDuration, formatNoun, formatPercent } from '../../format.ts'
import { t } from '../../i18n.ts'
import { recipeName } from '../../recipe-names.ts'
import { formatMoney, formatValue, significant } from './words.ts'

type Words = { readonly title: string; readonly reason: string; readonly risk: string }

/** What a recommendation says in the language of the window, with its numbers. */
export function adviceWords(advice: Recommendation, currency: string): Words {
  const { rule, object, facts, action, gain } = advice
  const values = {
    object,
    money: formatMoney(gain.amount.expected, currency),
    ...Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, factWords(name, value)])),
    // Built-in recipes have a name in every language.
    recipe: recipeName({ id: object, name: String(facts.recipe) }),
  }
  const inCopy = action.type === 'recipe' && action.recipeId !== object
  const parts = [
    t(`insights.rule.${rule}.reason`, values),
    ...(rule === 'format-without-gain' && facts.months !== undefined
      ? [t('insights.monthsToPay', { months: String(facts.months) })]
      : []),
    ...(inCopy ? [t('insights.inCopy', { recipe: values.recipe })] : []),
  ]
  return {
    title: t(`insights.rule.${rule}.title`, values),
    reason: parts.join(' '),
    risk: t(`insights.rule.${rule}.risk`, values),
  }
}

/** What a number of the evidence is. */
export function evidenceWords({ what, name = '', label }: Recommendation['evidence'][number]): string {
  return what === undefined ? label : t(`insights.evidenceOf.${what}`, { name })
}

/** What came of applied advice, against what it promised. */
export function effectWords({ effect, gain }: Recommendation, currency: string): string {
  if (effect === undefined) return ''
  const { verdict, measured, before, since, needed, of } = effect
  const amount = (value: number): string => formatValue(value, gain.unit, currency)
  const counted = (count: number): string =>
    of === 'images'
      ? formatNoun(count, 'image')
      : of === 'runs'
        ? formatNoun(count, 'run')
        : t('insights.days', { count, n: formatCount(count) })
  if (verdict === 'waiting' && before < needed) {
    return t('insights.effect.nothingBefore', { before: counted(before), needed: counted(needed) })
  }
  return t(`insights.effect.${verdict}`, {
    measured: measured === null ? '–' : amount(measured.expected),
    low: measured === null ? '–' : amount(measured.low),
    high: measured === null ? '–' : amount(measured.high),
    promised: amount(gain.amount.expected),
    needed: counted(needed),
    since: formatCount(since),
  })
}

const percents: ReadonlySet<string> = new Set(['share', 'cpu', 'memory', 'hitsNow', 'hitsAdvised'])
const finePercents: ReadonlySet<string> = new Set(['saving', 'larger'])
const sizes: ReadonlySet<string> = new Set([
  'maxBytes',
  'more',
  'budget',
  'advisedBytes',
  'free',
  'taken',
  'bytes',
])
const clocks: ReadonlySet<string> = new Set(['from', 'to'])

/** Facts have the same meaning under the same name, whatever the rule. */
function factWords(name: string, value: number | string): string {
  if (typeof value === 'string') {
    const { data: format } = outputFormatSchema.safeParse(name === 'format' ? value : undefined)
    return format === undefined ? value : outputFormats[format].label
  }
  if (percents.has(name)) return formatPercent(value)
  if (finePercents.has(name)) return `${significant(Number(value.toPrecision(2)))}\u00a0%`
  if (sizes.has(name)) return formatBytes(value)
  if (clocks.has(name)) return `${String(value % 24).padStart(2, '0')}:00`
  if (name === 'speed') return `${formatBytes(value)}/s`
  if (name === 'ms') return formatDuration(value)
  return Number.isInteger(value) ? formatCount(value) : significant(Number(value.toPrecision(2)))
}
