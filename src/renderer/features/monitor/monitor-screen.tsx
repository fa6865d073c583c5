import { IconGauge } from '@tabler/icons-react'
import { ScreenFrame } from '../../components/screen-frame.tsx'
import { formatDuration } from '../../format.ts'
import { t } from '../../i18n.ts'
import { useEngine } from '../../state/engine.ts'
import { spanOf } from '../../state/sample-window.ts'
import { useSamples } from '../../state/samples.ts'
import { admissionWords } from '../../words.ts'
import classes from './monitor-screen.module.css'
import { Panel } from './panel.tsx'
import { cpuPanel, memoryPanel, poolPanel, throughputPanel } from './panels.ts'

const panels = [cpuPanel, memoryPanel, throughputPanel, poolPanel] as const

/** What the machine and Whittle on it are doing, second by second. */
export function MonitorScreen(): React.JSX.Element {
  const { samples, admissions } = useSamples()
  const { admission, settings } = useEngine()
  const to = samples.at(-1)?.at ?? Date.now()
  const span = spanOf(samples)
  const throttled = admission !== undefined && admission.reason !== 'free'
  return (
    <ScreenFrame
      title={t('monitor.title')}
      actions={<span className={classes.span}>{t('monitor.last', { time: formatDuration(span) })}</span>}
    >
      <p className={classes.admission} data-throttled={throttled || undefined} role="status">
        <IconGauge size={16} stroke={1.7} aria-hidden />
        {admission === undefined ? t('monitor.waiting') : admissionWords(admission)}
      </p>
      <div className={classes.panels}>
        {panels.map((panel) => (
          <Panel
            key={panel.name}
            panel={panel}
            input={{ samples, admissions, settings }}
            from={to - span}
            to={to}
          />
        ))}
      </div>
    </ScreenFrame>
  )
}
