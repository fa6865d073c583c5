import { Button, CloseButton } from '@mantine/core'
import { IconFileExport, IconFolderOpen, IconRefresh } from '@tabler/icons-react'
import type { Batch } from '../../../shared/model/batch.ts'
import { BatchCard } from '../../components/batch-card/batch-card.tsx'
import { ResultSummary } from '../../components/batch-card/result-summary.tsx'
import { LiveRegion } from '../../components/live-region.tsx'
import { singleClick } from '../../components/single-click.ts'
import { UndoButton } from '../../components/undo-button.tsx'
import { formatDuration, formatNoun } from '../../format.ts'
import { t } from '../../i18n.ts'
import { discardBatch, retryItems } from '../../state/actions.ts'
import { elapsedOf } from '../../state/batch-progress.ts'
import { reveal } from '../../state/places.ts'
import { useReportDialog } from '../../state/report-dialog.ts'
import { problemWords } from '../../words.ts'
import classes from './finished-card.module.css'
import { useProblemDetails } from './use-problem-details.tsx'

/** What a batch came to, finished or cancelled. */
export function FinishedCard({ batch }: { readonly batch: Batch }): React.JSX.Element {
  const openReport = useReportDialog((state) => state.open)
  const problems = useProblemDetails(batch)
  const problem = batch.error === undefined ? undefined : problemWords(batch.error)
  const state = t(`batchState.${batch.state}`)
  const time = formatDuration(elapsedOf(batch, batch.createdAt))
  const cancelled = batch.state === 'cancelled'
  return (
    <BatchCard
      title={batch.label}
      state={state}
      tone={cancelled ? 'calm' : 'good'}
      actions={
        <>
          {batch.counts.failed + batch.counts.cancelled > 0 && (
            <Button
              size="sm"
              leftSection={<IconRefresh size={16} stroke={1.6} aria-hidden />}
              onClick={singleClick(() => retryItems(batch.id))}
            >
              {t('optimize.retryFailed')}
            </Button>
          )}
          <UndoButton batchId={batch.id} />
          <Button
            size="sm"
            leftSection={<IconFileExport size={16} stroke={1.6} aria-hidden />}
            onClick={() => openReport({ about: 'run', run: { id: batch.id, label: batch.label } })}
          >
            {t('action.exportReport')}
          </Button>
          <Button
            size="sm"
            variant="filled"
            disabled={batch.outputs.done === 0}
            leftSection={<IconFolderOpen size={16} stroke={1.6} aria-hidden />}
            onClick={() => void reveal({ batchId: batch.id })}
          >
            {t('action.showInFolder')}
          </Button>
          <CloseButton
            aria-label={t('action.dismissNamed', { name: batch.label })}
            onClick={singleClick(() => discardBatch(batch.id))}
          />
        </>
      }
      foot={
        <>
          <span>
            {cancelled
              ? t('optimize.stopped', { time, images: formatNoun(batch.counts.cancelled, 'image') })
              : t('optimize.took', { time })}
          </span>
          {problems.button}
        </>
      }
      details={problems.details}
    >
      {problem !== undefined && (
        <p className={classes.problem} role="alert">
          {[problem.message, problem.hint].filter(Boolean).join(' ')}
        </p>
      )}
      <ResultSummary
        counts={batch.counts}
        bytes={batch.bytes}
        files={batch.outputs.done}
        outDir={batch.outDir}
      />
      <LiveRegion topic={batch.state} text={t('optimize.saidState', { name: batch.label, state })} />
    </BatchCard>
  )
}
