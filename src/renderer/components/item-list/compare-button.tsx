import { IconColumns2 } from '@tabler/icons-react'
import { t } from '../../i18n.ts'
import classes from './item-list.module.css'

type CompareButtonProps = {
  readonly name: string
  readonly reachable: boolean
  readonly onClick: () => void
}

/** Opens a file beside its original. A plain button: a list has one per row. */
export function CompareButton({ name, reachable, onClick }: CompareButtonProps): React.JSX.Element {
  return (
    <button
      type="button"
      className={classes.button}
      tabIndex={reachable ? 0 : -1}
      aria-label={t('results.open', { name })}
      title={t('results.open', { name })}
      onClick={(event) => {
        event.stopPropagation()
        onClick()
      }}
    >
      <IconColumns2 size={16} stroke={1.6} aria-hidden />
    </button>
  )
}
