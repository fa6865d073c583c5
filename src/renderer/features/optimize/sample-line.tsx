import { IconFlask } from '@tabler/icons-react'
import type { Batch } from '../../../shared/model/batch.ts'
import { MiddleTruncate } from '../../components/middle-truncate.tsx'
import { Saving } from '../../components/saving.tsx'
import { formatBytes, formatDecimal, formatDuration } from '../../format.ts'
import { t } from '../../i18n.ts'
import classes from './sample-line.module.css'
import { useSampleRun } from './use-sample-run.ts'

/** The recipe tried on one image of the plan, in a line. */
export function SampleLine({ batch }: { readonly batch: Batch }): React.JSX.Element {
  const { run, busy } = useSampleRun(batch)
  return (
    <p className={`${classes.line} numeric`} data-busy={busy || undefined} aria-live="polite">
      {run === undefined ? (
        busy && t('optimize.sample.busy')
      ) : (
        <>
          <IconFlask size={14} stroke={1.7} className={classes.icon} aria-hidden />
          <span className={classes.name}>
            <MiddleTruncate text={t('optimize.sample.on', { name: run.name })} />
          </span>
          <span className={classes.fact}>
            {formatBytes(run.bytesIn)} → {formatBytes(run.bytesServed)}
          </span>
          <Saving before={run.bytesIn} after={run.bytesServed} />
          {run.score !== null && (
            <span className={classes.fact}>{t('list.score', { score: formatDecimal(run.score) })}</span>
          )}
          <span className={classes.fact}>{t('optimize.sample.took', { time: formatDuration(run.ms) })}</span>
        </>
      )}
    </p>
  )
}
