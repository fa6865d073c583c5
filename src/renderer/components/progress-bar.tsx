import classes from './progress-bar.module.css'

type ProgressBarProps = {
  readonly label: string
  /** 0–1; `undefined` while it cannot be told. */
  readonly value: number | undefined
  /** What a screen reader says instead of the percentage. */
  readonly text?: string
  readonly muted?: boolean
}

export function ProgressBar({ label, value, text, muted = false }: ProgressBarProps): React.JSX.Element {
  const percent = value === undefined ? undefined : Math.round(value * 1000) / 10
  return (
    <div
      className={classes.track}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent === undefined ? undefined : Math.floor(percent)}
      aria-valuetext={text}
      data-muted={muted || undefined}
    >
      <div
        className={percent === undefined ? classes.unknown : classes.bar}
        style={percent === undefined ? undefined : { transform: `scaleX(${percent / 100})` }}
      />
    </div>
  )
}
