import { useEffect, useId, useState } from 'react'
import { formatNumber } from '../../format.ts'
import { t } from '../../i18n.ts'
import classes from './form.module.css'

type NumberFieldProps = {
  readonly label: string
  readonly value: number
  readonly min: number
  readonly max: number
  readonly unit?: string
  readonly hint?: string
  readonly whole?: boolean
  readonly onCommit: (value: number) => void
}

/** A number that is taken when the field is left or Enter is pressed, and only if it can be. Escape takes it back. */
export function NumberField(props: NumberFieldProps): React.JSX.Element {
  const { label, value, min, max, unit, hint, whole = true, onCommit } = props
  const id = useId()
  const [text, setText] = useState(String(value))
  useEffect(() => setText(String(value)), [value])
  const number = text.trim() === '' ? Number.NaN : Number(text.replace(',', '.'))
  const valid = number >= min && number <= max && (!whole || Number.isInteger(number))
  const commit = (): void => {
    if (valid && number !== value) onCommit(number)
  }
  return (
    <div className={classes.field}>
      <label className={classes.label} htmlFor={id}>
        {label}
      </label>
      <div className={classes.control}>
        <span className={classes.number}>
          <input
            id={id}
            className={classes.input}
            inputMode="decimal"
            value={text}
            aria-invalid={!valid}
            aria-describedby={`${id}-hint`}
            onChange={(event) => setText(event.currentTarget.value)}
            onBlur={commit}
            onKeyDown={(event) => {
              if (event.key === 'Enter') commit()
              if (event.key === 'Escape') setText(String(value))
              const step = { ArrowUp: 1, ArrowDown: -1 }[event.key]
              if (step === undefined || !valid) return
              event.preventDefault()
              setText(String(Math.min(max, Math.max(min, number + step))))
            }}
          />
          {unit !== undefined && <span className={classes.unit}>{unit}</span>}
        </span>
        <p
          id={`${id}-hint`}
          className={classes.hint}
          data-bad={!valid || undefined}
          role={valid ? undefined : 'alert'}
        >
          {valid
            ? hint
            : t(whole ? 'form.wholeBetween' : 'form.between', {
                min: formatNumber(min),
                max: formatNumber(max),
              })}
        </p>
      </div>
    </div>
  )
}
