import { memo } from 'react'
import type { Item } from '../../../shared/model/item.ts'
import { problemWords } from '../../words.ts'
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
  const words = error === undefined ? undefined : problemWords(error)
  return (
    <RowFrame place={place} level={2}>
      <Cell span={6} className={classes.explanation}>
        <span className={classes.selectable}>
          {words?.message} {words?.hint}
        </span>
        <span className={`${classes.second} ${classes.selectable}`}>
          {[error?.code, words?.detail, item.input].filter(Boolean).join(' · ')}
        </span>
      </Cell>
    </RowFrame>
  )
}, isSameRow)
