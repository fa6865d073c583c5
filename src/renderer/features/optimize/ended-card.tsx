import { Button, CloseButton } from '@mantine/core'
import { IconPlayerPlay } from '@tabler/icons-react'
import type { Batch } from '../../../shared/model/batch.ts'
import { BatchCard } from '../../components/batch-card/batch-card.tsx'
import { ProgressBar } from '../../components/progress-bar.tsx'
import { singleClick } from '../../components/single-click.ts'
import { formatCount, formatNoun } from '../../format.ts'
import { discardBatch, resumeBatch } from '../../state/actions.ts'
import { imagesOf, imagesSettled, progressOf } from '../../state/batch-progress.ts'
import { batchStateWords, interruptedWords } from '../../words.ts'
import classes from './ended-card.module.css'
import { useProblemDetails } from './use-problem-details.tsx'

/** A batch that ended before its end: interrupted, or failed, and then it says why. Once started, it can go on. */
export function EndedCard({ batch }: { readonly batch: Batch }): React.JSX.Element {
  const problems = useProblemDetails(batch)
  const interrupted = batch.state === 'interrupted'
  const resumable = interrupted || batch.startedAt !== undefined
  const total = imagesOf(batch.counts)
  const settled = imagesSettled(batch.counts)
  return (
    <BatchCard
      title={batch.label}
      state={batchStateWords[batch.state]}
      tone={interrupted ? 'warn' : 'bad'}
      actions={
        resumable ? (
          <>
            <Button size="sm" variant="subtle" onClick={singleClick(() => discardBatch(batch.id))}>
              Discard
            </Button>
            <Button
              size="sm"
              variant="filled"
              leftSection={<IconPlayerPlay size={16} stroke={1.6} aria-hidden />}
              onClick={() => void resumeBatch(batch.id)}
            >
              Resume
            </Button>
          </>
        ) : (
          <CloseButton
            aria-label={`Dismiss ${batch.label}`}
            onClick={singleClick(() => discardBatch(batch.id))}
          />
        )
      }
      foot={problems.button}
      details={problems.details}
    >
      <p className={classes.reason} role={interrupted ? undefined : 'alert'}>
        {interrupted
          ? 'Whittle was closed before this batch was finished.'
          : (batch.error?.message ?? 'This batch could not go on.')}
      </p>
      <p className={classes.more}>
        {interrupted
          ? interruptedWords(batch.counts)
          : [batch.error?.hint, batch.error?.detail?.split('\n')[0]].filter(Boolean).join(' ')}
      </p>
      {interrupted && (
        <div className={classes.bar}>
          <ProgressBar
            label={`Progress of ${batch.label}`}
            value={progressOf(batch)}
            text={`${formatCount(settled)} of ${formatNoun(total, 'image')}`}
            muted
          />
        </div>
      )}
    </BatchCard>
  )
}
