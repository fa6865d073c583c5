import { useMemo, useState } from 'react'
import { Graph } from '../../components/graph/graph.tsx'
import type { GraphSpec } from '../../components/graph/options.ts'
import { formatDecimal, formatDuration, formatMoment } from '../../format.ts'
import { t } from '../../i18n.ts'
import { trendLines, useTrend } from '../../state/trend.ts'
import classes from './trend-graph.module.css'

const inks = { p50: '--chart-2', p95: '--chart-1', p99: '--chart-3' } as const
const series = [{ ink: inks.p50 }, { ink: inks.p95, filled: true }, { ink: inks.p99, dashed: true }] as const
const durations: GraphSpec = { left: { top: 1, format: formatDuration }, series }
const numbers: GraphSpec = { left: { top: 0.1, format: formatDecimal }, series }
const noMarks = [] as const

type TrendGraphProps = {
  /** Whether it is a number rather than a duration. */
  readonly unitless: boolean
}

/** How the chosen operation's quantiles went over time. */
export function TrendGraph({ unitless }: TrendGraphProps): React.JSX.Element | null {
  const { subject, from, to, points } = useTrend()
  const [pointed, setPointed] = useState<number>()
  const data = useMemo(
    () =>
      [
        points.map(({ at }) => at / 1000),
        ...trendLines.map((line) => points.map(({ values }) => values[line])),
      ] as [number[], ...(number | null)[][]],
    [points],
  )
  if (subject === undefined) return null
  const format = unitless ? formatDecimal : formatDuration
  const shown = points[pointed ?? points.length - 1]
  const name = `${subject.operation} ${subject.kind}`
  const readings = trendLines.map((line) => {
    const value = shown?.values[line]
    return { line, text: value === null || value === undefined ? '–' : format(value) }
  })
  return (
    <section className={classes.panel} aria-label={t('insight.trendOf', { name })}>
      <header className={classes.head}>
        <h2 className={classes.title}>{name}</h2>
        {readings.map(({ line, text }) => (
          <span key={line} className={classes.reading}>
            <span className={classes.key} style={{ background: `var(${inks[line]})` }} />
            {t(`insight.${line}`)}
            <strong className="numeric">{text}</strong>
          </span>
        ))}
        <span className={`${classes.time} numeric`}>{shown !== undefined && formatMoment(shown.at)}</span>
      </header>
      <div className={classes.graph}>
        <Graph
          spec={unitless ? numbers : durations}
          data={data}
          from={from / 1000}
          to={to / 1000}
          marks={noMarks}
          description={t('insight.trendSays', {
            name,
            values: readings.map(({ line, text }) => `${t(`insight.${line}`)} ${text}`).join(', '),
          })}
          onPoint={setPointed}
        />
      </div>
    </section>
  )
}
