import { Button } from '@mantine/core'
import { IconAlertTriangle, IconFolder } from '@tabler/icons-react'
import type { Batch } from '../../../shared/model/batch.ts'
import { MiddleTruncate } from '../../components/middle-truncate.tsx'
import { lastSegment } from '../../format.ts'
import { t } from '../../i18n.ts'
import { chooseOutput } from '../../state/actions.ts'
import { spaceWords } from './estimate-words.ts'
import classes from './plan-card.module.css'

/** Where the results of a plan go: a folder, or over the originals, which is said loudly. */
export function DestinationColumn({ batch }: { readonly batch: Batch }): React.JSX.Element {
  const full = batch.estimate?.fits === false ? spaceWords(batch.estimate) : undefined
  if (batch.inPlace !== undefined) {
    return (
      <div className={classes.column} data-warn>
        <dt className={classes.name}>{t('optimize.goesTo')}</dt>
        <dd className={classes.value}>
          <IconAlertTriangle size={18} stroke={1.6} className={classes.folder} aria-hidden />
          <span className={classes.place}>{t('inPlace.where')}</span>
        </dd>
        <dd className={classes.more} data-bad={full !== undefined || undefined}>
          <span aria-live="polite">{full ?? t('inPlace.warning')}</span>
        </dd>
      </div>
    )
  }
  return (
    <div className={classes.column}>
      <dt className={classes.name}>{t('optimize.goesTo')}</dt>
      <dd className={classes.value}>
        <IconFolder size={18} stroke={1.6} className={classes.folder} aria-hidden />
        <span className={classes.place}>{lastSegment(batch.outDir)}</span>
        <Button
          size="compact-xs"
          flex="none"
          aria-label={t('optimize.changeFolder')}
          onClick={() => void chooseOutput(batch.id)}
        >
          {t('optimize.change')}
        </Button>
      </dd>
      <dd className={classes.more} data-bad={full !== undefined || undefined}>
        {full ?? <MiddleTruncate text={batch.outDir} />}
      </dd>
    </div>
  )
}
