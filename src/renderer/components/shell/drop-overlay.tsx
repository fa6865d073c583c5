import { IconFolderDown } from '@tabler/icons-react'
import { addDropped } from '../../state/intake.ts'
import classes from './drop-overlay.module.css'
import { useFileDrop } from './use-file-drop.ts'

/** Covers the window while files are dragged over it. */
export function DropOverlay(): React.JSX.Element | null {
  const dragging = useFileDrop((files) => void addDropped(files))
  if (!dragging) return null
  return (
    <div className={classes.overlay} data-testid="drop-overlay">
      <div className={classes.target}>
        <IconFolderDown size={40} stroke={1.4} aria-hidden />
        <p className={classes.title}>Drop to add</p>
        <p className={classes.more}>Files and folders. You see the plan before anything is made.</p>
      </div>
    </div>
  )
}
