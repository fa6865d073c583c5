import { Button } from '@mantine/core'
import { IconGauge, IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react'
import { type Batch, batchPrioritySchema } from '../../../shared/model/batch.ts'
import { BatchCard } from '../../components/batch-card/batch-card.tsx'
import { Choice } from '../../components/controls/choice.tsx'
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
import { t } from '../../i18n.ts'
import { savingOf } from '../../savings.ts'
import { cancelBatch, pauseBatch, resumeBatch, setPriority } from '../../state/actions.ts'
import { elapsedOf, imagesOf, imagesSettled, progressOf } from '../../state/batch-progress.ts'
import { useEngine } from '../../state/engine.ts'
import { admissionWords, pauseWords } from '../../words.ts'
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
  const progress = t('optimize.progress', { done: formatCount(settled), images: formatNoun(total, 'image') })
  const { imagesPerSecond, megapixelsPerSecond } = batch.throughput
  const left = running && batch.etaMs !== undefined ? formatRemaining(batch.etaMs) : undefined
  const saved = batch.bytes.inputDone - batch.bytes.served
  const saving = savingOf(batch.bytes.inputDone, batch.bytes.served)
  const paused = batch.state === 'paused'
  const troubled = batch.pause !== undefined && batch.pause.reason !== 'user'
  const throttled = admission !== undefined && admission.reason !== 'free'
  return (
    <BatchCard
      title={batch.label}
      state={t(`batchState.${batch.state}`)}
      tone={troubled ? 'warn' : batch.state === 'queued' || paused ? 'calm' : 'busy'}
      actions={
        <>
          <Choice
            label={t('optimize.priority')}
            value={batch.priority}
            options={batchPrioritySchema.options.map((value) => ({ value, label: t(`priority.${value}`) }))}
            onChange={(priority) => void setPriority(batch.id, priority)}
          />
          <Button
            size="sm"
            variant={paused ? 'subtle' : 'default'}
            disabled={batch.state === 'cancelling'}
            onClick={singleClick(() => cancelBatch(batch.id))}
          >
            {t('action.cancel')}
          </Button>
          {paused ? (
            <Button
              size="sm"
              variant="filled"
              leftSection={<IconPlayerPlay size={16} stroke={1.6} aria-hidden />}
              onClick={singleClick(() => resumeBatch(batch.id))}
            >
              {t('action.resume')}
            </Button>
          ) : (
            <Button
              size="sm"
              disabled={batch.state !== 'running' && batch.state !== 'queued'}
              leftSection={<IconPlayerPause size={16} stroke={1.6} aria-hidden />}
              onClick={singleClick(() => pauseBatch(batch.id))}
            >
              {t('optimize.pause')}
            </Button>
          )}
        </>
      }
      foot={
        <>
          <span className={classes.admission} data-throttled={throttled || troubled || undefined}>
            <IconGauge size={15} stroke={1.7} aria-hidden />
            {batch.pause !== undefined
              ? pauseWords(batch.pause)
              : batch.state === 'queued'
                ? t('optimize.afterThis')
                : admission && admissionWords(admission)}
          </span>
          {problems.button}
        </>
      }
      details={problems.details}
    >
      <ProgressBar
        label={t('optimize.progressOf', { name: batch.label })}
        value={progressOf(batch)}
        text={progress}
        muted={!running}
      />
      <dl className={classes.stats}>
        <Stat
          label={t('optimize.stat.images')}
          value={t('measure.of', { done: formatCount(settled), total: formatCount(total) })}
          more={t('measure.of', {
            done: formatCount(batch.outputs.done),
            total: formatNoun(batch.outputs.planned, 'file'),
          })}
        />
        <Stat
          label={t('optimize.stat.speed')}
          value={running ? t('measure.imagesPerSecond', { n: formatRate(imagesPerSecond) }) : '–'}
          more={
            running ? t('measure.megapixelsPerSecond', { n: formatRate(megapixelsPerSecond) }) : undefined
          }
        />
        <Stat label={t('optimize.stat.timeLeft')} value={left ?? '–'} />
        <Stat label={t('optimize.stat.elapsed')} value={formatClock(elapsedOf(batch, now))} />
        <Stat
          label={t('optimize.stat.saved')}
          value={saved < 0 ? t('measure.bytesMore', { bytes: formatBytes(-saved) }) : formatBytes(saved)}
          more={
            saving === undefined
              ? undefined
              : t('optimize.stat.visitor', { saving: formatSavingPhrase(saving) })
          }
          tone={saved > 0 ? 'good' : undefined}
        />
      </dl>
      <LiveRegion
        topic={batch.state}
        text={
          left === undefined
            ? t('optimize.said', { name: batch.label, progress })
            : t('optimize.saidLeft', { name: batch.label, progress, left })
        }
      />
    </BatchCard>
  )
}
