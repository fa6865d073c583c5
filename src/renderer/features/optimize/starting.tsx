import { VisuallyHidden } from '@mantine/core'
import { useIntake } from '../../state/intake.ts'
import classes from './starting.module.css'

/** While the engine starts: the shape of what will stand here, without a flicker. */
export function Starting(): React.JSX.Element {
  const waiting = useIntake((state) => state.waiting.length > 0)
  return (
    <div className={classes.place} role="status" aria-busy>
      <VisuallyHidden component="h1">Optimize</VisuallyHidden>
      <div className={classes.panel}>
        <p className={classes.text}>
          {waiting ? 'Your images are waiting for the engine to start…' : 'Starting the engine…'}
        </p>
      </div>
    </div>
  )
}
