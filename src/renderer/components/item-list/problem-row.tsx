import { memo } from 'react'
import type { Item } from '../../../shared/model/item.ts'
import { Cell } from './cell.tsx'
import classes from './item-list.module.css'
import { isSameRow, RowFrame, type RowPlace } from './row-frame.tsx'

/** Why an image failed or was skipped, in full. */
export const ProblemRow = memo(function ProblemRow({
  place,
  item,
}: {
  readonly place: RowPlace
  readonly item: Item
}): React.JSX.Element {
  const { error } = item
  return (
    <RowFrame place={place} level={2}>
      <Cell span={6} className={classes.explanation}>
        <span className={classes.selectable}>
          {error?.message} {error?.hint}
        </span>
        <span className={`${classes.second} ${classes.selectable}`}>
          {[error?.code, error?.detail?.split('\n')[0], item.input].filter(Boolean).join(' · ')}
        </span>
      </Cell>
    </RowFrame>
  )
}, isSameRow)
