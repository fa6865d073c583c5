import type { Impact } from '../../../shared/model/impact.ts'
import {
  formatBytes,
  formatCount,
  formatDecimal,
  formatNoun,
  formatNumber,
  formatSaving,
} from '../../format.ts'
import { t } from '../../i18n.ts'
import { recipeName } from '../../recipe-names.ts'
import classes from './impact-panel.module.css'
import { ScoreBars } from './score-bars.tsx'
import { formatDay, formatMoney, formatValue, significant } from './words.ts'

/** What a run is worth: bytes, quality, time, money, energy, and how soon a page shows its largest image. */
export function ImpactPanel({ impact }: { readonly impact: Impact }): React.JSX.Element {
  const { served } = impact.bytes
  const { compared, onlyBefore, onlyAfter } = impact.images
  if (compared === 0) return <p className={classes.caveat}>{t('insights.nothingInCommon')}</p>
  return (
    <div className={classes.impact}>
      <div className={classes.headline}>
        <p className={`${classes.saving} numeric`} data-more={served.savedPercent < 0 || undefined}>
          {formatSaving(served.savedPercent / 100)}
        </p>
        <p className={classes.label}>{t('insights.toLoad', { images: formatNoun(compared, 'image') })}</p>
        <Pair before={served.before} after={served.after} words={formatBytes} />
        {onlyBefore + onlyAfter > 0 && (
          <p className={classes.caveat}>
            {t('insights.leftOut', { images: formatNoun(onlyBefore + onlyAfter, 'image') })}
          </p>
        )}
      </div>
      <ScoreBars
        before={{ name: sideName(impact, 'before'), summary: impact.scores.before }}
        after={{ name: sideName(impact, 'after'), summary: impact.scores.after }}
      />
      <Load impact={impact} />
      <Numbers impact={impact} />
      <Payback impact={impact} />
      <ul className={classes.caveats}>
        {impact.caveats.map((caveat) => (
          <li key={caveat.code}>
            {t(`insights.caveat.${caveat.code}`, {
              count: formatCount(caveat.count),
              of: formatCount(caveat.of),
            })}
          </li>
        ))}
        <li>{energyWords(impact)}</li>
      </ul>
    </div>
  )
}

/** Recipes by their names; runs and originals by what came first. */
function sideName(impact: Impact, side: 'before' | 'after'): string {
  const { label, recipeId } = impact[side]
  if (impact.kind !== 'recipes' || recipeId === undefined) return t(`insights.${side}`)
  return recipeName({ id: recipeId, name: label })
}

/** What the estimate of energy takes for granted. */
function energyWords({ energy: { wattsPerCore, deliveryPerGb, viewsPerMonth } }: Impact): string {
  return t('insights.energyAssumed', {
    watts: formatNumber(wattsPerCore),
    perGb: significant(deliveryPerGb),
    views: formatCount(viewsPerMonth),
  })
}

type PairProps = {
  readonly before: number
  readonly after: number
  readonly words: (value: number) => string
}

/** Two values to scale, one above the other. */
function Pair({ before, after, words }: PairProps): React.JSX.Element {
  const most = Math.max(before, after, Number.MIN_VALUE)
  const bar = (value: number, kind: 'before' | 'after') => (
    <div className={classes.pairLine}>
      <svg className={classes.bar} viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden>
        <rect className={classes.track} width="100" height="8" />
        <rect
          className={kind === 'before' ? classes.before : after > before ? classes.grew : classes.after}
          width={Math.max(1, (value / most) * 100)}
          height="8"
        />
      </svg>
      <span className="numeric">{words(value)}</span>
    </div>
  )
  return (
    <div className={classes.pair}>
      {bar(before, 'before')}
      {bar(after, 'after')}
    </div>
  )
}

/** Differences between recipes or runs are often below what "0.9 s" shows. */
const spanWords = (ms: number): string => formatValue(ms, 'ms')

function Load({ impact: { experience } }: { readonly impact: Impact }): React.JSX.Element {
  return (
    <div className={classes.load}>
      <h3 className={classes.heading}>{t('insights.lcp')}</h3>
      <ul>
        {experience.map(({ connection, lcp }) => (
          <li key={connection} className={classes.connection}>
            <span className={classes.connectionName}>{t(`insights.connection.${connection}`)}</span>
            <Pair before={lcp.before} after={lcp.after} words={spanWords} />
          </li>
        ))}
      </ul>
      <p className={classes.caveat}>{t('insights.loadModel')}</p>
    </div>
  )
}

function Numbers({ impact }: { readonly impact: Impact }): React.JSX.Element {
  const { bytes, time, cpu, scores, energy, money } = impact
  const price = (value: number): string => formatMoney(value, money?.currency ?? 'EUR')
  const kwh = (value: number): string => formatValue(value, 'kilowattHours')
  const rows: readonly (readonly [string, number | null, number | null, (value: number) => string])[] = [
    [t('insights.row.stored'), bytes.stored.before, bytes.stored.after, formatBytes],
    [t('insights.row.score'), scores.before?.median ?? null, scores.after?.median ?? null, formatDecimal],
    [t('insights.row.lowest'), scores.before?.min ?? null, scores.after?.min ?? null, formatDecimal],
    [t('insights.row.time'), time.before, time.after, spanWords],
    [t('insights.row.cpu'), cpu.before, cpu.after, spanWords],
    [t('insights.row.making'), energy.making.before, energy.making.after, kwh],
    [t('insights.row.delivery'), energy.delivery.before, energy.delivery.after, kwh],
    ...(money === null
      ? []
      : ([
          [t('insights.row.storage'), money.storage.before, money.storage.after, price],
          [t('insights.row.transfer'), money.transfer.before, money.transfer.after, price],
          [t('insights.row.cost'), money.making.before, money.making.after, price],
        ] as const)),
  ]
  return (
    <table className={`${classes.table} numeric`}>
      <thead>
        <tr>
          <th scope="col">{t('insight.what')}</th>
          <th scope="col">{sideName(impact, 'before')}</th>
          <th scope="col">{sideName(impact, 'after')}</th>
        </tr>
      </thead>
      <tbody>
        {rows
          .filter(([, before, after]) => before !== null || after !== null)
          .map(([name, before, after, words]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{before === null ? '–' : words(before)}</td>
              <td>{after === null ? '–' : words(after)}</td>
            </tr>
          ))}
      </tbody>
    </table>
  )
}

/** Whether it is worth it, and when. */
function Payback({ impact: { payback, money } }: { readonly impact: Impact }): React.JSX.Element {
  const { cpuHours, bytesSavedPerMonth, days, at } = payback
  const verdict =
    days === null || at === null
      ? t(money === null ? 'insights.needsPrices' : 'insights.neverPays')
      : t(days < 1 ? 'insights.paidBack' : 'insights.paysBack', {
          days: t('insights.days', { count: Math.ceil(days), n: String(Math.ceil(days)) }),
          day: formatDay(at),
        })
  return (
    <div className={classes.payback}>
      <p className={classes.verdict}>{verdict}</p>
      <p className={`${classes.caveat} numeric`}>
        {t('insights.worth', {
          hours: cpuHours === null ? '–' : significant(cpuHours),
          bytes: formatBytes(Math.max(0, bytesSavedPerMonth)),
        })}
        {money !== null &&
          ` ${t('insights.savedMoney', { money: formatMoney(money.savedPerMonth, money.currency) })}`}
      </p>
    </div>
  )
}
