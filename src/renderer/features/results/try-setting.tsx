import { Button } from '@mantine/core'
import { IconRestore } from '@tabler/icons-react'
import { outputFormats } from '../../../shared/formats.ts'
import type { OutputResult } from '../../../shared/model/output.ts'
import { Segments } from '../../components/controls/segments.tsx'
import { Slider } from '../../components/controls/slider.tsx'
import { Saving } from '../../components/saving.tsx'
import { formatBytes, formatCount, formatDecimal, formatDuration } from '../../format.ts'
import { t } from '../../i18n.ts'
import { goalName, settingName } from '../../setting-words.ts'
import { problemWords } from '../../words.ts'
import classes from './try-setting.module.css'
import type { TrialGoal, TrialState } from './use-trial.ts'

type TrySettingProps = {
  readonly variant: OutputResult
  /** Bytes of the original. */
  readonly before: number | undefined
  readonly tried: TrialState
}

const ranges = { target: { min: 30, max: 100 }, fixed: { min: 1, max: 100 } } as const
/** Where a scale begins for a file that has no number of its own. */
const beginning = { score: 78, quality: 75 } as const

/** The file made again by another setting, while somebody watches. Nothing is kept of it. */
export function TrySetting({ variant, before, tried }: TrySettingProps): React.JSX.Element | null {
  const { goal, trial, busy, error, ask } = tried
  if (!outputFormats[variant.format].lossy) return null
  const shown = goal ?? goalOf(variant, 'target')
  const value = shown.mode === 'target' ? shown.score : shown.quality
  return (
    <section className={classes.box} aria-label={t('trial.title')}>
      <header className={classes.head}>
        <h2 className={classes.title}>{t('trial.title')}</h2>
        <Segments
          label={t('trial.by')}
          value={shown.mode}
          options={(['target', 'fixed'] as const).map((mode) => ({ value: mode, label: t(`trial.${mode}`) }))}
          onChange={(mode) => ask(goalOf(trial ?? variant, mode))}
        />
      </header>
      <div className={classes.line}>
        <Slider
          label={t(`trial.${shown.mode}`)}
          value={value}
          {...ranges[shown.mode]}
          text={goalName(shown)}
          onChange={(next) =>
            ask(shown.mode === 'target' ? { mode: 'target', score: next } : { mode: 'fixed', quality: next })
          }
        />
        <output className={`${classes.value} numeric`}>{formatCount(value)}</output>
      </div>
      {error !== undefined ? (
        <p className={classes.bad} role="alert">
          {problemWords(error).message}
        </p>
      ) : trial === undefined ? (
        <p className={classes.hint}>{t(busy ? 'trial.busy' : 'trial.hint')}</p>
      ) : (
        <div className={classes.result} data-busy={busy || undefined} role="status">
          <span className={classes.bytes}>
            <span className="numeric">{formatBytes(trial.bytes)}</span>
            <Saving before={before} after={trial.bytes} />
          </span>
          <span className={`${classes.more} numeric`}>
            {trial.score !== null && `${t('list.score', { score: formatDecimal(trial.score) })} · `}
            {settingName(trial)}
          </span>
          <span className={`${classes.more} numeric`}>
            {t('trial.against', { bytes: difference(trial.bytes, variant.bytes) })} ·{' '}
            {formatDuration(trial.ms)}
          </span>
          {trial.notes.includes('target-missed') && (
            <span className={classes.more}>{t('note.target-missed')}</span>
          )}
        </div>
      )}
      {goal !== undefined && (
        <Button
          size="compact-xs"
          variant="subtle"
          className={classes.back}
          leftSection={<IconRestore size={14} stroke={1.6} aria-hidden />}
          onClick={() => ask(undefined)}
        >
          {t('trial.back')}
        </Button>
      )}
    </section>
  )
}

function goalOf(
  { score, quality }: Pick<OutputResult, 'score' | 'quality'>,
  mode: TrialGoal['mode'],
): TrialGoal {
  return mode === 'target'
    ? { mode, score: Math.min(100, Math.max(30, Math.round(score ?? beginning.score))) }
    : { mode, quality: quality ?? beginning.quality }
}

/** "+12 kB", "−3 kB". */
function difference(bytes: number, than: number): string {
  const sign = bytes >= than ? '+' : '−'
  return `${sign}${formatBytes(Math.abs(bytes - than))}`
}
