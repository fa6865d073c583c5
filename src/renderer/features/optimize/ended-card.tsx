import { Button, CloseButton } from '@mantine/core'
import { IconPlayerPlay } from '@tabler/icons-react'
import type { Batch } from '../../../shared/model/batch.ts'
import { BatchCard } from '../../components/batch-card/batch-card.tsx'
import { ProgressBar } from '../../components/progress-bar.tsx'
import { singleClick } from '../../components/single-click.ts'
import { formatCount, formatNoun } from '../../format.ts'
import { t } from '../../i18n.ts'
import { discardBatch, resumeBatch } from '../../state/actions.ts'
import { imagesOf, imagesSettled, progressOf } from '../../state/batch-progress.ts'
import { interruptedWords, problemWords } from '../../words.ts'
import classes from './ended-card.module.css'
import { useProblemDetails } from './use-problem-details.tsx'

/** A batch that ended before its end: interrupted, or failed, and then it says why. Once started, it can go on. */
export function EndedCard({ batch }: { readonly batch: Batch }): React.JSX.Element {
  const problems = useProblemDetails(batch)
  const problem = batch.error === undefined ? undefined : problemWords(batch.error)
  const interrupted = batch.state === 'interrupted'
  const resumable = interrupted || batch.startedAt !== undefined
  const total = imagesOf(batch.counts)
  const settled = imagesSettled(batch.counts)
  return (
    <BatchCard
      title={batch.label}
      state={t(`batchState.${batch.state}`)}
      tone={interrupted ? 'warn' : 'bad'}
      actions={
        resumable ? (
          <>
            <Button size="sm" variant="subtle" onClick={singleClick(() => discardBatch(batch.id))}>
              {t('action.discard')}
            </Button>
            <Button
              size="sm"
              variant="filled"
              leftSection={<IconPlayerPlay size={16} stroke={1.6} aria-hidden />}
              onClick={() => void resumeBatch(batch.id)}
            >
              {t('action.resume')}
            </Button>
          </>
        ) : (
          <CloseButton
            aria-label={t('action.dismissNamed', { name: batch.label })}
            onClick={singleClick(() => discardBatch(batch.id))}
          />
        )
      }
      foot={problems.button}
      details={problems.details}
    >
      <p className={classes.reason} role={interrupted ? undefined : 'alert'}>
        {interrupted ? t('optimize.closedBefore') : (problem?.message ?? t('optimize.couldNotGoOn'))}
      </p>
      <p className={classes.more}>
        {interrupted
          ? interruptedWords(batch.counts)
          : [problem?.hint, problem?.detail].filter(Boolean).join(' ')}
      </p>
      {interrupted && (
        <div className={classes.bar}>
          <ProgressBar
            label={t('optimize.progressOf', { name: batch.label })}
            value={progressOf(batch)}
            text={t('optimize.progress', { done: formatCount(settled), images: formatNoun(total, 'image') })}
            muted
          />
        </div>
      )}
    </BatchCard>
  )
}
