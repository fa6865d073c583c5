import { Popover, UnstyledButton } from '@mantine/core'
import { formatPercent } from '../../format.ts'
import { t } from '../../i18n.ts'
import { useEngine } from '../../state/engine.ts'
import { pictureHitRate } from '../../state/speed.ts'
import { admissionWords } from '../../words.ts'
import { statusOf } from './status.ts'
import classes from './status-button.module.css'

/** A dot and a word at the foot of the rail; the whole sentence on request. */
export function StatusButton(): React.JSX.Element {
  const { engine, pool, admission, version } = useEngine()
  const status = statusOf(engine, pool)
  const hitRate = pictureHitRate()
  return (
    <Popover position="right-end" width={280} offset={10}>
      <Popover.Target>
        <UnstyledButton className={classes.button} aria-label={t('status.labelled', { word: status.word })}>
          <span className={classes.dot} data-tone={status.tone} />
          {status.word}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('status.label')}>
        <p className={classes.sentence}>{status.sentence}</p>
        {status.tone === 'good' && admission !== undefined && (
          <p className={classes.more}>{admissionWords(admission)}</p>
        )}
        {hitRate !== undefined && (
          <p className={classes.more}>{t('status.pictures', { percent: formatPercent(100 * hitRate) })}</p>
        )}
        {version !== '' && <p className={classes.more}>Whittle {version}</p>}
      </Popover.Dropdown>
    </Popover>
  )
}
