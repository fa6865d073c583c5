import type { BatchBytes, BatchCounts } from '../../../shared/model/batch.ts'
import { formatBytes, formatNoun, formatSavingPhrase, lastSegment } from '../../format.ts'
import { t } from '../../i18n.ts'
import { savingOf } from '../../savings.ts'
import classes from './result-summary.module.css'

type ResultSummaryProps = {
  readonly counts: BatchCounts
  readonly bytes: BatchBytes
  readonly files: number
  readonly outDir: string
}

/** What came of it: one number, one sentence, and both sizes to scale. */
export function ResultSummary({ counts, bytes, files, outDir }: ResultSummaryProps): React.JSX.Element {
  const saving = counts.done === 0 ? undefined : savingOf(bytes.inputDone, bytes.served)
  if (saving === undefined) return <p className={classes.none}>{t('summary.nothing')}</p>
  const phrase = formatSavingPhrase(saving)
  const largest = Math.max(bytes.inputDone, bytes.served)
  return (
    <div className={classes.summary}>
      <div className={classes.words}>
        <p className={classes.hero} data-grew={saving < 0 || undefined}>
          {phrase}
        </p>
        <p className={`${classes.sentence} selectable`}>
          {t('summary.sentence', {
            images: formatNoun(counts.done, 'image'),
            before: formatBytes(bytes.inputDone),
            after: formatBytes(bytes.served),
            saving: phrase,
            files: formatNoun(files, 'file'),
            folder: lastSegment(outDir),
          })}
        </p>
      </div>
      <div className={`${classes.bars} numeric`} aria-hidden>
        <Bar
          name={t('summary.originals')}
          bytes={bytes.inputDone}
          share={bytes.inputDone / largest}
          tone="before"
        />
        <Bar
          name={t('summary.visitorLoads')}
          bytes={bytes.served}
          share={bytes.served / largest}
          tone="after"
        />
      </div>
    </div>
  )
}

type BarProps = {
  readonly name: string
  readonly bytes: number
  readonly share: number
  readonly tone: 'before' | 'after'
}

function Bar({ name, bytes, share, tone }: BarProps): React.JSX.Element {
  return (
    <div className={classes.row}>
      <span className={classes.name}>{name}</span>
      <span className={classes.track}>
        <span className={classes.bar} data-tone={tone} style={{ width: `${Math.max(0.6, share * 100)}%` }} />
      </span>
      <span className={classes.bytes}>{formatBytes(bytes)}</span>
    </div>
  )
}
