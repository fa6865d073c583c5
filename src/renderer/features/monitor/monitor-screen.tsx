import { Button } from '@mantine/core'
import { IconAlertTriangle, IconGauge, IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react'
import { useEffect, useMemo } from 'react'
import { Segments } from '../../components/controls/segments.tsx'
import { ScreenFrame } from '../../components/screen-frame.tsx'
import { formatDuration } from '../../format.ts'
import { t } from '../../i18n.ts'
import { useAlerts } from '../../state/alerts.ts'
import { useEngine } from '../../state/engine.ts'
import { type SampleRange, sampleRanges, useSampleRange } from '../../state/sample-range.ts'
import { spanOf } from '../../state/sample-window.ts'
import { useSamples } from '../../state/samples.ts'
import { admissionWords, alertWords, decisionWords } from '../../words.ts'
import { Decisions } from './decisions.tsx'
import { LanesPanel } from './lanes-panel.tsx'
import classes from './monitor-screen.module.css'
import { Panel } from './panel.tsx'
import { cpuPanel, diskPanel, memoryPanel, poolPanel, queuePanel, throughputPanel } from './panels.ts'

const panels = [cpuPanel, memoryPanel, throughputPanel, diskPanel, poolPanel, queuePanel] as const
/** While an older range is shown it is read again this often, in milliseconds. */
const refreshMs = 30_000

/** What the machine and Whittle on it are doing, second by second, or what they did. */
export function MonitorScreen(): React.JSX.Element {
  const { samples: live, admissions } = useSamples()
  const { admission, settings } = useEngine()
  const { range, past, frozen, choose, freeze } = useSampleRange()
  const { active: alerts, past: pastAlerts, decisions } = useAlerts()
  useEffect(() => {
    if (range === 'live' || frozen !== undefined) return
    const timer = setInterval(() => void choose(range), refreshMs)
    return () => clearInterval(timer)
  }, [range, frozen, choose])

  const samples = frozen ?? (range === 'live' ? live : past)
  const to = samples.at(-1)?.at ?? Date.now()
  const span = range === 'live' ? spanOf(samples) : sampleRanges[range]
  const marks = useMemo(
    () => [
      ...decisions.map((one) => ({ at: one.at / 1000, alarming: false, text: decisionWords(one) })),
      ...[...alerts, ...pastAlerts].map((one) => ({
        at: one.raisedAt / 1000,
        alarming: true,
        text: alertWords(one),
      })),
    ],
    [decisions, alerts, pastAlerts],
  )
  const throttled = admission !== undefined && admission.reason !== 'free'
  return (
    <ScreenFrame
      title={t('monitor.title')}
      actions={
        <>
          <span className={classes.span}>{t('monitor.last', { time: formatDuration(span) })}</span>
          <Segments<SampleRange>
            label={t('monitor.range')}
            value={range}
            options={(['live', 'hour', 'sixHours', 'day'] as const).map((value) => ({
              value,
              label: t(`monitor.ranges.${value}`),
            }))}
            onChange={(next) => void choose(next)}
          />
          <Button
            size="xs"
            aria-pressed={frozen !== undefined}
            leftSection={
              frozen === undefined ? (
                <IconPlayerPause size={15} stroke={1.6} aria-hidden />
              ) : (
                <IconPlayerPlay size={15} stroke={1.6} aria-hidden />
              )
            }
            onClick={() => freeze(frozen === undefined ? samples : undefined)}
          >
            {t(frozen === undefined ? 'monitor.freeze' : 'monitor.goOn')}
          </Button>
        </>
      }
    >
      <p className={classes.admission} data-throttled={throttled || undefined} role="status">
        <IconGauge size={16} stroke={1.7} aria-hidden />
        {admission === undefined ? t('monitor.waiting') : admissionWords(admission)}
      </p>
      {alerts.map((alert) => (
        <p key={alert.id} className={classes.admission} data-throttled role="alert">
          <IconAlertTriangle size={16} stroke={1.7} aria-hidden />
          {alertWords(alert)}
        </p>
      ))}
      {range === 'live' && (
        <LanesPanel
          pausedAt={frozen === undefined ? undefined : to}
          atLeast={Math.max(1, samples.at(-1)?.pool.size ?? 1)}
        />
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a screen that scrolls must scroll by keyboard too */}
      <section className={classes.panels} aria-label={t('monitor.graphs')} tabIndex={0}>
        {panels.map((panel) => (
          <Panel
            key={panel.name}
            panel={panel}
            input={{ samples, admissions, settings }}
            from={to - span}
            to={to}
            marks={marks}
          />
        ))}
      </section>
      <Decisions />
    </ScreenFrame>
  )
}
