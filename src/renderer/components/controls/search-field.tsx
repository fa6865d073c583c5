import { IconSearch } from '@tabler/icons-react'
import classes from './search-field.module.css'

type SearchFieldProps = {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
}

/** A field to look for something by name; Escape empties it. */
export function SearchField({ label, value, onChange }: SearchFieldProps): React.JSX.Element {
  return (
    <span className={classes.box}>
      <IconSearch size={15} className={classes.icon} aria-hidden />
      <input
        type="search"
        className={classes.field}
        aria-label={label}
        placeholder={label}
        value={value}
        spellCheck={false}
        onChange={(event) => onChange(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || value === '') return
          event.stopPropagation()
          onChange('')
        }}
      />
    </span>
  )
}
