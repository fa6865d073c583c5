import { Button, CloseButton } from '@mantine/core'
import { IconFileExport, IconFolderOpen } from '@tabler/icons-react'
import type { Batch } from '../../../shared/model/batch.ts'
import { BatchCard } from '../../components/batch-card/batch-card.tsx'
import { ResultSummary } from '../../components/batch-card/result-summary.tsx'
import { LiveRegion } from '../../components/live-region.tsx'
import { singleClick } from '../../components/single-click.ts'
import { formatDuration, formatNoun } from '../../format.ts'
import { discardBatch } from '../../state/actions.ts'
import { elapsedOf } from '../../state/batch-progress.ts'
import { exportReport, reveal } from '../../state/places.ts'
import { batchStateWords } from '../../words.ts'
import classes from './finished-card.module.css'
import { useProblemDetails } from './use-problem-details.tsx'

/** What a batch came to, finished or cancelled. */
export function FinishedCard({ batch }: { readonly batch: Batch }): React.JSX.Element {
  const problems = useProblemDetails(batch)
  const cancelled = batch.state === 'cancelled'
  return (
    <BatchCard
      title={batch.label}
      state={batchStateWords[batch.state]}
      tone={cancelled ? 'calm' : 'good'}
      actions={
        <>
          <Button
            size="sm"
            leftSection={<IconFileExport size={16} stroke={1.6} aria-hidden />}
            onClick={() => void exportReport(batch.id)}
          >
            Export report…
          </Button>
          <Button
            size="sm"
            variant="filled"
            disabled={batch.outputs.done === 0}
            leftSection={<IconFolderOpen size={16} stroke={1.6} aria-hidden />}
            onClick={() => void reveal({ batchId: batch.id })}
          >
            Show in folder
          </Button>
          <CloseButton
            aria-label={`Dismiss ${batch.label}`}
            onClick={singleClick(() => discardBatch(batch.id))}
          />
        </>
      }
      foot={
        <>
          <span>
            {cancelled
              ? `Stopped after ${formatDuration(elapsedOf(batch, batch.createdAt))}; ${formatNoun(batch.counts.cancelled, 'image')} left undone. What is finished stays.`
              : `Took ${formatDuration(elapsedOf(batch, batch.createdAt))}.`}
          </span>
          {problems.button}
        </>
      }
      details={problems.details}
    >
      {batch.error !== undefined && (
        <p className={classes.problem} role="alert">
          {[batch.error.message, batch.error.hint].filter(Boolean).join(' ')}
        </p>
      )}
      <ResultSummary
        counts={batch.counts}
        bytes={batch.bytes}
        files={batch.outputs.done}
        outDir={batch.outDir}
      />
      <LiveRegion topic={batch.state} text={`${batch.label}: ${batchStateWords[batch.state]}`} />
    </BatchCard>
  )
}
