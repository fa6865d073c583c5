import classes from './stat.module.css'

type StatProps = {
  readonly label: string
  readonly value: string
  readonly more?: string | undefined
  readonly tone?: 'good' | undefined
}

/** A number that a person watches, with its name above and a second number below. Keeps its place when empty. */
export function Stat({ label, value, more, tone }: StatProps): React.JSX.Element {
  return (
    <div className={classes.stat}>
      <dt className={classes.label}>{label}</dt>
      <dd className={`${classes.value} numeric`} data-tone={tone}>
        {value}
      </dd>
      <dd className={`${classes.more} numeric`}>{more ?? ''}</dd>
    </div>
  )
}
