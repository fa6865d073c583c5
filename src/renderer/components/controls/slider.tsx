import classes from './slider.module.css'

type SliderProps = {
  readonly label: string
  readonly value: number
  readonly min: number
  readonly max: number
  /** What the value is called, where the number alone says too little. */
  readonly text?: string
  readonly onChange: (value: number) => void
}

/** A whole number on a line. The system's own: it knows every key. */
export function Slider({ label, value, min, max, text, onChange }: SliderProps): React.JSX.Element {
  const filled = `${(100 * (value - min)) / (max - min)}%`
  return (
    <input
      type="range"
      className={classes.slider}
      style={{ '--filled': filled } as React.CSSProperties}
      aria-label={label}
      aria-valuetext={text}
      min={min}
      max={max}
      value={value}
      onChange={(event) => onChange(Number(event.currentTarget.value))}
    />
  )
}
