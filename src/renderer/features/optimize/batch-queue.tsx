import { UnstyledButton } from '@mantine/core'
import type { Batch } from '../../../shared/model/batch.ts'
import { formatPercent } from '../../format.ts'
import { t } from '../../i18n.ts'
import { progressOf } from '../../state/batch-progress.ts'
import { useBatches } from '../../state/batches.ts'
import { batchWords } from '../../words.ts'
import classes from './batch-queue.module.css'

type BatchQueueProps = { readonly batches: readonly Batch[]; readonly shownId: string }

/** All batches side by side: which runs, which wait, which to look at. */
export function BatchQueue({ batches, shownId }: BatchQueueProps): React.JSX.Element {
  const show = useBatches((state) => state.show)
  return (
    <nav className={classes.queue} aria-label={t('optimize.batches')}>
      {batches.map((batch) => (
        <UnstyledButton
          key={batch.id}
          className={classes.entry}
          aria-current={batch.id === shownId ? 'true' : undefined}
          onClick={() => show(batch.id)}
        >
          <span className={classes.label}>{batch.label}</span>
          <span className={`${classes.state} numeric`} data-state={batch.state}>
            {batchWords(batch)}
            {batch.state === 'running' && ` ${formatPercent(Math.floor(progressOf(batch) * 100))}`}
          </span>
          <span className={classes.track} data-state={batch.state}>
            <span className={classes.bar} style={{ transform: `scaleX(${progressOf(batch)})` }} />
          </span>
        </UnstyledButton>
      ))}
    </nav>
  )
}
