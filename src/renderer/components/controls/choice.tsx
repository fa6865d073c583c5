import { IconSelector } from '@tabler/icons-react'
import classes from './choice.module.css'

type ChoiceProps<T extends string> = {
  readonly label: string
  readonly value: T
  readonly options: readonly { readonly value: T; readonly label: string }[]
  readonly onChange: (value: T) => void
  readonly disabled?: boolean
}

/** A choice of many, opened on request. The system's own list: it knows every keyboard and every screen reader. */
export function Choice<T extends string>({
  label,
  value,
  options,
  onChange,
  disabled = false,
}: ChoiceProps<T>): React.JSX.Element {
  return (
    <span className={classes.box}>
      <select
        disabled={disabled}
        className={classes.select}
        aria-label={label}
        value={value}
        onChange={(event) => {
          const chosen = options.find((option) => option.value === event.currentTarget.value)
          if (chosen !== undefined) onChange(chosen.value)
        }}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      <IconSelector size={14} className={classes.icon} aria-hidden />
    </span>
  )
}
