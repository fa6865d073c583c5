import { Button } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { ErrorData } from '../../../shared/errors.ts'
import { restartEngine } from '../../state/actions.ts'
import { useEngine } from '../../state/engine.ts'
import { EmptyState } from '../empty-state.tsx'
import classes from './engine-failed.module.css'

/** In place of every screen when the engine cannot be kept running. */
export function EngineFailed({ error }: { readonly error: ErrorData }): React.JSX.Element {
  const logFolder = useEngine((state) => state.logFolder)
  return (
    <EmptyState
      icon={IconAlertTriangle}
      tone="bad"
      title="The engine could not be started"
      level={1}
      role="alert"
    >
      <p className={classes.reason}>{error.message}</p>
      {error.hint !== undefined && <p>{error.hint}</p>}
      {error.detail !== undefined && <pre className={classes.detail}>{error.detail.split('\n')[0]}</pre>}
      {logFolder !== '' && (
        <p>
          The log is in <span className="selectable">{logFolder}</span>
        </p>
      )}
      <p>Your images and everything finished so far are untouched.</p>
      <Button variant="filled" onClick={() => void restartEngine()}>
        Try again
      </Button>
    </EmptyState>
  )
}
