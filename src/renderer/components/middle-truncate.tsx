import { VisuallyHidden } from '@mantine/core'
import { controlPictures } from './control-pictures.ts'
import classes from './middle-truncate.module.css'

/** Enough of the end to keep "-2.large.jpeg" readable. */
const tailLength = 12

/** Text that gives up its middle when there is no room: both ends of a file name matter. */
export function MiddleTruncate({ text }: { readonly text: string }): React.JSX.Element {
  const line = controlPictures(text)
  // A short name loses its end instead: split, its beginning would vanish first.
  const cut = line.length > 2 * tailLength ? line.length - tailLength : line.length
  return (
    <span className={classes.line} title={line}>
      {/* Screen readers get the name in one piece. */}
      <VisuallyHidden component="span">{line}</VisuallyHidden>
      <span className={classes.head} aria-hidden>
        {line.slice(0, cut)}
      </span>
      <span className={classes.tail} aria-hidden>
        {line.slice(cut)}
      </span>
    </span>
  )
}
