import { IconCircleCheckFilled, IconCircleDashed, IconCircleXFilled } from '@tabler/icons-react'
import { t } from '../../i18n.ts'
import { useInsight } from '../../state/insight.ts'
import { useRuns } from '../../state/runs.ts'
import classes from './insight.module.css'
import { type Score, scoresOf } from './scores.ts'

/** What Whittle promises, and how it stands with that on this machine. */
export function Scoreboard(): React.JSX.Element {
  const { summary, measured } = useInsight()
  const runs = useRuns((state) => state.runs) ?? []
  const scores = scoresOf({ summary, measured, runs })
  return (
    <div className={classes.groups}>
      {(['performance', 'resources', 'experience'] as const).map((group) => (
        <section key={group} className={classes.panel} aria-label={t(`scores.group.${group}`)}>
          <h2 className={classes.heading}>{t(`scores.group.${group}`)}</h2>
          <ul>
            {scores
              .filter((score) => score.group === group)
              .map((score) => (
                <Line key={score.name} score={score} />
              ))}
          </ul>
        </section>
      ))}
    </div>
  )
}

function Line({ score }: { readonly score: Score }): React.JSX.Element {
  const { name, value, target, met } = score
  const Icon = met === undefined ? IconCircleDashed : met ? IconCircleCheckFilled : IconCircleXFilled
  return (
    <li className={classes.score} data-met={met}>
      <Icon
        size={16}
        className={classes.icon}
        role="img"
        aria-label={t(met === undefined ? 'scores.unknown' : met ? 'scores.met' : 'scores.missed')}
      />
      <span className={classes.what}>{t(`scores.name.${name}`)}</span>
      <span className={`${classes.value} numeric`}>{value ?? '–'}</span>
      <span className={`${classes.target} numeric`}>{target}</span>
    </li>
  )
}
