import { IconAlertTriangle, IconRefresh } from '@tabler/icons-react'
import { useEngine } from '../../state/engine.ts'
import classes from './engine-notice.module.css'
import { statusOf } from './status.ts'

/** Says that a process is coming back. It floats above the screen, so nothing moves when it comes and goes. */
export function EngineNotice(): React.JSX.Element {
  const { engine, pool, loaded } = useEngine()
  const status = statusOf(engine, pool)
  const shown = loaded && status.tone !== 'good' && engine.state !== 'failed'
  return (
    <div className={classes.place} role="status">
      {shown && (
        <p className={classes.notice} data-tone={status.tone}>
          {status.tone === 'bad' ? (
            <IconAlertTriangle size={16} aria-hidden />
          ) : (
            <IconRefresh size={16} className={classes.turning} aria-hidden />
          )}
          {status.sentence}
        </p>
      )}
    </div>
  )
}
