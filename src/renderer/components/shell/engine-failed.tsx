import { Button } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { ErrorData } from '../../../shared/errors.ts'
import { t } from '../../i18n.ts'
import { restartEngine } from '../../state/actions.ts'
import { useEngine } from '../../state/engine.ts'
import { problemWords } from '../../words.ts'
import { EmptyState } from '../empty-state.tsx'
import classes from './engine-failed.module.css'

/** In place of every screen when the engine cannot be kept running. */
export function EngineFailed({ error }: { readonly error: ErrorData }): React.JSX.Element {
  const logFolder = useEngine((state) => state.logFolder)
  const words = problemWords(error)
  return (
    <EmptyState icon={IconAlertTriangle} tone="bad" title={t('status.failedTitle')} level={1} role="alert">
      <p className={classes.reason}>{words.message}</p>
      {words.hint !== undefined && <p>{words.hint}</p>}
      {words.detail !== undefined && <pre className={classes.detail}>{words.detail}</pre>}
      {logFolder !== '' && (
        <p>
          {t('status.logIsIn')} <span className="selectable">{logFolder}</span>
        </p>
      )}
      <p>{t('status.untouched')}</p>
      <Button variant="filled" onClick={() => void restartEngine()}>
        {t('action.tryAgain')}
      </Button>
    </EmptyState>
  )
}
