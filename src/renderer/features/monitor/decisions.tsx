import { formatTimeOfDay } from '../../format.ts'
import { t } from '../../i18n.ts'
import { useAlerts } from '../../state/alerts.ts'
import { decisionWords } from '../../words.ts'
import classes from './monitor-screen.module.css'

/** As many as are read at a glance. */
const shown = 4

/** What the controller decided last, and why. */
export function Decisions(): React.JSX.Element | null {
  const decisions = useAlerts((state) => state.decisions)
  if (decisions.length === 0) return null
  return (
    <section className={classes.decisions} aria-label={t('monitor.decisions')}>
      <h2 className={classes.decisionsTitle}>{t('monitor.decisions')}</h2>
      <ol>
        {decisions
          .slice(-shown)
          .toReversed()
          .map((decision) => (
            <li key={`${decision.at} ${decision.reason}`} className={classes.decision}>
              <span className={`${classes.when} numeric`}>{formatTimeOfDay(decision.at)}</span>
              <span className="numeric">
                {decision.from} → {decision.to}
              </span>
              <span className={classes.why}>{decisionWords(decision)}</span>
            </li>
          ))}
      </ol>
    </section>
  )
}
