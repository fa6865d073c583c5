import { VisuallyHidden } from '@mantine/core'
import { Cell } from './cell.tsx'
import classes from './item-list.module.css'

export function ListHead(): React.JSX.Element {
  return (
    <div role="presentation" className={classes.headGroup}>
      {/* biome-ignore lint/a11y/useFocusableInteractive: a heading line is not reached by the keyboard */}
      {/* biome-ignore lint/a11y/useSemanticElements: as for the cells */}
      <div className={classes.head} role="row" aria-rowindex={1}>
        <Cell heading className={classes.headImage}>
          Image
        </Cell>
        <Cell heading className={classes.original}>
          Original
        </Cell>
        <Cell heading className={classes.progress}>
          Progress
        </Cell>
        <Cell heading className={classes.right} title="The smallest file at the largest size">
          Smallest
        </Cell>
        <Cell heading className={classes.right}>
          Saving
        </Cell>
        <Cell heading>
          <VisuallyHidden>Actions</VisuallyHidden>
        </Cell>
      </div>
    </div>
  )
}
