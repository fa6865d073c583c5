import { VisuallyHidden } from '@mantine/core'
import { t } from '../../i18n.ts'
import { useIntake } from '../../state/intake.ts'
import classes from './starting.module.css'

/** While the engine starts: the shape of what will stand here, without a flicker. */
export function Starting(): React.JSX.Element {
  const waiting = useIntake((state) => state.waiting.length > 0)
  return (
    <div className={classes.place} role="status" aria-busy>
      <VisuallyHidden component="h1">{t('optimize.title')}</VisuallyHidden>
      <div className={classes.panel}>
        <p className={classes.text}>{t(waiting ? 'optimize.waiting' : 'optimize.starting')}</p>
      </div>
    </div>
  )
}
