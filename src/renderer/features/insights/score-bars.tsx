import type { ScoreSummary } from '../../../shared/model/impact.ts'
import { formatCount } from '../../format.ts'
import { t } from '../../i18n.ts'
import classes from './score-bars.module.css'

type Side = { readonly name: string; readonly summary: ScoreSummary | null }
type ScoreBarsProps = { readonly before: Side; readonly after: Side }

/** Points of SSIMULACRA 2 to a bar. */
const width = 5
/** Fewer bars are still a distribution. */
const fewest = 5

/** How many results have which score, of both sides. Nothing where none was judged. */
export function ScoreBars({ before, after }: ScoreBarsProps): React.JSX.Element | null {
  const sides = [
    { ...before, kind: classes.before },
    { ...after, kind: classes.after },
  ].flatMap(({ name, kind, summary }) =>
    summary === null || summary.judged === 0 ? [] : [{ name, kind, counts: summary.histogram }],
  )
  if (sides.length === 0) return null
  const bins = shownBins(sides.map(({ counts }) => counts))
  const highest = Math.max(...sides.flatMap(({ counts }) => counts))
  const range = (bin: number): string => `${bin * width}–${(bin + 1) * width}`
  const words = bins.map((bin) => {
    const parts = sides.map(({ name, counts }) => `${name} ${formatCount(counts[bin] ?? 0)}`)
    return `${range(bin)}: ${parts.join(', ')}`
  })
  return (
    <figure className={classes.figure}>
      <figcaption className={classes.heading}>{t('insights.scores')}</figcaption>
      <div className={classes.bars} role="img" aria-label={words.join('; ')}>
        {bins.map((bin) => (
          <div key={bin} className={classes.bin}>
            <svg className={classes.columns} viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden>
              {sides.map(({ kind, counts }, side) => {
                const height = (100 * (counts[bin] ?? 0)) / highest
                const each = 88 / sides.length
                return (
                  <rect
                    key={kind}
                    className={kind}
                    x={6 + side * each}
                    y={100 - height}
                    width={each - 3}
                    height={height}
                  />
                )
              })}
            </svg>
            <span className={`${classes.range} numeric`}>{range(bin)}</span>
          </div>
        ))}
      </div>
      <p className={classes.legend}>
        {sides.map(({ name, kind }) => (
          <span key={name} className={classes.key}>
            <svg width="10" height="10" aria-hidden>
              <rect className={kind} width="10" height="10" rx="2" />
            </svg>
            {name}
          </span>
        ))}
      </p>
    </figure>
  )
}

/** The bins that are used, with as many beside them as make it a distribution. */
function shownBins(histograms: readonly (readonly number[])[]): number[] {
  const all = histograms[0]?.length ?? 0
  const used = Array.from({ length: all }, (_, bin) => bin).filter((bin) =>
    histograms.some((counts) => (counts[bin] ?? 0) > 0),
  )
  const lacking = Math.max(0, fewest - (Math.max(...used) - Math.min(...used) + 1))
  const last = Math.min(all - 1, Math.max(...used) + Math.floor(lacking / 2))
  const first = Math.max(0, Math.min(Math.min(...used), last - fewest + 1))
  return Array.from({ length: last - first + 1 }, (_, at) => first + at)
}
