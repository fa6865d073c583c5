import { UnstyledButton } from '@mantine/core'
import { IconArrowRight } from '@tabler/icons-react'
import { useEffect, useId, useState } from 'react'
import type { Unit } from '../../../shared/model/measure.ts'
import type { Recommendation } from '../../../shared/model/recommendation.ts'
import { call } from '../../bridge.ts'
import { notifyError } from '../../components/notify.ts'
import { t } from '../../i18n.ts'
import { reveal } from '../../state/places.ts'
import { useRuns } from '../../state/runs.ts'
import { useScreen } from '../../state/screen.ts'
import classes from './evidence.module.css'
import { chartScale, TimeChart } from './time-chart.tsx'
import { formatDay, formatValue } from './words.ts'

type SourceRef = Recommendation['evidence'][number]['source']

type EvidenceProps = {
  /** What it is. */
  readonly label: string
  readonly value: number
  readonly unit: Unit
  readonly currency: string
  readonly source: SourceRef
}

/** A number with the way to where it comes from: a graph that opens below it, a run, or the settings. */
export function Evidence({ label, value, unit, currency, source }: EvidenceProps): React.JSX.Element {
  const id = useId()
  const [open, setOpen] = useState(false)
  const isGraph = source.type === 'history'
  return (
    <li>
      <UnstyledButton
        className={classes.evidence}
        {...(isGraph ? { 'aria-expanded': open, 'aria-controls': id } : {})}
        onClick={() => (isGraph ? setOpen(!open) : goTo(source))}
      >
        <span className={classes.label}>{label}</span>
        <span className={`${classes.value} numeric`}>{formatValue(value, unit, currency)}</span>
        <span className={classes.source}>{t(`insights.source.${source.type}`)}</span>
        <IconArrowRight size={14} className={classes.arrow} aria-hidden />
      </UnstyledButton>
      {source.type === 'history' && open && (
        <div id={id} className={classes.chart}>
          <HistoryChart source={source} unit={unit} label={label} />
        </div>
      )}
    </li>
  )
}

/** Opens the screen that a number comes from, or shows the image in its folder. */
function goTo(source: Exclude<SourceRef, { type: 'history' }>): void {
  const { go } = useScreen.getState()
  if (source.type === 'item') void reveal({ batchId: source.runId, itemId: source.itemId })
  else if (source.type === 'run') {
    useRuns.getState().choose(source.runId)
    go('history')
  } else go('settings')
}

type Points = readonly { readonly at: number; readonly value: number }[]
type HistorySource = Extract<SourceRef, { type: 'history' }>

const hourMs = 3_600_000

function HistoryChart({ source, unit, label }: { source: HistorySource; unit: Unit; label: string }) {
  const [points, setPoints] = useState<Points>()
  const { metric, filter, from, to } = source
  useEffect(() => {
    let left = false
    const long = to - from > 14 * 24 * hourMs
    call('queryHistory', {
      metric,
      filter,
      from,
      to,
      step: long ? 24 * hourMs : hourMs,
      aggregations: ['p50', 'avg'],
    }).then(({ series: [first] }) => {
      if (left) return
      const found = first?.points ?? []
      setPoints(
        found.flatMap(({ at, values }) => {
          const value = values.p50 ?? values.avg
          return value === null || value === undefined ? [] : [{ at, value }]
        }),
      )
    }, notifyError)
    return () => {
      left = true
    }
  }, [metric, filter, from, to])
  if (points === undefined) return null
  if (points.length === 0) return <p className={classes.none}>{t('insight.nothing')}</p>
  const { low, high } = chartScale(points.map(({ value }) => value))
  return (
    <TimeChart
      points={points}
      from={from}
      to={to}
      label={t('insights.chart', { what: label, from: formatDay(from), to: formatDay(to) })}
      axes={{
        top: formatValue(high, unit),
        bottom: formatValue(low, unit),
        start: formatDay(from),
        end: formatDay(to),
      }}
    />
  )
}
