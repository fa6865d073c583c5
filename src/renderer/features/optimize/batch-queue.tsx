import { UnstyledButton } from '@mantine/core'
import type { Batch } from '../../../shared/model/batch.ts'
import { formatPercent } from '../../format.ts'
import { t } from '../../i18n.ts'
import { moveBatch } from '../../state/actions.ts'
import { progressOf } from '../../state/batch-progress.ts'
import { useBatches } from '../../state/batches.ts'
import { batchWords } from '../../words.ts'
import classes from './batch-queue.module.css'
import { beforeWhich, inLine } from './queue-order.ts'

type BatchQueueProps = { readonly batches: readonly Batch[]; readonly shownId: string }

/** What a dragged batch is called on its way; the window's own drop handler looks for files only. */
const dragType = 'application/x-whittle-batch'

/** All batches side by side: which runs, which wait, which to look at. Those that wait can be put in another order. */
export function BatchQueue({ batches, shownId }: BatchQueueProps): React.JSX.Element {
  const show = useBatches((state) => state.show)
  const ordered = inLine(batches)
  const onKeyDown = (event: React.KeyboardEvent, batch: Batch): void => {
    const step = { ArrowLeft: -1 as const, ArrowRight: 1 as const }[event.key]
    if (!event.altKey || step === undefined) return
    event.preventDefault()
    const before = beforeWhich(batches, batch.id, step)
    if (before !== undefined) void moveBatch(batch.id, before)
  }
  return (
    <nav className={classes.queue} aria-label={t('optimize.batches')}>
      {ordered.map((batch) => {
        const queued = batch.state === 'queued'
        return (
          <UnstyledButton
            key={batch.id}
            className={classes.entry}
            aria-current={batch.id === shownId ? 'true' : undefined}
            aria-keyshortcuts={queued ? 'Alt+ArrowLeft Alt+ArrowRight' : undefined}
            title={queued ? t('optimize.moveHint') : undefined}
            draggable={queued}
            onClick={() => show(batch.id)}
            onKeyDown={(event) => onKeyDown(event, batch)}
            onDragStart={(event) => event.dataTransfer.setData(dragType, batch.id)}
            onDragOver={(event) => {
              if (queued && event.dataTransfer.types.includes(dragType)) event.preventDefault()
            }}
            onDrop={(event) => {
              const moved = event.dataTransfer.getData(dragType)
              if (moved !== '' && moved !== batch.id) void moveBatch(moved, batch.id)
            }}
          >
            <span className={classes.label}>{batch.label}</span>
            <span className={`${classes.state} numeric`} data-state={batch.state}>
              {batch.position === undefined
                ? batchWords(batch)
                : t('optimize.waitingAt', { n: batch.position + 1 })}
              {batch.state === 'running' && ` ${formatPercent(Math.floor(progressOf(batch) * 100))}`}
            </span>
            <span className={classes.track} data-state={batch.state}>
              <span className={classes.bar} style={{ transform: `scaleX(${progressOf(batch)})` }} />
            </span>
          </UnstyledButton>
        )
      })}
    </nav>
  )
}
