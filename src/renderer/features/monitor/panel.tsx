import { useMemo, useState } from 'react'
import { Graph } from '../../components/graph/graph.tsx'
import type { Mark } from '../../components/graph/options.ts'
import { formatTimeOfDay } from '../../format.ts'
import { t } from '../../i18n.ts'
import { limitsAt } from '../../state/sample-window.ts'
import classes from './panel.module.css'
import { alignedData, type PanelInput, type PanelSpec, summaryOf } from './panels.ts'

type PanelProps = {
  readonly panel: PanelSpec
  readonly input: PanelInput
  /** The span shown, in epoch milliseconds. */
  readonly from: number
  readonly to: number
  readonly marks: readonly Mark[]
}

/** One graph with its readings: those of now, or of the moment under the pointer. */
export function Panel({ panel, input, from, to, marks }: PanelProps): React.JSX.Element {
  const [pointed, setPointed] = useState<number>()
  const { samples, admissions, settings } = input
  const data = useMemo(
    () => alignedData(panel, { samples, admissions, settings }),
    [panel, samples, admissions, settings],
  )
  const past = pointed === undefined ? undefined : samples[pointed]
  const index = past === undefined ? samples.length - 1 : (pointed ?? 0)
  const limit = limitsAt(samples, admissions)[index] ?? undefined
  const readings = panel.readings(past ?? samples.at(-1), limit)
  return (
    <section className={classes.panel} aria-label={t(`monitor.${panel.name}`)}>
      <header className={classes.head}>
        <h2 className={classes.title}>{t(`monitor.${panel.name}`)}</h2>
        {past !== undefined && (
          <span className={`${classes.time} numeric`}>
            {[nearest(marks, past.at, to - from)?.text, formatTimeOfDay(past.at)].filter(Boolean).join(' · ')}
          </span>
        )}
      </header>
      <dl className={classes.readings}>
        {readings.map((reading) => (
          <div key={reading.label} className={classes.reading}>
            <dt className={classes.label}>
              <span className={classes.key} style={{ background: `var(${reading.ink})` }} />
              {reading.label}
            </dt>
            <dd className={`${classes.value} numeric`}>{reading.value}</dd>
          </div>
        ))}
      </dl>
      <Graph
        spec={panel.graph}
        data={data}
        from={from / 1000}
        to={to / 1000}
        marks={marks}
        description={summaryOf(panel, input)}
        onPoint={setPointed}
      />
    </section>
  )
}

/** As near as a pointer is to a line that somebody means, as a share of the span. */
const near = 0.012

function nearest(marks: readonly Mark[], at: number, span: number): Mark | undefined {
  const away = (mark: Mark): number => Math.abs(mark.at * 1000 - at)
  return marks.filter((mark) => away(mark) <= span * near).toSorted((a, b) => away(a) - away(b))[0]
}
