import { Button } from '@mantine/core'
import { IconGauge } from '@tabler/icons-react'
import type { Batch } from '../../../shared/model/batch.ts'
import { BatchCard } from '../../components/batch-card/batch-card.tsx'
import { LiveRegion } from '../../components/live-region.tsx'
import { ProgressBar } from '../../components/progress-bar.tsx'
import { singleClick } from '../../components/single-click.ts'
import { Stat } from '../../components/stat.tsx'
import { useNow } from '../../components/use-now.ts'
import {
  formatBytes,
  formatClock,
  formatCount,
  formatNoun,
  formatRate,
  formatRemaining,
  formatSavingPhrase,
} from '../../format.ts'
import { savingOf } from '../../savings.ts'
import { cancelBatch } from '../../state/actions.ts'
import { elapsedOf, imagesOf, imagesSettled, progressOf } from '../../state/batch-progress.ts'
import { useEngine } from '../../state/engine.ts'
import { batchStateWords } from '../../words.ts'
import classes from './running-card.module.css'
import { useProblemDetails } from './use-problem-details.tsx'

/** A batch at work, waiting for its turn, or stopping. */
export function RunningCard({ batch }: { readonly batch: Batch }): React.JSX.Element {
  const admission = useEngine((state) => state.admission)
  const problems = useProblemDetails(batch)
  const running = batch.state === 'running'
  const now = useNow(running)
  const settled = imagesSettled(batch.counts)
  const total = imagesOf(batch.counts)
  const { imagesPerSecond, megapixelsPerSecond } = batch.throughput
  const left = running && batch.etaMs !== undefined ? formatRemaining(batch.etaMs) : undefined
  const saved = batch.bytes.inputDone - batch.bytes.served
  const saving = savingOf(batch.bytes.inputDone, batch.bytes.served)
  const throttled = admission !== undefined && admission.reason !== 'free'
  return (
    <BatchCard
      title={batch.label}
      state={batchStateWords[batch.state]}
      tone={batch.state === 'queued' ? 'calm' : 'busy'}
      actions={
        <Button
          size="sm"
          disabled={batch.state === 'cancelling'}
          onClick={singleClick(() => cancelBatch(batch.id))}
        >
          Cancel
        </Button>
      }
      foot={
        <>
          <span className={classes.admission} data-throttled={throttled || undefined}>
            <IconGauge size={15} stroke={1.7} aria-hidden />
            {batch.state === 'queued' ? 'Starts when the batch before it is finished.' : admission?.message}
          </span>
          {problems.button}
        </>
      }
      details={problems.details}
    >
      <ProgressBar
        label={`Progress of ${batch.label}`}
        value={progressOf(batch)}
        text={`${formatCount(settled)} of ${formatNoun(total, 'image')}`}
        muted={!running}
      />
      <dl className={classes.stats}>
        <Stat
          label="Images"
          value={`${formatCount(settled)} of ${formatCount(total)}`}
          more={`${formatCount(batch.outputs.done)} of ${formatNoun(batch.outputs.planned, 'file')}`}
        />
        <Stat
          label="Speed"
          value={running ? `${formatRate(imagesPerSecond)} images/s` : '–'}
          more={running ? `${formatRate(megapixelsPerSecond)} MP/s` : undefined}
        />
        <Stat label="Time left" value={left ?? '–'} />
        <Stat label="Elapsed" value={formatClock(elapsedOf(batch, now))} />
        <Stat
          label="Saved so far"
          value={saved < 0 ? `${formatBytes(-saved)} more` : formatBytes(saved)}
          more={saving === undefined ? undefined : `${formatSavingPhrase(saving)} for a visitor`}
          tone={saved > 0 ? 'good' : undefined}
        />
      </dl>
      <LiveRegion
        topic={batch.state}
        text={`${batch.label}: ${formatCount(settled)} of ${formatNoun(total, 'image')} finished${left === undefined ? '' : `, about ${left} left`}`}
      />
    </BatchCard>
  )
}
