import { UnstyledButton } from '@mantine/core'
import type { Run } from '../../../shared/model/history.ts'
import { Saving } from '../../components/saving.tsx'
import { formatCount, formatDuration, formatMoment, formatNoun } from '../../format.ts'
import { t } from '../../i18n.ts'
import { imagesOf } from '../../state/batch-progress.ts'
import classes from './run-list.module.css'

type RunListProps = {
  readonly runs: readonly Run[]
  readonly chosenId: string | undefined
  readonly onChoose: (runId: string) => void
}

/** Past runs, newest first. */
export function RunList({ runs, chosenId, onChoose }: RunListProps): React.JSX.Element {
  return (
    <nav className={classes.panel} aria-label={t('history.runs')}>
      <ul className={classes.runs}>
        {runs.map((run) => (
          <li key={run.id}>
            <UnstyledButton
              className={classes.run}
              aria-current={run.id === chosenId ? 'true' : undefined}
              onClick={() => onChoose(run.id)}
            >
              <span className={classes.line}>
                <span className={classes.label}>{run.label}</span>
                <Saving
                  before={run.bytes.inputDone}
                  after={run.counts.done > 0 ? run.bytes.served : undefined}
                />
              </span>
              <span className={`${classes.line} numeric`}>
                <span className={classes.more}>
                  {t('history.imagesIn', {
                    images: formatNoun(imagesOf(run.counts), 'image'),
                    time: formatDuration(run.durationMs),
                  })}
                </span>
                <Trouble run={run} />
              </span>
              <span className={`${classes.more} numeric`}>{formatMoment(run.finishedAt)}</span>
            </UnstyledButton>
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** What did not go as planned; nothing when all did. */
function Trouble({ run }: { readonly run: Run }): React.JSX.Element | null {
  if (run.state !== 'done') return <span className={classes.stopped}>{t(`batchState.${run.state}`)}</span>
  if (run.counts.failed === 0) return null
  return <span className={classes.failed}>{t('history.failed', { n: formatCount(run.counts.failed) })}</span>
}
