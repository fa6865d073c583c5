import { UnstyledButton } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useId, useState } from 'react'
import type { Trend } from '../../../shared/model/trend.ts'
import { formatCount } from '../../format.ts'
import { t } from '../../i18n.ts'
import { chartScale, TimeChart } from './time-chart.tsx'
import classes from './trend-list.module.css'
import { causeWords, formatDay, formatValue, significant, subjectWords } from './words.ts'

/** Trends, each a line that opens to its evidence. */
export function TrendList({ trends }: { readonly trends: readonly Trend[] }): React.JSX.Element {
  return (
    <ul className={classes.list}>
      {trends.map((trend) => (
        <Line key={trend.id} trend={trend} />
      ))}
    </ul>
  )
}

function Line({ trend }: { readonly trend: Trend }): React.JSX.Element {
  const id = useId()
  const [open, setOpen] = useState(false)
  const { subject, points, line, from, to, meaning, changePercent, days, values } = trend
  return (
    <li className={classes.item}>
      <UnstyledButton
        className={classes.line}
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        <span className={classes.what}>
          <span className={classes.name}>{subjectWords(subject)}</span>
          <span className={`${classes.more} numeric`}>
            {t('insights.from', {
              values: t('insights.values', { count: values, n: formatCount(values) }),
              days: t('insights.days', { count: days, n: formatCount(days) }),
            })}
          </span>
        </span>
        <span className={classes.spark} aria-hidden>
          <TimeChart points={points} from={from} to={to} line={line} label="" />
        </span>
        <span className={`${classes.change} numeric`} data-meaning={meaning}>
          {changePercent === null ? '–' : signedPercent(changePercent)}
          <span className={classes.word}>{t(`insights.verdict.${trend.verdict}`)}</span>
        </span>
        <IconChevronDown size={16} className={classes.chevron} aria-hidden />
      </UnstyledButton>
      {open && (
        <div id={id} className={classes.detail}>
          <Evidence trend={trend} />
        </div>
      )}
    </li>
  )
}

/** What the verdict rests on: the days, the line, the test, and the levels with what changed then. */
function Evidence({ trend }: { readonly trend: Trend }): React.JSX.Element {
  const { subject, points, from, to, line, unit, slopePerDay, slopeLow, slopeHigh, pValue, changePoints } =
    trend
  const shown = points.map(({ value }) => value)
  const { low, high } = chartScale(
    shown.length === 0 ? [0, 1] : [...shown, ...(line ? [line.start, line.end] : [])],
  )
  const perDay = (value: number | null): string => (value === null ? '–' : formatSigned(value, unit))
  return (
    <>
      <div className={classes.chart}>
        <TimeChart
          points={points}
          from={from}
          to={to}
          line={line}
          marks={changePoints.map(({ at }) => at)}
          label={t('insights.chart', {
            what: subjectWords(subject),
            from: formatDay(from),
            to: formatDay(to),
          })}
          axes={{
            top: formatValue(high, unit),
            bottom: formatValue(low, unit),
            start: formatDay(from),
            end: formatDay(to),
          }}
        />
      </div>
      {pValue !== null && (
        <dl className={`${classes.facts} numeric`}>
          <div>
            <dt>{t('insights.slope')}</dt>
            <dd>{t('insights.perDay', { value: perDay(slopePerDay) })}</dd>
          </div>
          <div>
            <dt>{t('insights.interval')}</dt>
            <dd>{t('insights.between', { low: perDay(slopeLow), high: perDay(slopeHigh) })}</dd>
          </div>
          <div>
            <dt>{t('insights.chance')}</dt>
            <dd>{pValue < 0.0001 ? t('insights.tiny') : significant(pValue)}</dd>
          </div>
        </dl>
      )}
      {changePoints.map(({ at, before, after, causes }) => (
        <div key={at} className={classes.level}>
          <p className="numeric">
            {t('insights.level', {
              day: formatDay(at),
              before: formatValue(before, unit),
              after: formatValue(after, unit),
            })}
          </p>
          {causes.map((cause) => (
            <p key={`${cause.kind} ${cause.at}`} className={classes.cause}>
              {causeWords(cause)}
            </p>
          ))}
        </div>
      ))}
    </>
  )
}

function formatSigned(value: number, unit: Trend['unit']): string {
  const sign = value > 0 ? '+' : value < 0 ? '−' : ''
  return `${sign}${unit === 'ms' ? `${significant(Math.abs(value))}\u00a0ms` : formatValue(Math.abs(value), unit)}`
}

/** "+12 %", "−3 %". */
function signedPercent(value: number): string {
  const sign = value >= 0.5 ? '+' : value <= -0.5 ? '−' : ''
  return `${sign}${formatValue(Math.abs(value), 'percent')}`
}
