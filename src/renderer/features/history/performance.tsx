import { UnstyledButton } from '@mantine/core'
import { useEffect, useMemo } from 'react'
import { formatCount, formatDecimal, formatDuration } from '../../format.ts'
import { t } from '../../i18n.ts'
import { rangeMs, useInsight } from '../../state/insight.ts'
import { useTrend } from '../../state/trend.ts'
import classes from './insight.module.css'
import { TrendGraph } from './trend-graph.tsx'

/** Window measurements that are no durations. */
const unitless: ReadonlySet<string> = new Set(['CLS'])

/** How long everything took, by operation, the most frequent first. */
export function Performance(): React.JSX.Element {
  const summary = useInsight((state) => state.summary)
  const range = useInsight((state) => state.range)
  const { subject, show } = useTrend()
  const rows = useMemo(() => (summary?.operations ?? []).toSorted((a, b) => b.count - a.count), [summary])
  const chosen =
    rows.find((row) => row.operation === subject?.operation && row.kind === subject.kind) ?? rows[0]
  const { operation: chosenOperation, kind: chosenKind } = chosen ?? {}
  useEffect(() => {
    if (chosenOperation === undefined || chosenKind === undefined) return
    void show({ operation: chosenOperation, kind: chosenKind }, rangeMs[range])
  }, [chosenOperation, chosenKind, range, show])
  return (
    <>
      {chosen !== undefined && <TrendGraph unitless={unitless.has(chosen.kind)} />}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must scroll by keyboard too */}
      <section className={classes.panel} data-table tabIndex={0} aria-label={t('insight.performance')}>
        <table className={`${classes.table} numeric`}>
          <thead>
            <tr>
              <th scope="col">{t('insight.operation')}</th>
              <th scope="col">{t('insight.kind')}</th>
              <th scope="col">{t('insight.count')}</th>
              <th scope="col">{t('insight.errors')}</th>
              <th scope="col">{t('insight.avg')}</th>
              <th scope="col">{t('insight.p50')}</th>
              <th scope="col">{t('insight.p95')}</th>
              <th scope="col">{t('insight.p99')}</th>
              <th scope="col">{t('insight.max')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ operation, kind, count, errors, ...times }) => (
              <tr
                key={`${operation} ${kind}`}
                data-chosen={chosen?.operation === operation && chosen.kind === kind ? true : undefined}
              >
                <th scope="row">
                  <UnstyledButton
                    className={classes.choose}
                    aria-pressed={chosen?.operation === operation && chosen.kind === kind}
                    onClick={() => void show({ operation, kind }, rangeMs[range])}
                  >
                    {operation}
                  </UnstyledButton>
                </th>
                <td>{kind}</td>
                <td>{formatCount(count)}</td>
                <td data-bad={errors > 0 || undefined}>{formatCount(errors)}</td>
                {(['avg', 'p50', 'p95', 'p99', 'max'] as const).map((name) => (
                  <td key={name}>
                    {unitless.has(kind) ? formatDecimal(times[name]) : formatDuration(times[name])}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
        {rows.length === 0 && <p className={classes.none}>{t('insight.nothing')}</p>}
      </section>
    </>
  )
}
