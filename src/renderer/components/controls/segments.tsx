import { UnstyledButton } from '@mantine/core'
import classes from './segments.module.css'

type SegmentsProps<T extends string> = {
  readonly label: string
  readonly value: T
  readonly options: readonly { readonly value: T; readonly label: string; readonly icon?: React.ReactNode }[]
  readonly onChange: (value: T) => void
  /** Names its buttons, so that one can be found again when everything is drawn anew. */
  readonly name?: string
}

/** A choice of a few, all in sight. Arrow keys move the choice, as in every group of radio buttons. */
export function Segments<T extends string>({
  label,
  value,
  options,
  onChange,
  name,
}: SegmentsProps<T>): React.JSX.Element {
  const move = (event: React.KeyboardEvent, index: number): void => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key]
    const next = step === undefined ? undefined : options.at((index + step) % options.length)
    if (next === undefined) return
    event.preventDefault()
    event.stopPropagation()
    onChange(next.value)
    const buttons = event.currentTarget.parentElement?.querySelectorAll('button')
    buttons?.[options.indexOf(next)]?.focus()
  }
  return (
    <div className={classes.group} role="radiogroup" aria-label={label}>
      {options.map((option, index) => (
        <UnstyledButton
          key={option.value}
          id={name === undefined ? undefined : `${name}-${option.value}`}
          className={classes.segment}
          role="radio"
          aria-checked={option.value === value}
          tabIndex={option.value === value ? 0 : -1}
          onClick={() => onChange(option.value)}
          onKeyDown={(event) => move(event, index)}
        >
          {option.icon}
          {option.label}
        </UnstyledButton>
      ))}
    </div>
  )
}
