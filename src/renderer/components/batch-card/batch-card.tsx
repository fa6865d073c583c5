import { t } from '../../i18n.ts'
import classes from './batch-card.module.css'

type BatchCardProps = {
  readonly title: string
  /** A few words beside the title. */
  readonly state?: string
  readonly tone?: 'calm' | 'busy' | 'good' | 'bad' | 'warn'
  readonly actions: React.ReactNode
  /** The middle; always the same height, so that a batch can go from state to state without moving its list. */
  readonly children: React.ReactNode
  /** One line at the foot. */
  readonly foot?: React.ReactNode
  /** What opens below the foot on request. */
  readonly details?: React.ReactNode
}

/** The frame that a batch keeps from plan to result. */
export function BatchCard(props: BatchCardProps): React.JSX.Element {
  const { title, state, tone = 'calm', actions, children, foot, details } = props
  return (
    <section className={classes.card} aria-label={t('summary.batch', { name: title })}>
      <header className={classes.head}>
        <h2 className={classes.title} title={title}>
          {title}
        </h2>
        {state !== undefined && (
          <span className={classes.state} data-tone={tone}>
            {state}
          </span>
        )}
        <div className={classes.actions}>{actions}</div>
      </header>
      <div className={classes.body}>{children}</div>
      <div className={classes.foot}>{foot}</div>
      {details !== undefined && <div className={classes.details}>{details}</div>}
    </section>
  )
}
