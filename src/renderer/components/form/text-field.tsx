import { Field } from './field.tsx'
import classes from './form.module.css'

type TextFieldProps = {
  readonly label: string
  readonly value: string
  readonly hint?: string
  readonly problem?: string | undefined
  readonly onChange: (value: string) => void
  /** The field was left. */
  readonly onLeave?: () => void
}

/** A line of text. */
export function TextField({
  label,
  value,
  hint,
  problem,
  onChange,
  onLeave,
}: TextFieldProps): React.JSX.Element {
  return (
    <Field label={label} hint={hint} problem={problem}>
      <input
        className={classes.input}
        data-wide
        aria-label={label}
        aria-invalid={problem !== undefined}
        spellCheck={false}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        onBlur={onLeave}
      />
    </Field>
  )
}
