import { IconFolder } from '@tabler/icons-react'
import { t } from '../../i18n.ts'
import { type Place, reveal } from '../../state/places.ts'
import classes from './item-list.module.css'

type FolderButtonProps = {
  /** What it shows, e.g. a file name. */
  readonly name: string
  readonly place: Place
  /** Whether the keyboard is on its row; only then Tab reaches it. */
  readonly reachable: boolean
}

/** Shows a file in the system's file manager. A plain button: a list has one per row. */
export function FolderButton({ name, place, reachable }: FolderButtonProps): React.JSX.Element {
  return (
    <button
      type="button"
      className={classes.button}
      tabIndex={reachable ? 0 : -1}
      aria-label={t('action.showNamedInFolder', { name })}
      title={t('action.showInFolder')}
      onClick={(event) => {
        event.stopPropagation()
        void reveal(place)
      }}
    >
      <IconFolder size={16} stroke={1.6} aria-hidden />
    </button>
  )
}
