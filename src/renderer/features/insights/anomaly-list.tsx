import { Button } from '@mantine/core'
import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react'
import type { Anomaly } from '../../../shared/model/anomaly.ts'
import { singleClick } from '../../components/single-click.ts'
import { formatCount, formatMoment, formatPercent } from '../../format.ts'
import { t } from '../../i18n.ts'
import { useFindings } from '../../state/findings.ts'
import classes from './anomaly-list.module.css'
import { chartScale, TimeChart } from './time-chart.tsx'
import { causeWords, formatValue, significant, subjectWords } from './words.ts'

/** Times that were out of the ordinary, with what explains them. */
export function AnomalyList({ anomalies }: { readonly anomalies: readonly Anomaly[] }): React.JSX.Element {
  return (
    <ul className={classes.list}>
      {anomalies.map((anomaly) => (
        <Card key={anomaly.id} anomaly={anomaly} />
      ))}
    </ul>
  )
}

function Card({ anomaly }: { readonly anomaly: Anomaly }): React.JSX.Element {
  const judge = useFindings((state) => state.judge)
  const { id, from, to, ongoing, expected, severity, deviations, causes } = anomaly
  const [first, ...others] = deviations
  const Icon = severity === 'warning' && !expected ? IconAlertTriangle : IconInfoCircle
  return (
    <li className={classes.card} data-severity={expected ? 'expected' : severity}>
      <Icon size={18} className={classes.icon} role="img" aria-label={t(`insights.severity.${severity}`)} />
      <div className={classes.body}>
        {first !== undefined && <p className={classes.title}>{titleOf(first)}</p>}
        <p className={`${classes.when} numeric`}>
          {t(ongoing ? 'insights.since' : 'insights.span', {
            from: formatMoment(from),
            to: formatMoment(to),
          })}
          {others.length > 0 &&
            ` · ${t('insights.also', { count: others.length, n: formatCount(others.length) })}`}
        </p>
        {first !== undefined && <Picture anomaly={anomaly} first={first} />}
        <p className={classes.heading}>{t('insights.why')}</p>
        {causes.length === 0 ? (
          <p className={classes.cause}>{t('insights.noCause')}</p>
        ) : (
          <ul>
            {causes.map((cause) => (
              <li key={`${cause.kind} ${cause.at}`} className={classes.cause}>
                {causeWords(cause)}{' '}
                <span className={`${classes.sure} numeric`}>
                  {t('insights.confidence', { percent: formatPercent(cause.confidence * 100) })}
                </span>
              </li>
            ))}
          </ul>
        )}
      </div>
      <Button
        size="xs"
        variant={expected ? 'default' : 'subtle'}
        className={classes.judge}
        aria-pressed={expected}
        onClick={singleClick(() => judge(id, !expected))}
      >
        {t(expected ? 'insights.unexpected' : 'insights.expected')}
      </Button>
    </li>
  )
}

type Deviation = Anomaly['deviations'][number]

function titleOf({ subject, unit, factor, observed, usual }: Deviation): string {
  const values = {
    what: subjectWords(subject),
    factor: significant(factor),
    observed: formatValue(observed, unit),
    usual: formatValue(usual, unit),
  }
  return subject.type === 'operation' ? t('insights.slow', values) : t('insights.unusual', values)
}

/** Hour by hour, with what is usual and the time in question set off. */
function Picture({ anomaly, first }: { readonly anomaly: Anomaly; readonly first: Deviation }) {
  const { points, unit, usual, subject } = first
  const [start] = points
  const end = points.at(-1)
  if (start === undefined || end === undefined) return null
  const { low, high } = chartScale([usual, ...points.map(({ value }) => value)])
  return (
    <div className={classes.chart}>
      <TimeChart
        points={points}
        from={Math.min(start.at, anomaly.from)}
        to={Math.max(end.at, anomaly.to)}
        usual={usual}
        spans={[anomaly]}
        label={t('insights.chart', {
          what: subjectWords(subject),
          from: formatMoment(start.at),
          to: formatMoment(end.at),
        })}
        axes={{
          top: formatValue(high, unit),
          bottom: formatValue(low, unit),
          start: formatMoment(Math.min(start.at, anomaly.from)),
          end: formatMoment(Math.max(end.at, anomaly.to)),
        }}
      />
    </div>
  )
}
