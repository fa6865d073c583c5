import { UnstyledButton } from '@mantine/core'
import { formatCount } from '../format.ts'
import { t } from '../i18n.ts'
import { type ItemFilter, itemFilters } from '../state/item-pages.ts'
import classes from './filter-bar.module.css'

type FilterBarProps = {
  readonly value: ItemFilter
  readonly counts: Readonly<Record<ItemFilter, number>>
  readonly onChange: (filter: ItemFilter) => void
}

/** Which images the list shows, with how many there are of each. */
export function FilterBar({ value, counts, onChange }: FilterBarProps): React.JSX.Element {
  return (
    <fieldset className={classes.bar} aria-label={t('filter.label')}>
      {itemFilters.map((filter) => (
        <UnstyledButton
          key={filter}
          className={classes.chip}
          aria-pressed={filter === value}
          onClick={() => onChange(filter)}
        >
          {t(`filter.${filter}`)}{' '}
          <span className={`${classes.count} numeric`}>{formatCount(counts[filter])}</span>
        </UnstyledButton>
      ))}
    </fieldset>
  )
}
