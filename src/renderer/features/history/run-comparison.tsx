import type { Run } from '../../../shared/model/history.ts'
import { formatBytes, formatCount, formatDuration, formatRate, formatSaving } from '../../format.ts'
import { t } from '../../i18n.ts'
import { recipeName } from '../../recipe-names.ts'
import { savingOf } from '../../savings.ts'
import classes from './insight.module.css'

type RunComparisonProps = { readonly run: Run; readonly other: Run }

/** Two runs in numbers, side by side. */
export function RunComparison({ run, other }: RunComparisonProps): React.JSX.Element {
  const rows: readonly (readonly [string, (run: Run) => string])[] = [
    [t('recipes.pick'), ({ recipe }) => recipeName(recipe)],
    [t('optimize.stat.images'), ({ counts }) => formatCount(counts.done)],
    [t('filter.failed'), ({ counts }) => formatCount(counts.failed)],
    [t('summary.originals'), ({ bytes }) => formatBytes(bytes.inputDone)],
    [t('summary.visitorLoads'), ({ bytes }) => formatBytes(bytes.served)],
    [t('list.saving'), ({ bytes }) => savingText(bytes.inputDone, bytes.served)],
    [t('optimize.stat.elapsed'), ({ durationMs }) => formatDuration(durationMs)],
    [
      t('optimize.stat.speed'),
      ({ throughput }) => t('measure.megapixelsPerSecond', { n: formatRate(throughput.megapixelsPerSecond) }),
    ],
  ]
  return (
    <table className={`${classes.table} numeric`}>
      <thead>
        <tr>
          <th scope="col">{t('insight.what')}</th>
          <th scope="col">{run.label}</th>
          <th scope="col">{other.label}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([name, of]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{of(run)}</td>
            <td>{of(other)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function savingText(before: number, after: number): string {
  const saving = savingOf(before, after)
  return saving === undefined ? '–' : formatSaving(saving)
}
