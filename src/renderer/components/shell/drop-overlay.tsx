import { IconFolderDown } from '@tabler/icons-react'
import { t } from '../../i18n.ts'
import { addDropped } from '../../state/intake.ts'
import classes from './drop-overlay.module.css'
import { useFileDrop } from './use-file-drop.ts'
import { usePaste } from './use-paste.ts'

/** Covers the window while files are dragged over it. */
export function DropOverlay(): React.JSX.Element | null {
  const dragging = useFileDrop((files, addresses) => void addDropped(files, addresses))
  usePaste()
  if (!dragging) return null
  return (
    <div className={classes.overlay} data-testid="drop-overlay">
      <div className={classes.target}>
        <IconFolderDown size={40} stroke={1.4} aria-hidden />
        <p className={classes.title}>{t('drop.title')}</p>
        <p className={classes.more}>{t('drop.more')}</p>
      </div>
    </div>
  )
}
